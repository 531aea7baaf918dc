"""Seats by approval, a seat that is offered, and a lunch order, each by those whom it concerns."""

import re

import pytest

from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking
from tests.browser.test_pair_meetings import looks_well
from tests.sessions.making import in_days, make_program, make_session

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture
def program(committed_cast):
    with committed_cast.inside():
        return make_program(committed_cast)


def session_of(cast, program, **plan):
    with cast.inside():
        return make_session(program, cast.hr_admin, facilitator=cast.facilitator.person, **plan)


def test_seat_is_asked_for_declined_asked_again_and_approved(people, committed_cast, program):
    cast = committed_cast
    held = session_of(cast, program, needs_approval=True, starts_at=in_days(10))
    emil, fay = people("emil"), people("fay")
    emil.signs_in(cast.employee)
    emil.goes(cast.employee.url(f"sessions/{held.id}/"))
    emil.presses("Ask for a seat")
    emil.sees("Asked. You hear yes or no by mail.")
    looks_well(emil)

    fay.signs_in(cast.facilitator)
    fay.goes(cast.facilitator.url(f"sessions/{held.id}/line/"))
    fay.presses("Approve the ticked")
    fay.sees("Tick those whom you mean.")
    fay.page.get_by_role("checkbox").check()
    looks_well(fay)
    fay.page.get_by_text("Decline the ticked").click()
    fay.presses("Decline", exact=True)
    fay.page.get_by_label("Reason").fill("It is for mentors.")
    looks_well(fay)
    fay.presses("Decline", exact=True)
    fay.sees("1 request is declined.")
    emil.goes(cast.employee.url(f"sessions/{held.id}/"))
    emil.sees("Your request was declined")
    looks_well(emil)

    fay.presses("Undo")
    fay.sees("The request waits for an answer again.")
    fay.page.get_by_role("checkbox").check()
    fay.presses("Approve the ticked")
    fay.sees("1 has a seat.")
    fay.sees("The mail leaves five minutes after the yes.")
    looks_well(fay)
    with cast.inside():
        assert Booking.objects.get(learning_session=held).person == cast.employee.person
    emil.had_no_errors()
    fay.had_no_errors()


def test_offered_seat_is_taken_once_by_mail_and_on_the_page(people, committed_cast, program):
    cast = committed_cast
    held = session_of(cast, program, capacity=1, kind="networking", starts_at=in_days(10))
    with cast.inside():
        seat = book_seat(held, person=cast.manager.person, by=cast.manager.person)
        for player in (cast.employee, cast.mentor):
            join_waitlist(held, person=player.person, by=player.person)
        cancel_booking(seat, by=cast.manager.person)
    emil, phone, mina = people("emil"), people("phone"), people("mina")
    for actor, player in ((emil, cast.employee), (mina, cast.mentor)):
        actor.signs_in(player)
        actor.goes(player.url(f"sessions/{held.id}/"))
    emil.sees("A seat is kept for you")
    looks_well(emil)
    mina.does_not_see("A seat is kept for you")
    text = phone.mail(cast.employee.person.email, "A seat")
    found = re.search(r"https?://[^/\s]+(/o/\S+/sessions/offer/\S+)", text)
    assert found, text
    phone.goes(found[1])
    phone.sees("Take the seat that is kept for you?")
    looks_well(phone)

    # Both pages are open: the second answer finds the seat his already.
    phone.presses("Take the seat")
    phone.sees("The seat is yours")
    emil.presses("Take the seat")
    emil.sees("1 of 1 seat taken")
    looks_well(emil)
    phone.goes(found[1])
    phone.sees("The seat is yours")
    with cast.inside():
        assert Booking.objects.get(state="confirmed").person == cast.employee.person
    emil.had_no_errors()
    phone.had_no_errors()


def test_lunch_is_told_booked_and_ordered_without_names(people, committed_cast, program):
    cast = committed_cast
    held = session_of(cast, program, capacity=10, starts_at=in_days(10), title="Lunch and leases")
    emil, hanna = people("emil"), people("hanna")
    emil.signs_in(cast.employee)
    emil.goes(cast.employee.url(f"sessions/{held.id}/"))
    emil.presses("Book a seat")
    emil.sees("Booked. The invitation for your calendar is in your mail.")
    emil.follows("Tell what you eat")
    looks_well(emil)
    emil.page.get_by_label("Vegan").check()
    emil.presses("Save")
    emil.sees("Saved. The next orders count it, without your name.")

    hanna.signs_in(cast.hr_admin)
    hanna.goes(cast.hr_admin.url("sessions/lunch/"))
    looks_well(hanna)
    hanna.follows("Lunch and leases")
    hanna.does_not_see(re.compile("vegan", re.IGNORECASE))
    looks_well(hanna)
    hanna.presses("Count it now")
    hanna.page.locator("dialog").get_by_role("button", name="Count it now").click()
    hanna.sees("The order is counted. Who books now hears that no lunch is ordered.")
    hanna.sees("vegan")
    hanna.does_not_see("Emil")
    looks_well(hanna)
    emil.goes(cast.employee.url(f"sessions/{held.id}/"))
    emil.sees("Lunch is ordered for you.")
    hanna.had_no_errors()
    emil.had_no_errors()
