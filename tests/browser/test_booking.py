"""An employee books a seat: with one click, with the keyboard's focus kept, and without scripts."""

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.cast import make_cast
from tests.sessions.making import make_program, make_session

pytestmark = pytest.mark.browser


@pytest.fixture
def stage(transactional_db):
    """Acme, and a session that its employee may book."""
    cast = make_cast()
    with cast.inside():
        lunch = make_session(make_program(cast), cast.hr_admin, presenter=cast.mentor.person)
    return cast, lunch


def test_employee_books_cancels_and_undoes(people, stage):
    cast, lunch = stage
    emil = people("Emil")
    emil.signs_in(cast.employee)
    emil.goes(cast.employee.url("sessions/"))
    emil.presses("Book a seat")
    emil.sees("Booked. The invitation for your calendar is in your mail.")
    emil.sees("1 of 2 seats taken")
    expect(emil.page.locator(f"#seat-{lunch.id} .seat-booked")).to_be_focused()
    emil.finds_no_barrier()

    mail = emil.mails.wait_for(cast.employee.person.email, "Booked: Reading a balance sheet")
    [invitation] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    event = Calendar.from_ical(invitation.get_content()).events[0]
    assert event["DTSTART"].dt == lunch.starts_at

    emil.presses("Cancel")
    emil.sees("Your booking is cancelled.")
    emil.presses("Undo")
    emil.sees("1 of 2 seats taken")
    emil.had_no_errors()


def test_employee_books_on_a_phone_without_scripts(people, stage):
    cast, lunch = stage
    emil = people(
        "Emil", java_script_enabled=False, viewport={"width": 320, "height": 640}, is_mobile=True
    )
    emil.signs_in(cast.employee)
    emil.goes(cast.employee.url(f"sessions/{lunch.id}/"))
    emil.presses("Book a seat")
    emil.sees("1 of 2 seats taken")
    emil.presses("Cancel")
    emil.sees("2 seats left")


def test_pages_of_a_session_have_no_barrier_and_fit_a_phone(people, stage):
    cast, lunch = stage
    hanna = people("Hanna")
    hanna.signs_in(cast.hr_admin)
    hanna.goes(cast.hr_admin.url("sessions/calendar/subscriptions/"))
    hanna.presses("Make my address")
    paths = ("", "calendar/", "calendar/?view=week", "calendar/subscriptions/", "new/")
    for path in (*paths, f"{lunch.id}/", f"{lunch.id}/edit/", f"{lunch.id}/cancel/"):
        hanna.goes(cast.hr_admin.url(f"sessions/{path}"))
        hanna.finds_no_barrier()
        hanna.page.set_viewport_size({"width": 320, "height": 640})
        hanna.sees_no_sideways_scroll()
        hanna.page.set_viewport_size({"width": 1280, "height": 900})
    hanna.had_no_errors()
