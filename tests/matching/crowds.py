"""Large programs. Call these inside an organization."""

from random import Random
from typing import Any
from uuid import UUID

from peerlearn.people.models import Person, PersonTopic, Topic
from programs.models import Enrollment, Program
from tests.matching.builders import make_program

DEPARTMENTS = ("IT", "Sales", "Law", "HR", "Plant", "Audit", "Design", "Care")
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata")
AT_ONCE = 2_000


def make_crowd(mentees: int, mentors: int, *, capacity: int = 1, seed: int = 7) -> Program:
    """A program with many people of whom something is known; the same ones for the same seed.

    Their ids as well: so two crowds are the same to the last digit.
    """
    random = Random(seed)
    program = make_program("Crowd")
    topics = Topic.objects.bulk_create([Topic(name=f"Topic {n}") for n in range(64)])
    people = [_person(number, random) for number in range(mentees + mentors)]
    Person.objects.bulk_create(people, batch_size=AT_ONCE)
    PersonTopic.objects.bulk_create(
        [told for person in people for told in _topics(person, topics, random)], batch_size=AT_ONCE
    )
    Enrollment.objects.bulk_create(
        [
            Enrollment(
                program=program,
                person=person,
                role="mentee" if at < mentees else "mentor",
                capacity=1 if at < mentees else capacity,
            )
            for at, person in enumerate(people)
        ],
        batch_size=AT_ONCE,
    )
    return program


def _person(number: int, random: Random) -> Person:
    return Person(
        id=UUID(int=random.getrandbits(128), version=4),
        name=f"Person {number}",
        email=f"crowd{number}@acme.example",
        department=random.choice(DEPARTMENTS),
        location=f"Site {random.randrange(20)}",
        time_zone=random.choice(ZONES),
    )


def _topics(person: Person, topics: list[Any], random: Random) -> list[PersonTopic]:
    told = random.sample(topics, 8)
    return [
        PersonTopic(person=person, topic=topic, stance="wants" if at < 3 else "knows")
        for at, topic in enumerate(told)
    ]
