"""Finished sessions, rounds and answers for these tests. Call the makers inside the organization,
and `answer` outside: it opens its own transactions.
"""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from feedback.actions.answers import give_feedback
from feedback.actions.checks import write_check
from feedback.actions.rounds import open_round
from feedback.models import FeedbackRound, KnowledgeCheck
from feedback.rules.knowledge import Question
from feedback.seals import Answer
from peerlearn.people.models import Person
from programs.models import Program
from sessions.models import Booking, LearningSession
from tests.cast import Cast

QUESTIONS = [
    Question("Where do you log holidays?", ("In the portal", "By mail"), 0),
    Question("Who approves them?", ("HR", "Your manager", "Nobody"), 1),
    Question("How many days are there?", ("20", "25", "28", "30"), 3),
]


def make_finished_session(cast: Cast, *, attended: int, **fields: Any) -> LearningSession:
    """A session that is over. The first who attended are employee, mentor, manager, director."""
    program, _is_new = Program.objects.get_or_create(
        name="Onboarding spring",
        defaults={
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            "state": Program.State.RUNNING,
        },
    )
    now = timezone.now()
    learning_session = LearningSession.objects.create(
        **{
            "program": program,
            "title": "Reading a balance sheet",
            "facilitator": cast.facilitator.person,
            "starts_at": now - timedelta(hours=1),
            "ends_at": now,
            "finished_at": now,
            "time_zone": "Europe/Berlin",
            "capacity": 50,
            "booked": attended,
            "join_code": uuid4().hex[:12],
            "state": LearningSession.State.FINISHED,
        }
        | fields
    )
    for person in make_attendees(cast, attended):
        Booking.objects.create(
            learning_session=learning_session,
            person=person,
            state=Booking.State.ATTENDED,
            checked_in_at=now,
        )
    return learning_session


def make_attendees(cast: Cast, count: int) -> list[Person]:
    players = [cast.employee, cast.mentor, cast.manager, cast.director]
    people = [player.person for player in players[:count]]
    for n in range(count - len(people)):
        email = f"guest{n}@acme.example"
        guest, _is_new = Person.objects.get_or_create(email=email, defaults={"name": f"Guest {n}"})
        people.append(guest)
    return people


def make_round(cast: Cast, *, attended: int, **fields: Any) -> FeedbackRound:
    """A round that has just opened."""
    return open_round(make_finished_session(cast, attended=attended, **fields))


def make_check(cast: Cast, learning_session: LearningSession) -> KnowledgeCheck:
    return write_check(learning_session, QUESTIONS, by=cast.facilitator.person)


def attendees(cast: Cast, feedback_round: FeedbackRound) -> list[Person]:
    """Who was asked, employee and mentor first."""
    with cast.inside():
        bookings = Booking.objects.filter(learning_session=feedback_round.learning_session_id)
        return [booking.person for booking in bookings.select_related("person").order_by("id")]


def answer(
    feedback_round: FeedbackRound,
    person: Person,
    useful: int = 4,
    safe_to_ask: int = 5,
    suggestion: str = "",
) -> None:
    give_feedback(feedback_round, person=person, answer=Answer(useful, safe_to_ask, suggestion))
