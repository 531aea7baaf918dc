"""What HR does in the story, until a session stands."""

import re
from pathlib import Path

from playwright.sync_api import expect

from peerlearn.people.actions.logins import make_login
from peerlearn.people.actions.members import add_member
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from tests.browser.actor import Actor
from tests.browser.company import DAY, DOMAIN, today
from tests.cast import PASSWORD

HOME = "/o/brightside/"


def enrollment_page(program: str) -> str:
    program_id = re.search(r"programs/([0-9a-f-]{36})", program)
    assert program_id
    return f"{HOME}programs/{program_id[1]}/enrollment/"


def give_logins(names) -> None:
    """Logins as an invitation would make them, for those who don't play their joining."""
    with organization(Organization.objects.get(slug="brightside").id):
        for name in names:
            email = f"{name if isinstance(name, str) else f'new{name}'}@{DOMAIN}"
            person = Person.objects.get(email=email)
            add_member(person, user=make_login(email=email, password=PASSWORD))


def sign_in(actor: Actor, email: str) -> None:
    actor.goes("/accounts/login/")
    actor.fills(login=email, password=PASSWORD)
    actor.presses("Sign in")
    expect(actor.page).to_have_url(re.compile(r"/o/"))


def signs_up(hanna: Actor) -> None:
    hanna.goes("/")
    hanna.finds_no_barrier()
    hanna.follows("Start for your company")
    hanna.fills(email=f"hanna@{DOMAIN}", password1=PASSWORD)
    hanna.finds_no_barrier()
    hanna.presses("Sign up")
    hanna.sees(f"hanna@{DOMAIN}")
    hanna.goes(hanna.link_in(hanna.mail(f"hanna@{DOMAIN}")))
    hanna.presses("Yes, confirm")
    hanna.sees("Name your organization")
    hanna.fills(name="Brightside", person_name="Hanna Admin")
    hanna.finds_no_barrier()
    hanna.presses("Start")
    hanna.sees("Bring in your people")
    hanna.finds_no_barrier()


def imports_people(hanna: Actor, file: Path) -> None:
    hanna.follows("Import people")
    hanna.finds_no_barrier()
    hanna.page.locator("input[type=file]").set_input_files(str(file))
    hanna.presses("Upload and check")
    hanna.sees("Check the columns")
    hanna.finds_no_barrier()
    hanna.presses("Show the preview")
    hanna.sees("Preview of the import")
    hanna.sees("not-an-address")
    hanna.finds_no_barrier()
    hanna.presses(re.compile("Import 14"))
    hanna.sees("Import finished")
    hanna.finds_no_barrier()
    hanna.follows("See the people")
    hanna.sees("Mina Mentor")
    hanna.finds_no_barrier()


def creates_program(hanna: Actor) -> None:
    hanna.goes(f"{HOME}programs/")
    hanna.finds_no_barrier()
    hanna.goes(f"{HOME}programs/new/")
    hanna.fills(
        name="Onboarding spring",
        goal="Nobody starts alone.",
        starts_on=today().isoformat(),
        ends_on=(today() + 90 * DAY).isoformat(),
    )
    hanna.finds_no_barrier()
    hanna.presses("Create the draft")
    hanna.sees("0 of 7 done")
    hanna.finds_no_barrier()


def enrolls_people(hanna: Actor) -> None:
    program = hanna.page.url
    hanna.follows("Enroll people")
    hanna.goes(f"{hanna.page.url.split('?')[0]}?role=mentee&started=new&days=90")
    hanna.sees(re.compile("9 people|10 people"))
    hanna.finds_no_barrier()
    hanna.presses(re.compile("^Enroll"))
    hanna.goes(
        f"{enrollment_page(program)}?role=mentor&started=seasoned&years=2&departments=Engineering"
    )
    hanna.sees("Mina Mentor")
    hanna.fills(capacity=5)
    hanna.presses(re.compile("^Enroll"))
    hanna.goes(program)


def nominates_facilitator(hanna: Actor) -> None:
    program = hanna.page.url
    hanna.goes(enrollment_page(program).replace("enrollment", "facilitator") + "?q=Marco")
    hanna.sees("not neutral")
    hanna.follows(re.compile("^Check.*Marco Klein"))
    hanna.sees("Not neutral")
    hanna.finds_no_barrier()
    hanna.goes(enrollment_page(program).replace("enrollment", "facilitator"))
    hanna.finds_no_barrier()
    hanna.follows(re.compile("^Check.*Fay Neutral"))
    hanna.presses(re.compile("^Ask Fay"))
    hanna.goes(program)


def accepts_from_mail(fay: Actor) -> Actor:
    """The link works without a login; later Fay joins by an invitation of her own."""
    fay.goes(fay.link_in(fay.mail(f"fay@{DOMAIN}", "facilitate")))
    fay.sees("What a facilitator does")
    fay.finds_no_barrier()
    fay.presses("Accept")
    fay.sees("You facilitate this program")
    give_logins(["fay"])
    sign_in(fay, f"fay@{DOMAIN}")
    return fay


def launches(hanna: Actor) -> None:
    """Launch with the mails at once: it may be night or Sunday while the tests run."""
    hanna.page.get_by_role("checkbox", name="Only in working hours").uncheck()
    hanna.presses("Launch", exact=True)


def opens_program(hanna: Actor) -> None:
    hanna.goes(hanna.page.url)
    hanna.sees("Fay Neutral")
    hanna.follows("Check and launch")
    hanna.finds_no_barrier()
    launches(hanna)
    hanna.sees("1 of 7 done")


def matches_and_publishes(hanna: Actor) -> None:
    program = enrollment_page(hanna.page.url).split("/")[-3]
    hanna.goes(f"{HOME}matching/programs/{program}/")
    hanna.finds_no_barrier()
    hanna.presses("Match")
    hanna.sees(re.compile("Newcomer Number10"))
    hanna.sees(re.compile("Mina Mentor|Paul Mentor"))
    hanna.finds_no_barrier()
    told = [mail["Subject"] for mail in hanna.mails.to(f"new10@{DOMAIN}")]
    assert all(subject.startswith("You take part in") for subject in told), told
    hanna.follows("Publish")
    hanna.finds_no_barrier()
    hanna.page.get_by_label(re.compile("^At once")).check()
    hanna.presses(re.compile("^Publish"))
    mail = hanna.mail(f"new10@{DOMAIN}", "is your mentor")
    assert re.search("Mina Mentor|Paul Mentor", mail)
    hanna.goes(f"{HOME}programs/{program}/")


def schedules_session(hanna: Actor) -> None:
    program = enrollment_page(hanna.page.url).split("/")[-3]
    hanna.goes(f"{HOME}sessions/new/?program={program}")
    hanna.fills(
        title="Saying no, kindly",
        presenter="Dora Berg",
        day=(today() + 2 * DAY).isoformat(),
        clock="12:00",
        room="Room Ada",
        video_url="https://meet.brightside.example/ada",
        capacity=7,
    )
    hanna.page.locator("[name=facilitator]").select_option(label="Fay Neutral")
    hanna.finds_no_barrier()
    hanna.page.locator("main form button[type=submit]").last.click()
    hanna.sees("7 seats")
    hanna.finds_no_barrier()
