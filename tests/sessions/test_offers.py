"""Seats that are kept for those who wait: offered in turn, taken, let go, run out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from peerlearn.web.tokens import make_token
from sessions.actions.booking import book_seat, cancel_booking, switch_mode
from sessions.actions.line_messages import OFFER_PURPOSE, offer_link
from sessions.actions.offers import (
    accept_offer,
    add_seat,
    decline_offer,
    offer_out_of_turn,
    tend_line,
)
from sessions.actions.scheduling import PlanRefusedError, cancel_session, change_session
from sessions.actions.waitlist import join_waitlist, leave_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry, WaitlistStep
from sessions.queries.waitlist import positions
from sessions.rules.offers import AT_ONCE, offer_until, offer_until_after_move
from sessions.rules.seats import (
    NotFreeThenError,
    NotWaitingError,
    OfferGoneError,
    SessionFullError,
)
from sessions.tasks import tend_waiting_lists
from tests.api.caller import caller, refusal
from tests.sessions.making import in_days, make_people, make_plan, make_program, make_session
from tests.sessions.test_pages import page, queries_of, text

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 6, 1, 10, tzinfo=UTC)


def book(learning_session, person, mode=""):
    return book_seat(learning_session, person=person, by=person, mode=mode)


def wait(learning_session, person, mode=""):
    return join_waitlist(learning_session, person=person, by=person, mode=mode)


def seated(learning_session):
    held = learning_session.bookings.filter(state=Booking.State.CONFIRMED)
    return set(held.values_list("person__name", flat=True))


def offered(learning_session):
    return [
        entry.person.name
        for entry in learning_session.waitlist.filter(state="offered").select_related("person")
    ]


def steps(person):
    return list(WaitlistStep.objects.filter(entry__person=person).values_list("kind", flat=True))


def counted(learning_session):
    learning_session.refresh_from_db()
    return learning_session.booked


def kinds(person):
    return set(Notification.objects.filter(person=person).values_list("kind", flat=True))


@pytest.fixture
def full(cast, program):
    """A session of one seat in six days, which holder has; three more wait in turn."""
    with cast.inside():
        holder, *others = make_people(program, 4)
        small = make_session(program, cast.hr_admin, capacity=1, starts_at=in_days(6))
        booking = book(small, holder)
        for person in others:
            wait(small, person)
        return small, booking, others


@pytest.fixture
def freed(cast, full):
    """The seat is given back, so the first has an offer."""
    small, booking, others = full
    with cast.inside():
        cancel_booking(booking, by=booking.person)
        return small, WaitlistEntry.objects.get(state="offered"), others


# How long a seat is kept.


@pytest.mark.parametrize(
    ("ahead", "kept"),
    [
        (timedelta(days=10), timedelta(hours=24)),
        (timedelta(days=3), timedelta(hours=8)),
        (timedelta(days=1), timedelta(hours=2)),
        (timedelta(hours=13), timedelta(hours=1)),
        (AT_ONCE, None),
        (timedelta(minutes=1), None),
    ],
)
def test_seat_is_kept_by_the_distance_to_the_start(ahead, kept):
    until = offer_until(NOON + ahead, now=NOON, zone=UTC)
    assert until == (NOON + kept if kept else None)


def test_offer_never_ends_at_night():
    evening = datetime(2026, 6, 1, 20, tzinfo=UTC)
    until = offer_until(evening + timedelta(days=3), now=evening, zone=BERLIN)
    assert until == datetime(2026, 6, 2, 8, tzinfo=UTC)


@given(
    ahead=st.timedeltas(timedelta(0), timedelta(days=60)),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]),
)
def test_offer_is_in_the_future_and_leaves_half_a_day(ahead, hour, zone):
    now = NOON + timedelta(hours=hour)
    until = offer_until(now + ahead, now=now, zone=ZoneInfo(zone))
    assert (until is None) == (ahead <= AT_ONCE)
    assert until is None or now < until <= now + ahead - AT_ONCE


@given(
    left=st.timedeltas(timedelta(minutes=1), timedelta(days=1)),
    ahead=st.timedeltas(timedelta(minutes=1), timedelta(days=30)),
)
def test_moved_session_never_makes_an_offer_longer_or_outlive_the_start(left, ahead):
    until = offer_until_after_move(NOON + left, NOON + ahead, now=NOON)
    assert NOON < until <= min(NOON + left, NOON + ahead)


# What happens to an offer.


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


# Changes of the session and of people.


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


# The organizer.


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


def test_line_page_is_for_who_runs_the_session(cast, freed):
    small, _offer, [first, second, _third] = freed
    path = page(cast, small, "line/")
    for stranger in (cast.employee, cast.manager):
        assert stranger.client().get(path).status_code == 404
    client = cast.hr_admin.client()
    shown = text(client.get(path))
    assert shown.index(first.name) < shown.index(second.name)
    assert "offered until" in shown
    with cast.inside():
        entry = WaitlistEntry.objects.get(person=second)
    refused = client.post(f"{path}{entry.id}/", {"reason": ""})
    assert (refused.status_code, "This field is required." in text(refused)) == (422, True)
    client.post(f"{path}{entry.id}/", {"reason": "Presents"})
    client.post(f"{path}seats/")
    with cast.inside():
        assert len(offered(small)) == 3
    assert "Reason: Presents" in text(client.get(path))


def test_line_page_takes_as_many_queries_for_one_as_for_three(cast, full):
    small, _booking, [first, second, _third] = full
    client, path = cast.hr_admin.client(), page(cast, small, "line/")
    three = queries_of(client, path)
    with cast.inside():
        for person in (first, second):
            WaitlistEntry.objects.filter(person=person).delete()
    assert queries_of(client, path) == three


# The person's own pages, and the link in the mail.


@pytest.fixture
def kept(cast, program):
    """The employee has an offer."""
    with cast.inside():
        holder, *_ = make_people(program, 1)
        small = make_session(program, cast.hr_admin, capacity=1, starts_at=in_days(6))
        booking = book(small, holder)
        wait(small, cast.employee.person)
        cancel_booking(booking, by=holder)
        return small, WaitlistEntry.objects.get(person=cast.employee.person)


def test_page_shows_the_offer_and_takes_it(cast, kept):
    small, _entry = kept
    client = cast.employee.client()
    for path in (page(cast, small), cast.employee.url("sessions/")):
        shown = text(client.get(path))
        assert "A seat is kept for you" in shown
        assert "Take the seat" in shown
    client.post(page(cast, small, "offer/"))
    shown = text(client.get(page(cast, small)))
    assert "Booked" in shown
    assert "You took the seat." in shown
    again = text(client.post(page(cast, small, "offer/"), follow=True))
    assert "This offer has ended" in again


def test_page_lets_the_offer_go(cast, kept):
    small, entry = kept
    client = cast.employee.client()
    client.post(page(cast, small, "offer/decline/"))
    with cast.inside():
        entry.refresh_from_db()
        assert entry.state == "cancelled"
    assert "Book a seat" in text(client.get(page(cast, small)))


def test_mail_link_asks_on_get_and_acts_on_post(cast, client, kept):
    small, entry = kept
    with cast.inside():
        link = offer_link(entry).split("testserver")[-1]
        link = link[link.index("/o/") :]
    assert "Take the seat that is kept for you?" in text(client.get(link))
    with cast.inside():
        assert seated(small) == set()
    assert "The seat is yours" in text(client.post(link, {"answer": "accept"}))
    assert "The seat is yours" in text(client.post(link, {"answer": "accept"}))
    with cast.inside():
        assert (seated(small), counted(small)) == ({cast.employee.person.name}, 1)


def test_mail_link_declines_and_an_ended_one_says_so(cast, client, kept):
    _small, entry = kept
    with cast.inside():
        link = offer_link(entry)
        link = link[link.index("/o/") :]
    assert "You let the seat go" in text(client.post(link, {"answer": "decline"}))
    refused = client.post(link, {"answer": "accept"})
    assert (refused.status_code, "This offer has ended" in text(refused)) == (422, True)


def test_forged_or_earlier_mail_links_are_refused(cast, client, kept):
    _small, entry = kept
    base = cast.employee.url("sessions/offer/")
    assert client.post(f"{base}nobody-signed-this/").status_code == 404
    with cast.inside():
        earlier = make_token(OFFER_PURPOSE, entry=str(entry.id), offer="0")
        other = make_token("cancel-booking", entry=str(entry.id), offer="1")
    assert client.post(f"{base}{other}/").status_code == 404
    answered = client.post(f"{base}{earlier}/")
    assert (answered.status_code, "This link doesn't work" in text(answered)) == (404, True)
    with cast.inside():
        entry.refresh_from_db()
        assert entry.is_offered


def test_page_of_who_waits_shows_chance_and_steps(cast, full):
    small, _booking, _others = full
    with cast.inside():
        wait(small, cast.employee.person)
    shown = text(cast.employee.client().get(page(cast, small)))
    assert "Number 4 in line" in shown
    assert "Hardly a chance" in shown
    assert "too few past sessions" in shown
    assert "You joined the waiting list." in shown


def test_api_shows_takes_and_lets_go_of_offers(cast, kept):
    small, entry = kept
    employee = caller(cast.employee)
    place = employee.get(f"waitlist/{entry.id}/").json()
    assert (place["state"], place["position"]) == ("offered", None)
    assert [step["kind"] for step in place["steps"]] == ["joined", "offered"]
    assert employee.get(f"sessions/{small.id}/").json()["mine"]["offer_until"]
    assert caller(cast.manager).post(f"waitlist/{entry.id}/acceptance/").status_code == 404
    assert employee.post(f"waitlist/{entry.id}/acceptance/").json()["state"] == "confirmed"
    with cast.inside():
        cancel_booking(Booking.objects.get(person=cast.employee.person), by=cast.employee.person)
    assert refusal(employee.post(f"waitlist/{entry.id}/acceptance/"))[0] == "offer-gone"


def test_api_tends_the_line(cast, full):
    small, _booking, [_first, second, _third] = full
    hr_admin = caller(cast.hr_admin)
    with cast.inside():
        entry = WaitlistEntry.objects.get(person=second)
    path = f"sessions/{small.id}/waitlist/{entry.id}/offer/"
    assert caller(cast.employee).post(path, {"reason": "Me"}).status_code in (403, 404)
    assert hr_admin.post(path, {"reason": "Presents"}).json()["state"] == "offered"
    assert hr_admin.post(f"sessions/{small.id}/seats/", {}).json()["capacity"] == 3
    rows = hr_admin.get(f"sessions/{small.id}/waitlist/").json()["results"]
    assert [row["state"] for row in rows] == ["offered", "offered", "waiting"]
