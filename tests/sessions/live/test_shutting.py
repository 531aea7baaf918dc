"""A session that is moved after its room was opened: nobody has been there."""

from dataclasses import replace
from datetime import timedelta

import time_machine

from peerlearn.notifications.models import Notification
from sessions.actions.attendance import note_absence
from sessions.actions.booking import book_seat
from sessions.actions.rooms import open_room
from sessions.actions.scheduling import change_session, plan_of
from sessions.models import Booking


def moved(cast, room, **by):
    room.refresh_from_db()
    plan, later = plan_of(room), timedelta(**by)
    plan = replace(plan, starts_at=plan.starts_at + later, ends_at=plan.ends_at + later)
    return change_session(room, plan, by=cast.hr_admin.person)


def test_open_room_is_shut_and_nobody_was_there(cast, room):
    with cast.inside():
        assert Booking.objects.filter(checked_in_at__isnull=False).count() == 1
        held = moved(cast, room, days=7)
        assert (held.state, held.opened_at, held.booked) == ("published", None, 2)
        assert not Booking.objects.filter(checked_in_at__isnull=False).exists()
        assert set(Booking.objects.values_list("state", flat=True)) == {"confirmed"}
        assert open_room(held, by=cast.facilitator.person).state == "live"


def test_seat_that_was_given_on_counts_as_no_absence_and_may_be_booked_again(cast, room, seat):
    with time_machine.travel(room.starts_at + timedelta(minutes=5), tick=False), cast.inside():
        note_absence(seat, by=cast.facilitator.person)
        held = moved(cast, room, days=7)
        seat.refresh_from_db()
        assert (seat.state, held.booked) == ("cancelled", 1)
        told = Notification.objects.get(kind="sessions.booking_cancelled")
        assert told.person == cast.manager.person
        again = book_seat(held, person=cast.manager.person, by=cast.manager.person)
        assert again.state == "confirmed"


def test_room_that_is_open_stays_open_where_the_session_begins_a_little_later(cast, room):
    with time_machine.travel(room.starts_at - timedelta(minutes=5), tick=False), cast.inside():
        held = moved(cast, room, minutes=15)
        assert held.state == "live"
        assert Booking.objects.filter(checked_in_at__isnull=False).count() == 1
