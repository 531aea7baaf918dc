"""Lines of people who wait."""

import pytest

from sessions.actions.booking import cancel_booking
from sessions.models import WaitlistEntry
from tests.sessions.line.lining import book, wait
from tests.sessions.making import in_days, make_people, make_session


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
