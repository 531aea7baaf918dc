"""The whole story in a real browser, from signing up to results, beside a second company."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peerlearn.people.actions.logins import make_login
from peerlearn.people.actions.members import add_member
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from sessions.models import LearningSession
from tests.browser.actor import Actor
from tests.browser.company import DAY, DOMAIN, people_csv, today
from tests.cast import PASSWORD, make_organization
from tests.servers import Worker

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

HOME = "/o/brightside/"
QUESTION = "May I say no to my manager?"


def test_story(people, worker: Worker, tmp_path: Path) -> None:
    hanna: Actor = people("hanna")
    signs_up(hanna)
    imports_people(hanna, people_csv(tmp_path))
    creates_program(hanna)
    enrolls_people(hanna)
    nominates_facilitator(hanna)
    fay = accepts_from_mail(people("fay"))
    opens_program(hanna)
    matches_and_publishes(hanna)
    schedules_session(hanna)
    newcomer = joins_by_invitation(hanna, people("new10", timezone_id="America/New_York"))
    books_a_seat(newcomer, worker)
    give_logins(range(11, 17))
    others_book(people, range(11, 17), hanna)
    writes_check(fay)
    room = runs_session(people, fay, newcomer)
    gives_feedback(newcomer)
    sees_nothing_after_four(people, hanna)
    sees_results_from_five(people, hanna)
    outsider_finds_nothing(people("otto"), room)
    for actor in (hanna, fay, newcomer):
        actor.had_no_errors()


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
    hanna.follows("Name your organization")
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


def enrollment_page(program: str) -> str:
    program_id = re.search(r"programs/([0-9a-f-]{36})", program)
    assert program_id
    return f"{HOME}programs/{program_id[1]}/enrollment/"


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


def opens_program(hanna: Actor) -> None:
    hanna.goes(hanna.page.url)
    hanna.sees("Fay Neutral")
    hanna.follows("Check and open")
    hanna.finds_no_barrier()
    hanna.presses("Open the program")
    hanna.sees("1 of 7 done")


def matches_and_publishes(hanna: Actor) -> None:
    program = enrollment_page(hanna.page.url).split("/")[-3]
    hanna.goes(f"{HOME}matching/programs/{program}/")
    hanna.finds_no_barrier()
    hanna.presses("Match")
    hanna.sees(re.compile("Newcomer Number10"))
    hanna.sees(re.compile("Mina Mentor|Paul Mentor"))
    hanna.finds_no_barrier()
    assert not hanna.mails.to(f"new10@{DOMAIN}"), "nothing goes out before Publish"
    hanna.follows("Publish")
    hanna.finds_no_barrier()
    hanna.presses(re.compile("^Publish"))
    mail = hanna.mail(f"new10@{DOMAIN}")
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


def joins_by_invitation(hanna: Actor, newcomer: Actor) -> Actor:
    hanna.goes(f"{HOME}people/members/")
    hanna.finds_no_barrier()
    hanna.follows(re.compile("^Invite all"))
    hanna.finds_no_barrier()
    hanna.presses(re.compile("^Send"))
    mail = newcomer.mail(f"new10@{DOMAIN}", "Brightside")
    newcomer.goes(next(link for link in re.findall(r"https?://\S+", mail) if "/join/" in link))
    newcomer.finds_no_barrier()
    newcomer.fills(password=PASSWORD)
    newcomer.presses(re.compile("Join"))
    newcomer.sees("Your mentor")
    newcomer.finds_no_barrier()
    return newcomer


def books_a_seat(newcomer: Actor, worker: Worker) -> None:
    newcomer.goes(HOME)
    newcomer.sees("Saying no, kindly")
    newcomer.sees(re.compile("E[SD]T"))
    newcomer.presses(re.compile("^Book"))
    newcomer.sees("Booked")
    booked = newcomer.mails.wait_for(f"new10@{DOMAIN}", "Saying no, kindly")
    calendar = next(p for p in booked.walk() if p.get_content_type() == "text/calendar")
    assert "METHOD:REQUEST" in calendar.get_content()


def others_book(people, numbers, hanna: Actor) -> None:
    """Six more fill the room; the eighth waits and gets the seat that is given back."""
    for number in numbers:
        other = people(f"new{number}")
        sign_in(other, f"new{number}@{DOMAIN}")
        other.presses(re.compile("^Book"))
        other.sees("Booked")
    give_logins([17])
    last = people("new17")
    sign_in(last, f"new17@{DOMAIN}")
    last.presses(re.compile("waiting list"))
    last.sees(re.compile("next in line|position|first", re.IGNORECASE))
    first = people("new16 again")
    sign_in(first, f"new16@{DOMAIN}")
    first.presses(re.compile("^Cancel"))
    last.mails.wait_for(f"new17@{DOMAIN}", "Saying no, kindly")
    last.goes(HOME)
    last.sees("Booked")


def writes_check(fay: Actor) -> None:
    fay.goes(f"{HOME}sessions/facilitate/")
    fay.sees("Saying no, kindly")
    fay.finds_no_barrier()
    fay.goes(f"{HOME}feedback/{session_id()}/check/edit/")
    for place in range(3):
        fay.fills(
            **{
                f"text_{place}": f"Question {place + 1} of the check?",
                f"choice_{place}_0": "The right one",
                f"choice_{place}_1": "The wrong one",
            }
        )
        fay.page.locator(f"[name=right_{place}]").first.check(force=True)
    fay.finds_no_barrier()
    fay.presses("Save")
    fay.sees("The knowledge check is saved")


def session_id() -> str:
    with organization(Organization.objects.get(slug="brightside").id):
        return str(LearningSession.objects.get().id)


def session_begins() -> None:
    """The day has come."""
    with organization(Organization.objects.get(slug="brightside").id):
        now = timezone.now()
        LearningSession.objects.update(
            starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=1)
        )


def runs_session(people, fay: Actor, newcomer: Actor) -> str:
    """On a phone: check-in by tap and by code, an anonymous question live, answered, finish."""
    session_begins()
    room = f"{HOME}sessions/{session_id()}"
    fay.page.set_viewport_size({"width": 390, "height": 844})
    fay.goes(f"{room}/run/")
    fay.presses("Open the room")
    code = fay.page.locator(".entrance-code").inner_text().strip()
    fay.finds_no_barrier()
    fay.sees_no_sideways_scroll()
    newcomer.goes(f"{HOME}")
    newcomer.goes("/join/")
    newcomer.fills(code=code)
    newcomer.presses("Go on")
    newcomer.presses("Check in and join")
    newcomer.sees("You are checked in")
    newcomer.sees(re.compile("Nobody can see who ask"))
    newcomer.finds_no_barrier()
    newcomer.fills(text=QUESTION)
    newcomer.presses("Ask", exact=True)
    newcomer.sees("Your question was asked")
    fay.sees(QUESTION)  # it arrives by itself
    fay.page.get_by_role("button", name=re.compile("^Answered")).first.click()
    newcomer.sees(re.compile("^Answered$"))
    for number in (*range(11, 16), 17):
        fay.presses(f"Check in Newcomer Number{number}")
        expect(
            fay.page.get_by_role("button", name=f"Undo the check-in of Newcomer Number{number}")
        ).to_be_visible()
    fay.follows("Finish")
    fay.finds_no_barrier()
    fay.presses("Finish the session")
    fay.sees("Finished")
    return room


def gives_feedback(newcomer: Actor) -> None:
    newcomer.goes(HOME)
    newcomer.follows(re.compile("^Give feedback"))
    newcomer.sees(re.compile("at least 5|5 answers|from 5"))
    newcomer.finds_no_barrier()
    answers(newcomer)
    newcomer.finds_no_barrier()
    for choice in range(3):
        newcomer.page.locator(f"[name=question_{choice}]").first.check(force=True)
    newcomer.finds_no_barrier()
    newcomer.presses("See what stayed")
    newcomer.sees("3 of 3")
    newcomer.finds_no_barrier()


def answers(actor: Actor) -> None:
    actor.page.locator("[name=useful][value='4']").check(force=True)
    actor.page.locator("[name=safe_to_ask][value='5']").check(force=True)
    actor.presses("Send, sealed")
    actor.sees(re.compile("feedback is sealed|answer is sealed"))


def _others_answer(people, numbers) -> None:
    for number in numbers:
        other = people(f"new{number} answers")
        sign_in(other, f"new{number}@{DOMAIN}")
        other.goes(f"{HOME}feedback/{session_id()}/")
        answers(other)


def sees_nothing_after_four(people, hanna: Actor) -> None:
    _others_answer(people, (11, 12, 13))
    hanna.goes(f"{HOME}feedback/{session_id()}/results/")
    hanna.sees(re.compile("4 of 7"))
    expect(hanna.page.locator(".chart")).to_have_count(0)
    hanna.finds_no_barrier()


def sees_results_from_five(people, hanna: Actor) -> None:
    _others_answer(people, (14,))
    hanna.goes(f"{HOME}feedback/{session_id()}/results/")
    hanna.follows("Close now")
    hanna.page.locator("main form button[type=submit]").last.click()
    expect(hanna.page.locator(".chart").first).to_be_visible()
    hanna.finds_no_barrier()


def outsider_finds_nothing(otto: Actor, room: str) -> None:
    player = make_organization("Umbrella", "Otto Outsider")
    otto.signs_in(player)
    for path in (HOME, f"{HOME}people/", f"{room}/", f"{room}/run/", f"{HOME}programs/"):
        otto.goes(path)
        otto.sees("This page is not here")
        otto.does_not_see("Brightside")
