"""Who lets themselves in by the code: nobody round an approval, nor days later."""

from datetime import timedelta

import pytest
import time_machine

from sessions.actions.attendance import check_in, come_in
from sessions.actions.booking import book_seat
from sessions.actions.requests import approve_requests, ask_for_seat, decline_request
from sessions.actions.rooms import open_room
from sessions.actions.waitlist import wait_at_door
from sessions.models import Booking, WaitlistEntry
from sessions.rules.room import OVERRUN, NotApprovedError, RoomFullError, TooLateError
from tests.sessions.live.test_join import join
from tests.sessions.making import in_days, make_people, make_session
from tests.sessions.test_pages import text


@pytest.fixture
def chosen(cast, program):
    """Two seats by approval, opened a day early."""
    with cast.inside():
        held = make_session(
            program,
            cast.hr_admin,
            facilitator=cast.facilitator.person,
            needs_approval=True,
            starts_at=in_days(1),
        )
        return open_room(held, by=cast.facilitator.person)


def asks(held, player):
    return ask_for_seat(held, person=player.person, by=player.person)


def test_code_is_no_way_round_an_approval(cast, chosen):
    with cast.inside():
        declined = asks(chosen, cast.employee)
        decline_request(declined, by=cast.hr_admin.person, reason="Only for mentors.")
        asks(chosen, cast.mentor)
        for player in (cast.employee, cast.mentor, cast.manager):
            for act in (come_in, wait_at_door):
                with pytest.raises(NotApprovedError):
                    act(chosen, person=player.person, by=player.person)
        assert not Booking.objects.exists()
        assert not WaitlistEntry.objects.filter(state="waiting").exists()


def test_page_of_the_code_says_so_and_has_no_button(cast, chosen):
    shown = text(join(cast.employee, chosen.join_code))
    assert "In this session seats are approved" in shown
    assert "Check in and join" not in shown
    assert "In this session seats are approved" in text(
        join(cast.employee, chosen.join_code, "post")
    )


def test_approved_ones_come_in_and_those_in_line_wait_their_turn(cast, program, chosen):
    with cast.inside():
        one, two, three = make_people(program, 3)
        entries = [ask_for_seat(chosen, person=each, by=each) for each in (one, two, three)]
        approve_requests(chosen, entries, by=cast.hr_admin.person)
        assert come_in(chosen, person=one, by=one).checked_in_at is not None
        with pytest.raises(RoomFullError):
            come_in(chosen, person=three, by=three)


def test_facilitator_lets_in_whom_nobody_approved(cast, chosen):
    with cast.inside():
        come_in(chosen, person=cast.employee.person, by=cast.facilitator.person)
        assert Booking.objects.get().checked_in_by == cast.facilitator.person


def test_room_that_nobody_closed_is_shut_to_the_code_an_hour_after_its_end(cast, lunch):
    with cast.inside():
        late, later = cast.employee.person, cast.manager.person
        seats = [book_seat(lunch, person=each, by=each) for each in (late, later)]
        open_room(lunch, by=cast.facilitator.person)
    with time_machine.travel(lunch.ends_at + OVERRUN, tick=False), cast.inside():
        assert come_in(lunch, person=late, by=late).checked_in_at is not None
    after = lunch.ends_at + OVERRUN + timedelta(minutes=1)
    with time_machine.travel(after, tick=False), cast.inside():
        for act in (come_in, wait_at_door):
            with pytest.raises(TooLateError):
                act(lunch, person=later, by=later)
        assert check_in(seats[1], by=cast.facilitator.person).checked_in_at is not None
