"""A session run live: the facilitator's phone, the employees' phones, the big screen."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from sessions.actions.attendance import come_in
from sessions.actions.booking import book_seat
from sessions.models import LearningSession, LiveQuestion
from tests.cast import Cast
from tests.sessions.making import bring_in, in_days, make_program, make_session

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
QUESTION = "Why was the raise of the night shift cancelled?"


@pytest.fixture
def lunch(committed_cast: Cast) -> LearningSession:
    """In ten minutes; employee and manager have a seat."""
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        planned = make_session(
            program,
            cast.hr_admin,
            starts_at=in_days(0.01),
            presenter=cast.mentor.person,
            facilitator=cast.facilitator.person,
            capacity=3,
        )
        for player in (cast.employee, cast.manager):
            book_seat(planned, person=player.person, by=player.person)
    return planned


def test_session_is_run_from_a_phone_and_asked_in_without_a_name(  # noqa: PLR0915  a story
    people: Any, committed_cast: Cast, lunch: LearningSession
) -> None:
    cast = committed_cast
    fay, emil, screen = people("fay", **PHONE), people("emil", **PHONE), people("screen")
    fay.signs_in(cast.facilitator)
    fay.goes(cast.facilitator.url("sessions/facilitate/"))
    fay.finds_no_barrier()
    fay.follows("Prepare and open")
    fay.presses("Open the room")
    fay.sees("The room is open.")
    toast, page = (fay.page.locator(part).bounding_box() for part in (".flash", "main"))
    assert toast["y"] + toast["height"] <= page["y"]  # it covers nothing

    screen.signs_in(cast.mentor)
    screen.goes(cast.mentor.url(f"sessions/{lunch.id}/present/"))
    screen.sees(lunch.join_code)
    screen.finds_no_barrier()

    emil.signs_in(cast.employee)
    emil.goes("/join/")
    emil.finds_no_barrier()
    emil.fills(code=lunch.join_code.lower())
    emil.presses("Go on")
    emil.finds_no_barrier()
    emil.presses("Check in and join")
    emil.sees("You are checked in")
    emil.sees("You can ask as soon as 3 people have come in by themselves")
    emil.finds_no_barrier()
    fay.sees("1 of 2")
    screen.sees("1 person is here")

    fay.presses("Check in Marco Manager")
    fay.sees("2 of 2")
    fay.presses("Undo the check-in of Marco Manager")
    fay.sees("1 of 2")
    expect(fay.page.get_by_role("button", name="Check in Marco Manager")).to_be_focused()

    with cast.inside():
        _gil, gina = bring_in(lunch, "Gil Guest", "Gina Guest")
    emil.sees("Nobody can see who asked, not even HR or the facilitator.")
    emil.finds_no_barrier()
    emil.fills(text=QUESTION)
    emil.sees("453 characters left")
    fay.presses("Undo the check-in of Gina Guest")
    emil.sees("You can ask as soon as 3 people have come in by themselves")
    emil.sees("Your text is kept here until then.")
    with cast.inside():
        come_in(lunch, person=gina, by=gina)
    emil.sees("453 characters left")
    expect(emil.page.locator("[name=text]")).to_have_value(QUESTION)
    # made larger by its corner
    emil.page.locator("[name=text]").evaluate("box => { box.style.height = '9rem' }")
    emil.presses("Ask", exact=True)
    emil.sees("Your question was asked.")
    emil.sees(QUESTION)
    fay.sees(QUESTION)
    screen.sees(QUESTION)
    emil.presses("I want this answered, 0 votes")
    pressed = emil.page.get_by_role("button", name="I want this answered, 1 vote")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    fay.presses("On screen")
    expect(screen.page.locator("#on-screen")).to_have_text(QUESTION)
    emil.sees("Now on the screen")
    fay.presses("Answered")
    emil.sees("Answered")
    fay.finds_no_barrier()
    fay.sees_no_sideways_scroll()
    emil.sees_no_sideways_scroll()

    fay.follows("Finish")
    fay.sees("3 people are noted as attended.")
    fay.sees("Finish all the same?")
    fay.finds_no_barrier()
    fay.presses("Finish the session")
    fay.sees("Who came")
    fay.finds_no_barrier()
    emil.sees("This session is over")
    emil.finds_no_barrier()
    screen.sees("This session is over. Thank you!")
    with cast.inside():
        assert LiveQuestion.objects.get().votes == 1
    for actor in (fay, emil, screen):
        actor.had_no_errors()


def test_room_polls_while_its_stream_is_down_and_says_so(
    people: Any, committed_cast: Cast, lunch: LearningSession
) -> None:
    cast = committed_cast
    fay, emil = people("fay", **PHONE), people("emil", **PHONE)
    fay.signs_in(cast.facilitator)
    fay.page.route(re.compile(r"/stream/"), lambda route: route.fulfill(status=503))
    fay.goes(cast.facilitator.url(f"sessions/{lunch.id}/run/"))
    fay.presses("Open the room")
    fay.sees("Reconnecting…")
    emil.signs_in(cast.employee)
    emil.goes(cast.employee.url(f"join/?code={lunch.join_code}"))
    emil.presses("Check in and join")
    with cast.inside():
        bring_in(lunch, "Gil Guest", "Gina Guest")
    emil.fills(text=QUESTION)
    emil.presses("Ask", exact=True)
    emil.sees("Your question was asked.")
    expect(fay.page.get_by_text("3 of 4").first).to_be_visible(timeout=9_000)
    fay.sees(QUESTION)
    fay.page.unroute_all()
    expect(fay.page.get_by_text("Reconnecting…")).to_be_hidden(timeout=40_000)
    emil.presses("I want this answered, 0 votes")
    expect(fay.page.locator(".question-votes").first).to_contain_text("1")
