"""What waits for one person, whoever they are: read by one statement, for their home."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from matching.models import CircleFacilitator
from matching.queries.circle_facilitators import unanswered_of_circles
from matching.queries.inbox import waiting_requests
from matching.queries.modes import mentees_to_rank, mentors_to_choose
from peerlearn.people.models import Person, PersonTopic
from peerlearn.tenancy.together import one_of, read_together
from programs.models import Enrollment, FacilitatorNomination, Program, ReaderConsent
from programs.queries import enrolled_programs, programs_facilitated_by
from programs.queries.answering import parts_to_answer
from programs.queries.conduct import conducts_to_accept
from programs.queries.facilitators import nominations_to_answer
from programs.queries.reader_consents import questions_to
from sessions.models import Booking, LearningSession

State = LearningSession.State
SOON = timedelta(hours=12)


@dataclass(frozen=True)
class Waiting:
    """Seats in rooms that are open, sessions that they facilitate soon, what they are asked,
    whom they may choose, and what a person in a program may not have done yet.
    """

    seats: list[Booking]
    led: list[LearningSession]
    nominations: list[FacilitatorNomination]
    circle_questions: list[CircleFacilitator]
    requests: int
    to_choose: list[Enrollment]
    to_rank: list[Enrollment]
    reader_questions: list[ReaderConsent]
    conducts: list[Program]
    parts: list[Enrollment]
    has_topics: bool
    is_enrolled: bool
    facilitates: bool


def what_waits(person: Person, *, now: datetime) -> Waiting:
    """All of it."""
    rows = read_together(
        seats=Booking.objects.filter(
            person=person,
            learning_session__in=LearningSession.objects.filter(state=State.LIVE),
            state=Booking.State.CONFIRMED,
        ).select_related("learning_session"),
        led=LearningSession.objects.filter(
            facilitator=person,
            state__in=(State.PUBLISHED, State.LIVE),
            starts_at__lte=now + SOON,
        ),
        nominations=nominations_to_answer(person),
        circle_questions=unanswered_of_circles(person),
        requests=waiting_requests(person).order_by().values("state").annotate(all=Count("pk")),
        to_choose=mentors_to_choose(person, today=timezone.localdate(now)),
        to_rank=mentees_to_rank(person, today=timezone.localdate(now)),
        reader_questions=questions_to(person),
        conducts=conducts_to_accept(person),
        parts=parts_to_answer(person),
        topics=PersonTopic.objects.filter(person=person).order_by().values("id")[:1],
        enrolled=enrolled_programs(person).order_by().values("id")[:1],
        facilitated=programs_facilitated_by(person).order_by().values("id")[:1],
    )
    return _waiting(rows)


def _waiting(rows: dict[str, list[Any]]) -> Waiting:
    return Waiting(
        seats=rows["seats"],
        led=rows["led"],
        nominations=rows["nominations"],
        circle_questions=rows["circle_questions"],
        requests=one_of(rows["requests"], all=0)["all"],
        to_choose=rows["to_choose"],
        to_rank=rows["to_rank"],
        reader_questions=rows["reader_questions"],
        conducts=rows["conducts"],
        parts=rows["parts"],
        has_topics=bool(rows["topics"]),
        is_enrolled=bool(rows["enrolled"]),
        facilitates=bool(rows["facilitated"]),
    )
