"""Whom an import marks as left is told to the other apps, once the import is written."""

from peerlearn.people.actions.import_work import announce_leavers
from peerlearn.people.models import Person
from peerlearn.people.signals import people_left
from sessions.actions.booking import book_seat
from sessions.models import Booking
from tests.people.actions.importing import imported
from tests.sessions.making import make_people, make_program, make_session


def heard(cast, job):
    """The ids that the signal carried."""
    found = []

    def hear(person_ids, **_kwargs):
        found.extend(person_ids)

    people_left.connect(hear)
    try:
        with cast.inside():
            announce_leavers(job.id)
    finally:
        people_left.disconnect(hear)
    return found


def test_leaver_of_an_import_is_announced_and_gives_up_the_seat(cast):
    with cast.inside():
        program = make_program(cast)
        (person,) = make_people(program, 1)
        lunch = make_session(program, cast.hr_admin)
        book_seat(lunch, person=person, by=person)
    job = imported(cast, "Name,Email,End date", f"{person.name},{person.email},2020-01-31")
    with cast.inside():
        person.refresh_from_db()
        assert person.state == Person.State.LEFT
    assert heard(cast, job) == [person.id]
    with cast.inside():
        assert Booking.objects.get(person=person).state == Booking.State.CANCELLED
        lunch.refresh_from_db()
        assert lunch.booked == 0


def test_import_without_leavers_announces_nobody(cast):
    job = imported(cast, "Name,Email", "Ida New,ida@acme.example")
    assert heard(cast, job) == []


def test_person_who_came_back_since_is_not_announced(cast):
    with cast.inside():
        person = Person.objects.create(name="Ida New", email="ida@acme.example")
    job = imported(cast, "Name,Email,End date", "Ida New,ida@acme.example,2020-01-31")
    with cast.inside():
        Person.objects.filter(id=person.id).update(state=Person.State.ACTIVE)
    assert heard(cast, job) == []
