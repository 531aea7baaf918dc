"""Seats that are kept for those who wait: offered in turn, taken, let go, run out."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from peerlearn.notifications.models import Notification
from sessions.actions.booking import cancel_booking
from sessions.actions.offers import (
    accept_offer,
    decline_offer,
    tend_line,
)
from sessions.actions.waitlist import leave_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.waitlist import positions
from sessions.rules.seats import (
    OfferGoneError,
    SessionFullError,
)
from sessions.tasks import tend_waiting_lists
from tests.sessions.line.lining import book, counted, kinds, offered, seated, steps, wait
from tests.sessions.making import in_days, make_people, make_program, make_session


def test_freed_seat_is_kept_for_the_first_in_line_and_told(cast, freed):
    small, offer, [first, second, _third] = freed
    with cast.inside():
        assert (offer.person, seated(small), counted(small)) == (first, set(), 1)
        assert timedelta(hours=23) < offer.offer_until - timezone.now() < timedelta(hours=38)
        mail = Notification.objects.get(person=first)
        assert (mail.kind, mail.expires_at) == ("sessions.offered", offer.offer_until)
        assert "is kept for you until" in mail.body
        assert steps(first) == ["joined", "offered"]
        assert positions(second, [small.pk]) == {small.pk: 1}
        with pytest.raises(SessionFullError):
            book(small, second)


def test_accepted_offer_is_a_seat_and_twice_is_once(cast, freed):
    small, offer, [first, *_] = freed
    with cast.inside():
        assert accept_offer(offer) == accept_offer(offer) == Booking.objects.get(person=first)
        assert (seated(small), counted(small)) == ({first.name}, 1)
        assert steps(first) == ["joined", "offered", "accepted"]
        assert "sessions.booking_confirmed" in kinds(first)
        assert not Notification.objects.filter(kind="sessions.offered", state="pending").exists()


def test_booking_while_a_seat_is_kept_takes_it(cast, freed):
    small, _offer, [first, *_] = freed
    with cast.inside():
        book(small, first)
        assert (seated(small), counted(small)) == ({first.name}, 1)
        assert WaitlistEntry.objects.get(person=first).state == "accepted"


def test_declined_offer_goes_to_the_next(cast, freed):
    small, offer, [first, second, _third] = freed
    with cast.inside():
        assert decline_offer(offer) is True
        assert decline_offer(offer) is False
        assert (offered(small), counted(small)) == ([second.name], 1)
        assert steps(first) == ["joined", "offered", "declined"]
        with pytest.raises(OfferGoneError):
            accept_offer(offer)


def test_leaving_the_line_with_an_offer_lets_it_go(cast, freed):
    small, _offer, [first, second, _third] = freed
    with cast.inside():
        assert leave_waitlist(small, person=first, by=first) is True
        assert (offered(small), counted(small)) == ([second.name], 1)


def test_offer_that_runs_out_goes_to_the_next_once(cast, freed):
    small, offer, [first, second, _third] = freed
    with cast.inside():
        with time_machine.travel(offer.offer_until):
            with pytest.raises(OfferGoneError):
                accept_offer(offer)
            assert [tend_line(small.pk), tend_line(small.pk)] == [1, 0]
            assert (offered(small), counted(small)) == ([second.name], 1)
        assert steps(first) == ["joined", "offered", "expired"]
        assert WaitlistEntry.objects.get(person=first).state == "expired"
        assert "sessions.offer_ended" in kinds(first)


def test_scheduler_ends_offers_of_all_organizations(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        holder, first, second = make_people(program, 3)
        small = make_session(program, cast.hr_admin, capacity=1, starts_at=in_days(6))
        booking = book(small, holder)
        wait(small, first)
        wait(small, second)
        cancel_booking(booking, by=holder)
        WaitlistEntry.objects.filter(person=first).update(
            offer_until=timezone.now() - timedelta(seconds=1)
        )
    tend_waiting_lists()
    tend_waiting_lists()
    with cast.inside():
        assert offered(small) == [second.name]
        assert counted(small) == 1


def test_seat_is_given_at_once_near_the_start(cast, freed):
    small, offer, [_first, second, third] = freed
    with cast.inside(), time_machine.travel(small.starts_at - timedelta(hours=11)):
        assert tend_line(small.pk) == 1
        assert offer.offer_until < timezone.now()
        assert seated(small) == {second.name}
        assert positions(third, [small.pk]) == {small.pk: 1}
        assert steps(second) == ["joined", "seated"]


def test_nobody_is_offered_anything_after_the_start(cast, full):
    small, _booking, _others = full
    with cast.inside():
        LearningSession.objects.filter(pk=small.pk).update(capacity=3)
        with time_machine.travel(small.starts_at):
            tend_line(small.pk)
        assert offered(small) == []


def test_who_has_something_else_is_passed_over_keeps_the_place_and_sees_why(cast, program, full):
    small, booking, [first, second, _third] = full
    with cast.inside():
        book(
            make_session(program, cast.hr_admin, title="Elsewhere", starts_at=small.starts_at),
            first,
        )
        cancel_booking(booking, by=booking.person)
        assert offered(small) == [second.name]
        tend_line(small.pk)
        assert steps(first) == ["joined", "passed_over"]
        assert WaitlistStep.objects.get(kind="passed_over").note == "Elsewhere"
        assert positions(first, [small.pk]) == {small.pk: 1}


def test_open_offer_elsewhere_is_a_clash(cast, program, freed):
    small, _offer, [first, *_] = freed
    with cast.inside():
        twin = make_session(program, cast.hr_admin, capacity=1, starts_at=small.starts_at)
        held = book(twin, cast.employee.person)
        wait(twin, first)
        cancel_booking(held, by=cast.employee.person)
        assert offered(twin) == []
        assert steps(first)[-1] == "passed_over"


def test_seat_that_all_in_line_were_passed_over_for_is_open_to_all(cast, program, full):
    small, booking, others = full
    with cast.inside():
        for person in others:
            book(make_session(program, cast.hr_admin, starts_at=small.starts_at), person)
        cancel_booking(booking, by=booking.person)
        assert (offered(small), counted(small)) == ([], 0)
        book(small, cast.employee.person)
        assert seated(small) == {cast.employee.person.name}
