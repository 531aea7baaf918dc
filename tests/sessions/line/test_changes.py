"""What a line makes of a session that changes, and of seats that are added."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from sessions.actions.booking import cancel_booking, switch_mode
from sessions.actions.offers import (
    accept_offer,
    add_seat,
    offer_out_of_turn,
)
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import cancel_session, change_session
from sessions.actions.waitlist import leave_waitlist
from sessions.models import Booking, WaitlistEntry, WaitlistStep
from sessions.queries.waitlist import positions
from sessions.rules.seats import (
    NotFreeThenError,
    NotWaitingError,
    OfferGoneError,
    SessionFullError,
)
from tests.sessions.line.lining import book, counted, kinds, offered, wait
from tests.sessions.making import in_days, make_people, make_plan, make_session


def test_more_seats_are_offered_and_fewer_than_kept_are_refused(cast, full):
    small, booking, [first, second, _third] = full
    with cast.inside():
        plan = make_plan(capacity=3, starts_at=small.starts_at)
        change_session(small, plan, by=cast.hr_admin.person)
        assert (offered(small), counted(small)) == ([first.name, second.name], 3)
        with pytest.raises(PlanRefusedError):
            change_session(
                small, make_plan(capacity=2, starts_at=small.starts_at), by=cast.hr_admin.person
            )
        cancel_booking(booking, by=booking.person)
        assert counted(small) == 3


def test_cancelled_session_ends_offers_and_tells(cast, freed):
    small, offer, [first, second, _third] = freed
    with cast.inside():
        cancel_session(small, by=cast.hr_admin.person, reason="Flood")
        assert set(WaitlistEntry.objects.values_list("state", flat=True)) == {"expired"}
        assert counted(small) == 0
        assert "sessions.cancelled" in kinds(first) & kinds(second)
        with pytest.raises(OfferGoneError):
            accept_offer(offer)


def test_moved_session_keeps_the_line_and_shortens_offers(cast, freed):
    small, offer, [first, second, _third] = freed
    with cast.inside():
        plan = make_plan(capacity=1, starts_at=timezone.now() + timedelta(hours=20))
        change_session(small, plan, by=cast.hr_admin.person)
        moved = WaitlistEntry.objects.get(pk=offer.pk)
        assert moved.offer_until <= timezone.now() + timedelta(hours=8)
        assert "sessions.line_moved" in kinds(second)
        pending = Notification.objects.filter(
            person=first, kind="sessions.offered", state="pending"
        )
        assert [mail.expires_at for mail in pending] == [moved.offer_until]
        assert positions(second, [small.pk]) == {small.pk: 1}


def test_leaver_with_an_offer_gives_it_on(cast, freed):
    small, _offer, [first, second, _third] = freed
    with cast.inside():
        Person.objects.filter(pk=first.pk).update(state=Person.State.LEFT)
        people_left.send(sender=Person, person_ids=[first.pk])
        assert (offered(small), counted(small)) == ([second.name], 1)


def test_room_that_is_flooded_turns_offers_into_video(cast, program):
    with cast.inside():
        first, second, third = make_people(program, 3)
        hybrid = make_session(
            program,
            cast.hr_admin,
            starts_at=in_days(6),
            capacity=2,
            remote_capacity=1,
            video_url="https://video.example/x",
        )
        seat, other = book(hybrid, first), book(hybrid, second, "remote")
        wait(hybrid, second, "in_person")
        wait(hybrid, third, "in_person")
        cancel_booking(seat, by=first)
        assert (offered(hybrid), counted(hybrid)) == ([second.name], 2)
        plan = make_plan(
            room="", video_url="https://video.example/x", capacity=2, starts_at=hybrid.starts_at
        )
        change_session(hybrid, plan, by=cast.hr_admin.person)
        hybrid.refresh_from_db()
        assert (hybrid.booked, hybrid.remote_booked) == (2, 2)
        assert offered(hybrid) == [third.name]
        assert Booking.objects.get(pk=other.pk).mode == "remote"


def test_offer_of_the_other_mode_moves_the_seat_and_frees_the_old_one(cast, program):
    with cast.inside():
        first, second, third = make_people(program, 3)
        hybrid = make_session(
            program,
            cast.hr_admin,
            starts_at=in_days(6),
            capacity=2,
            remote_capacity=1,
            video_url="https://video.example/x",
        )
        seat = book(hybrid, first)
        book(hybrid, second, "remote")
        wait(hybrid, second, "in_person")
        wait(hybrid, third, "remote")
        cancel_booking(seat, by=first)
        moved = accept_offer(WaitlistEntry.objects.get(person=second))
        assert moved.mode == "in_person"
        hybrid.refresh_from_db()
        assert (hybrid.booked, hybrid.remote_booked) == (2, 1)
        assert offered(hybrid) == [third.name]
        with pytest.raises(SessionFullError):
            switch_mode(moved, to="remote", by=second)


def test_added_seat_goes_to_the_line(cast, full):
    small, _booking, [first, *_] = full
    with cast.inside():
        add_seat(small, mode="", by=cast.hr_admin.person)
        assert (offered(small), counted(small)) == ([first.name], 2)


def test_offer_out_of_turn_adds_a_seat_and_keeps_the_reason(cast, full):
    small, _booking, [first, _second, third] = full
    with cast.inside():
        entry = WaitlistEntry.objects.get(person=third)
        for _ in range(2):
            entry = offer_out_of_turn(entry, by=cast.hr_admin.person, reason="Presents next week")
        assert (offered(small), counted(small)) == ([third.name], 2)
        step = WaitlistStep.objects.get(kind="offered_ahead")
        assert (step.by, step.note) == (cast.hr_admin.person, "Presents next week")
        assert positions(first, [small.pk]) == {small.pk: 1}


def test_offer_out_of_turn_is_refused_to_who_is_taken_or_left(cast, program, full):
    small, _booking, [first, second, _third] = full
    with cast.inside():
        book(make_session(program, cast.hr_admin, starts_at=small.starts_at), first)
        leave_waitlist(small, person=second, by=second)
        for person, error in ((first, NotFreeThenError), (second, NotWaitingError)):
            entry = WaitlistEntry.objects.get(person=person)
            with pytest.raises(error):
                offer_out_of_turn(entry, by=cast.hr_admin.person, reason="So")
