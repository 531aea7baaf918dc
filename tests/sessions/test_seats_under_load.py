"""Many people at once, each with a connection of their own, against a real Postgres."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.models import Enrollment
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import change_session
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, Mode, WaitlistEntry
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.waitlist import waiting_for
from sessions.rules.seats import SeatFreeError, SeatRefusedError, SessionFullError
from tests.sessions.making import in_days, make_plan, make_program, make_session

THREADS, PEOPLE, SEATS = 16, 640, 100


def crowd(program, count):
    people = Person.objects.bulk_create(
        Person(name=f"Person {n:03}", email=f"person{n:03}@acme.example") for n in range(count)
    )
    Enrollment.objects.bulk_create(
        Enrollment(program=program, person=person, role=Enrollment.Role.PARTICIPANT)
        for person in people
    )
    return people


def at_once(cast, acts: list[Callable[[], str]]) -> Counter[str]:
    """Run each act in a transaction of its own, by 16 threads; what came of them."""

    def work(own):
        try:
            return [act_inside(act) for act in own]
        finally:
            connection.close()

    def act_inside(act):
        with cast.inside():
            return act()

    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = pool.map(work, (acts[n::THREADS] for n in range(THREADS)))
        return Counter(outcome for own in outcomes for outcome in own)


def booking(session_id, person):
    def act():
        learning_session = LearningSession.objects.get(pk=session_id)
        try:
            book_seat(learning_session, person=person, by=person)
        except SessionFullError:
            return "full"
        return "booked"

    return act


def test_hundred_seats_are_never_oversold(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        people = crowd(program, PEOPLE)
        hot = make_session(program, cast.hr_admin, capacity=SEATS)
    acts = [booking(hot.id, person) for person in people] * 2
    random.Random(7).shuffle(acts)
    came = at_once(cast, acts)
    with cast.inside():
        hot.refresh_from_db()
        bookings = Booking.objects.filter(learning_session=hot)
        assert bookings.count() == bookings.values("person").distinct().count() == SEATS
        assert hot.booked == SEATS
        assert came.keys() == {"booked", "full"}
        assert SEATS <= came["booked"] <= 2 * SEATS
        confirmed = Notification.objects.filter(kind="sessions.booking_confirmed")
        assert confirmed.count() == confirmed.values("person").distinct().count() == SEATS


def test_booking_cancelling_waiting_and_growing_at_once_keep_the_count(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        people = crowd(program, 30)
        hot = make_session(program, cast.hr_admin, capacity=3, starts_at=in_days(0.25))
    chance = random.Random(11)

    def act():
        learning_session = LearningSession.objects.get(pk=hot.pk)
        person = chance.choice(people)
        choice = chance.random()
        try:
            if choice < 0.35:
                book_seat(learning_session, person=person, by=person)
            elif choice < 0.65:
                join_waitlist(learning_session, person=person, by=person)
            elif choice < 0.95:
                for own in Booking.objects.filter(learning_session=hot, person=person):
                    cancel_booking(own, by=person)
            else:
                plan = make_plan(
                    capacity=learning_session.booked + 4, starts_at=learning_session.starts_at
                )
                change_session(learning_session, plan, by=cast.hr_admin.person)
        # More may have booked since the seats were read.
        except (SeatFreeError, SeatRefusedError, PlanRefusedError):
            return "refused"
        return "done"

    came = at_once(cast, [act] * 400)
    assert sum(came.values()) == 400
    with cast.inside():
        hot.refresh_from_db()
        held = set(confirmed_bookings(hot).values_list("person_id", flat=True))
        line = set(waiting_for(hot).values_list("person_id", flat=True))
        assert hot.booked == len(held) <= hot.capacity
        assert not held & line
        assert not line or hot.is_full
        assert WaitlistEntry.objects.exists()


def test_two_sessions_at_one_time_give_a_person_one_seat(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        people = crowd(program, 12)
    for _round in range(6):
        with cast.inside():
            Booking.objects.all().delete()
            WaitlistEntry.objects.all().delete()
            start = in_days(0.2) + timedelta(minutes=_round)
            twins = [
                make_session(program, cast.hr_admin, capacity=1, starts_at=start) for _ in range(2)
            ]
            held = [
                book_seat(twin, person=person, by=person)
                for twin, person in zip(twins, people, strict=False)
            ]
            for twin in twins:
                join_waitlist(twin, person=people[2], by=people[2])

        def give_back(own):
            def act():
                cancel_booking(Booking.objects.get(pk=own.pk), by=own.person)
                return "cancelled"

            return act

        assert at_once(cast, [give_back(own) for own in held]) == {"cancelled": 2}
        with cast.inside():
            seats = Booking.objects.filter(person=people[2], state=Booking.State.CONFIRMED)
            assert seats.count() == 1


def test_hybrid_seats_of_both_modes_are_never_oversold(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
        people = crowd(program, PEOPLE)
        hot = make_session(
            program,
            cast.hr_admin,
            capacity=SEATS,
            remote_capacity=40,
            video_url="https://video.example/hot",
        )
    chance = random.Random(13)

    def act(person, mode):
        def book():
            try:
                learning_session = LearningSession.objects.get(pk=hot.pk)
                book_seat(learning_session, person=person, by=person, mode=mode)
            except SessionFullError:
                return "full"
            return "booked"

        return book

    acts = [act(person, chance.choice(Mode.values)) for person in people] * 2
    chance.shuffle(acts)
    assert at_once(cast, acts).keys() == {"booked", "full"}
    with cast.inside():
        hot.refresh_from_db()
        held = Booking.objects.filter(learning_session=hot)
        assert held.count() == held.values("person").distinct().count() == SEATS
        assert held.filter(mode=Mode.REMOTE).count() == 40
        assert (hot.booked, hot.remote_booked) == (SEATS, 40)
