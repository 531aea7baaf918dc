"""Whose last day is over has left, in the organization's own time."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from peerlearn.people.actions.leaving import mark_people_left
from peerlearn.people.models import Person
from peerlearn.people.tasks import let_leavers_go
from peerlearn.tenancy.models import OrganizationSettings
from sessions.actions.booking import book_seat
from sessions.models import Booking
from tests.sessions.making import make_people, make_program, make_session

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("last_day", "state"),
    [
        (date(2026, 11, 30), "left"),
        (TODAY, "active"),
        (date(2027, 1, 1), "active"),
        (None, "active"),
    ],
)
def test_person_has_left_the_day_after_the_last(cast, last_day, state):
    with cast.inside():
        person = Person.objects.create(name="Lea", ends_on=last_day)
        mark_people_left(today=TODAY)
        person.refresh_from_db()
    assert person.state == state


def test_leaver_gives_up_the_seat_once(cast):
    with cast.inside():
        program = make_program(cast)
        (person,) = make_people(program, 1)
        lunch = make_session(program, cast.hr_admin)
        book_seat(lunch, person=person, by=person)
        Person.objects.filter(id=person.id).update(ends_on=date(2026, 11, 30))
        assert mark_people_left(today=TODAY) == [person.id]
        assert mark_people_left(today=TODAY) == []
        assert Booking.objects.get(person=person).state == Booking.State.CANCELLED
        lunch.refresh_from_db()
    assert lunch.booked == 0


@pytest.mark.parametrize(("zone", "state"), [("Asia/Tokyo", "left"), ("America/Lima", "active")])
def test_midnight_is_the_organizations(cast, zone, state):
    with cast.inside():
        OrganizationSettings.objects.update(time_zone=zone)
        person = Person.objects.create(name="Lea", ends_on=date(2026, 11, 30))
    with time_machine.travel(datetime(2026, 11, 30, 18, 0, tzinfo=UTC), tick=False):
        let_leavers_go()
    with cast.inside():
        person.refresh_from_db()
    assert person.state == state
