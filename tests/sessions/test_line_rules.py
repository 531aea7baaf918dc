"""The order of a line and the chance of a seat: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sessions.actions.booking import book_seat
from sessions.actions.waitlist import join_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.chances import experience_with
from sessions.queries.no_shows import memory_of
from sessions.queries.waitlist import positions
from sessions.rules.chances import Experience, chance_of
from sessions.rules.no_shows import MOST_DELAY, Memory, ranks_at
from tests.sessions.making import in_days, make_people, make_session
from tests.sessions.test_pages import page, text

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
memories = st.integers(0, 40).flatmap(
    lambda held: st.builds(Memory, held=st.just(held), missed=st.integers(0, held))
)
experiences = st.integers(0, 400).flatmap(
    lambda all_: st.builds(Experience, exposed=st.just(all_), given_back=st.integers(0, all_))
)


@pytest.mark.parametrize(
    ("held", "missed", "hours"),
    [(0, 0, 0), (1, 1, 0), (4, 1, 0), (4, 2, 24), (2, 2, 48), (40, 10, 0), (40, 20, 24)],
)
def test_delay_goes_by_the_share_of_empty_seats(held, missed, hours):
    assert Memory(held, missed).delay == timedelta(hours=hours)


@given(memory=memories, times=st.integers(1, 5))
def test_memory_is_a_share_and_not_a_count(memory, times):
    more = Memory(memory.held * times, memory.missed * times)
    if memory.held >= 2:
        assert abs(more.delay - memory.delay) < timedelta(milliseconds=1)
    assert NOON <= ranks_at(NOON, memory) <= NOON + MOST_DELAY


@given(held=st.integers(0, 60), place=st.integers(1, 80), experience=experiences)
def test_chance_is_a_probability_and_falls_along_the_line(held, place, experience):
    here = chance_of(place, held=held, experience=experience).value
    behind = chance_of(place + 1, held=held, experience=experience).value
    assert 0 <= behind <= here + 1e-9 <= 1 + 2e-9


@given(held=st.integers(1, 60), place=st.integers(1, 10), experience=experiences)
def test_chance_grows_with_what_is_given_back(held, place, experience):
    more = Experience(experience.exposed + 1, experience.given_back + 1)
    less = chance_of(place, held=held, experience=experience).value
    assert chance_of(place, held=held, experience=more).value >= less - 1e-9


def test_chance_agrees_with_counting_by_hand():
    # With a uniform share every number of freed seats is as likely as another: Beta(1, 1).
    certain = Experience(exposed=10_000, given_back=5_000)
    assert chance_of(5, held=10, experience=certain).value == pytest.approx(0.623, abs=0.01)
    nothing = chance_of(1, held=10, experience=Experience())
    assert nothing.value == pytest.approx(1 - 9 / 19, abs=1e-9)
    assert chance_of(11, held=10, experience=certain).value == 0


def test_words_say_whether_experience_or_assumption_speaks():
    little = chance_of(1, held=10, experience=Experience(29, 29))
    enough = chance_of(1, held=10, experience=Experience(200, 40))
    assert "too few past sessions" in little.note
    assert enough.note == ("In the last year, 40 of 200 seats were given back this late or later.")
    assert [chance_of(n, held=10, experience=Experience(1000, 200)).band for n in (1, 2, 4, 8)] == [
        "likely",
        "even",
        "unlikely",
        "rare",
    ]


@pytest.fixture
def history(cast, program):
    """The employee had four seats in sessions that are over, and came to two."""
    with cast.inside():
        for number, state in enumerate(["attended", "no_show", "no_show", "attended", "excused"]):
            over = make_session(program, cast.hr_admin, starts_at=in_days(3 + number))
            book_seat(over, person=cast.employee.person, by=cast.employee.person)
            Booking.objects.filter(learning_session=over).update(state=state)
            start = timezone.now() - timedelta(days=30 + number)
            LearningSession.objects.filter(pk=over.pk).update(
                starts_at=start, ends_at=start + timedelta(hours=1), state="finished"
            )
    return cast.employee.person


def test_empty_seats_of_half_a_year_move_the_place_and_the_person_sees_why(cast, program, history):
    with cast.inside():
        assert memory_of(history, now=timezone.now()) == Memory(4, 2)
        assert memory_of(history, now=timezone.now() + timedelta(days=183)) == Memory()
        holder, other = make_people(program, 2)
        small = make_session(program, cast.hr_admin, capacity=1, starts_at=in_days(6))
        book_seat(small, person=holder, by=holder)
        join_waitlist(small, person=history, by=history)
        join_waitlist(small, person=other, by=other)
        assert positions(history, [small.pk]) == {small.pk: 2}
        assert positions(other, [small.pk]) == {small.pk: 1}
        assert WaitlistEntry.objects.get(person=history).memory == Memory(4, 2)
    shown = text(cast.employee.client().get(page(cast, small)))
    assert "Of your last 4 seats, 2 stayed empty" in shown
    assert "after six months that is forgotten" in shown


def test_experience_counts_seats_that_were_held_as_long_before(cast, program):
    with cast.inside():
        people = make_people(program, 4)
        over = make_session(program, cast.hr_admin, capacity=9, starts_at=in_days(9))
        start = timezone.now() - timedelta(days=10)
        for person in people:
            book_seat(over, person=person, by=person)
        seats = Booking.objects.filter(learning_session=over)
        seats.update(booked_at=start - timedelta(days=8), state="attended")
        early, late, unknown, _stayed = seats.order_by("person__name")
        for seat, ago in ((early, 5), (late, 1)):
            Booking.objects.filter(pk=seat.pk).update(
                state="cancelled", cancelled_at=start - timedelta(days=ago)
            )
        Booking.objects.filter(pk=unknown.pk).update(state="cancelled")
        LearningSession.objects.filter(pk=over.pk).update(
            starts_at=start, ends_at=start + timedelta(hours=1), state="finished"
        )
        now = timezone.now()
        assert experience_with(timedelta(days=3), now=now) == Experience(2, 1)
        assert experience_with(timedelta(days=6), now=now) == Experience(3, 2)
        assert experience_with(timedelta(days=9), now=now) == Experience()
