"""Random histories of one session against a list in memory that does the same."""

from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.scheduling import change_session
from sessions.actions.waitlist import join_waitlist, leave_waitlist
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.waitlist import waiting_for
from sessions.rules.seats import SeatFreeError, SessionFullError
from tests.cast import Cast
from tests.sessions.making import in_days, make_people, make_plan, make_session

PEOPLE = 5
someone = st.integers(0, PEOPLE - 1)


@dataclass(frozen=True)
class Stage:
    """Where the histories play."""

    cast: Cast
    people: list[Person]
    session: LearningSession


class Seats(RuleBasedStateMachine):
    """Every example is rolled back."""

    stage: ClassVar[Stage]

    def __init__(self):
        super().__init__()
        self.inside = self.stage.cast.inside()
        self.inside.__enter__()
        self.savepoint = transaction.savepoint()
        self.people, self.session = self.stage.people, self.stage.session
        self.capacity, self.seats, self.line = 2, set(), []

    @initialize(order=st.permutations(range(PEOPLE)))
    def fill(self, order):
        for who in order[:2]:
            self.book(who)
        for who in order[2:]:
            self.wait(who)

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)
        self.inside.__exit__(None, None, None)

    def promote(self):
        while self.line and len(self.seats) < self.capacity:
            self.seats.add(self.line.pop(0))

    @rule(who=someone)
    def book(self, who):
        may = who in self.seats or len(self.seats) < self.capacity
        try:
            book_seat(self.session, person=self.people[who], by=self.people[who])
        except SessionFullError:
            assert not may
        else:
            assert may
            self.seats.add(who)
            self.line = [one for one in self.line if one != who]

    @rule(who=someone)
    def cancel(self, who):
        for booking in Booking.objects.filter(person=self.people[who]):
            cancel_booking(booking, by=self.people[who])
        self.seats.discard(who)
        self.promote()

    @rule(who=someone)
    def wait(self, who):
        may = who in self.seats or len(self.seats) >= self.capacity
        try:
            join_waitlist(self.session, person=self.people[who], by=self.people[who])
        except SeatFreeError:
            assert not may
        else:
            assert may
            if who not in self.line and who not in self.seats:
                self.line.append(who)

    @rule(who=someone)
    def leave(self, who):
        leave_waitlist(self.session, person=self.people[who], by=self.people[who])
        self.line = [one for one in self.line if one != who]

    @rule(more=st.integers(0, 2))
    def change_seats(self, more):
        self.capacity = max(1, len(self.seats)) + more
        plan = make_plan(capacity=self.capacity, starts_at=self.session.starts_at)
        change_session(self.session, plan, by=self.stage.cast.hr_admin.person)
        self.promote()

    @invariant()
    def is_as_expected(self):
        self.session.refresh_from_db()
        held = {b.person_id for b in confirmed_bookings(self.session)}
        assert held == {self.people[who].id for who in self.seats}
        assert self.session.booked == len(held) <= self.session.capacity
        line = [entry.person_id for entry in waiting_for(self.session)]
        assert line == [self.people[who].id for who in self.line]
        assert not held & set(line)

    @invariant()
    def reminder_is_one_for_each_seat(self):
        waiting = Notification.objects.filter(
            kind="sessions.reminder", state=Notification.State.PENDING
        )
        assert waiting.count() == len(self.seats)
        assert WaitlistEntry.objects.count() >= len(self.line)


def test_random_histories_keep_seats_and_line_right(cast, program):
    with cast.inside():
        Seats.stage = Stage(
            cast,
            make_people(program, PEOPLE),
            # So near that seats are given at once.
            make_session(program, cast.hr_admin, capacity=2, starts_at=in_days(0.25)),
        )
    run_state_machine_as_test(
        Seats,
        settings=settings(
            # A history of fifteen steps is readable; making it shorter takes minutes.
            phases=[Phase.generate],
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
