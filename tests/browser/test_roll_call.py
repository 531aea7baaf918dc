"""Forty people are ticked off with one thumb, and an agenda is put in order with the keyboard."""

from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import expect

from sessions.actions.booking import book_seat
from sessions.actions.rooms import open_room
from sessions.models import Booking, LearningSession
from tests.cast import Cast
from tests.sessions.making import in_days, make_people, make_program, make_session

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
FORTY, SECONDS = 40, 120
THUMB = 44


@pytest.fixture
def room(committed_cast: Cast) -> LearningSession:
    """Open, with forty seats taken."""
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        planned = make_session(
            program,
            cast.hr_admin,
            starts_at=in_days(0.01),
            facilitator=cast.facilitator.person,
            capacity=FORTY,
        )
        for person in make_people(program, FORTY):
            book_seat(planned, person=person, by=person)
        return open_room(planned, by=cast.facilitator.person)


def test_forty_people_are_ticked_off_in_two_minutes_with_one_thumb(
    people: Any, committed_cast: Cast, room: LearningSession
) -> None:
    cast = committed_cast
    fay = people("fay", **PHONE)
    fay.signs_in(cast.facilitator)
    fay.goes(cast.facilitator.url(f"sessions/{room.id}/run/"))
    fay.sees_no_sideways_scroll()
    pages: list[str] = []
    fay.page.on("framenavigated", lambda frame: pages.append(frame.url))
    rows = fay.page.locator("#people-list .people-rows > li")
    before = rows.nth(7).bounding_box()["height"]
    begun = monotonic()
    for number in range(FORTY):
        button = rows.nth(number).get_by_role("button", name="Check in")
        size = button.bounding_box()
        assert min(size["width"], size["height"]) >= THUMB
        button.tap()
    expect(fay.page.locator("#people-list li.is-here")).to_have_count(FORTY)
    assert monotonic() - begun < SECONDS
    # The next name stays under the thumb, and no page was loaded.
    assert rows.nth(7).bounding_box()["height"] == before
    assert pages == []
    fay.page.get_by_role("searchbox").fill("person 017")
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="Undo").tap()
    expect(rows.get_by_role("button", name="Check in")).to_be_visible()
    fay.page.evaluate("window.scrollTo(0, 0)")
    with cast.inside():
        assert Booking.objects.filter(checked_in_at__isnull=False).count() == FORTY - 1
    fay.finds_no_barrier()
    fay.had_no_errors()


def test_agenda_is_put_in_order_with_the_keyboard(
    people: Any, committed_cast: Cast, room: LearningSession
) -> None:
    cast = committed_cast
    fay = people("fay")
    fay.signs_in(cast.facilitator)
    fay.goes(cast.facilitator.url(f"sessions/{room.id}/agenda/"))
    rows = fay.page.locator(".contents-row")
    first = rows.nth(0).get_by_label("What")
    expect(first).to_have_value("Lunch is served, everybody finds a seat")
    fay.page.get_by_role("button", name="Move down: 1").focus()
    fay.page.keyboard.press("Enter")
    expect(first).to_have_value("What we learn today")
    # The focus went along with the row, so it can be moved on.
    expect(fay.page.get_by_role("button", name="Move down: 2")).to_be_focused()
    fay.page.keyboard.press("Enter")
    expect(rows.nth(2).get_by_label("What")).to_have_value(
        "Lunch is served, everybody finds a seat"
    )
    rows.nth(0).get_by_label("Minutes").fill("45")
    fay.page.keyboard.press("Tab")
    fay.sees("80 minutes are planned, but the session has 60")
    fay.finds_no_barrier()
    rows.nth(0).get_by_label("What").press("Enter")
    fay.sees("The agenda is saved.")
    fay.finds_no_barrier()
    fay.had_no_errors()
