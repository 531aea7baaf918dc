"""What employees and the facilitator do in the story."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from sessions.models import LearningSession
from tests.browser.actor import Actor
from tests.browser.company import DOMAIN
from tests.browser.setting_up import HOME, give_logins, sign_in
from tests.cast import PASSWORD, make_organization
from tests.servers import Worker

QUESTION = "May I say no to my manager?"


def joins_by_invitation(hanna: Actor, newcomer: Actor) -> Actor:
    hanna.goes(f"{HOME}people/members/")
    hanna.finds_no_barrier()
    # The launch has mailed whoever is in the program; without a login they sign in by that.
    mail = newcomer.mail(f"new10@{DOMAIN}", "You take part in")
    # The worker has written it, which doesn't know where our web server listens.
    newcomer.goes(re.findall(r"https?://[^/]+(/\S+/join/\S+)", mail)[0])
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
    """Six more fill the room; the eighth waits and takes the seat that is given back."""
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
    last.mails.wait_for(f"new17@{DOMAIN}", "A seat is kept for you")
    last.goes(HOME)
    last.sees(re.compile("is kept for you"))
    last.presses("Take the seat")
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
    comes_in(newcomer, code)
    newcomer.sees("You can ask as soon as 3 people have come in by themselves")
    for number in (11, 12):
        other = people(f"new{number} inside")
        sign_in(other, f"new{number}@{DOMAIN}")
        comes_in(other, code)
    newcomer.sees(re.compile("Nobody can see who ask"))
    newcomer.finds_no_barrier()
    newcomer.fills(text=QUESTION)
    newcomer.presses("Ask", exact=True)
    newcomer.sees("Your question was asked")
    fay.sees(QUESTION)  # it arrives by itself
    fay.page.get_by_role("button", name=re.compile("^Answered")).first.click()
    newcomer.sees(re.compile("^Answered$"))
    check_in(fay, 13, 14, 15, 17)
    fay.follows("Finish")
    fay.finds_no_barrier()
    fay.presses("Finish the session")
    fay.sees("Finished")
    return room


def comes_in(actor: Actor, code: str) -> None:
    actor.goes("/join/")
    actor.fills(code=code)
    actor.presses("Go on")
    actor.presses("Check in and join")
    actor.sees("You are checked in")


def check_in(fay: Actor, *numbers: int) -> None:
    for number in numbers:
        fay.presses(f"Check in Newcomer Number{number}")
        undo = fay.page.get_by_role("button", name=f"Undo the check-in of Newcomer Number{number}")
        expect(undo).to_be_visible()


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
