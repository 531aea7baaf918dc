"""What earlier matchings tell: which mentors answered, who stayed without."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from matching.models import Match, MatchRequest, MatchRun
from peerlearn.people.queries.people import PersonIds
from programs.models import Program

# A first meeting that comes about so soon counts as answered; a record is forgotten after half a
# year, so that nobody is held to an old one.
IN_TIME = timedelta(days=14)
FORGOTTEN_AFTER = timedelta(days=183)
# A no is an answer; a question that was taken back, or is still open, says nothing of the mentor.
ANSWERED = (
    MatchRequest.State.ACCEPTED,
    MatchRequest.State.DECLINED,
    MatchRequest.State.EXPIRED,
)

Rows = QuerySet[Any, tuple[UUID, bool | None]]


def answers_of(mentors: PersonIds, *, now: datetime) -> dict[UUID, float]:
    """Of each mentor who was asked for, or given, somebody in the last half year: the share of
    questions that they answered in time, yes or no, and of pairs whose first meeting was within 14
    days. Who was paired or asked just now has no record by it, nor who has had nobody.
    """
    since = now - FORGOTTEN_AFTER
    pairs = Match.objects.filter(
        mentor_id__in=mentors, published_at__gt=since, published_at__lte=now - IN_TIME
    )
    met = Q(first_meetings__said_at__lte=F("published_at") + IN_TIME)
    questions = MatchRequest.objects.filter(
        mentor_id__in=mentors, asked_at__gt=since, state__in=ANSWERED
    ).exclude(reason__in=(MatchRequest.Reason.NO_PLACE, MatchRequest.Reason.GONE))
    said = ~Q(state=MatchRequest.State.EXPIRED)
    answered: dict[UUID, list[bool]] = defaultdict(list)
    for mentor, in_time in _rows(pairs, met).union(_rows(questions, said), all=True):
        answered[mentor].append(bool(in_time))
    return {mentor: sum(each) / len(each) for mentor, each in answered.items()}


def _rows(found: QuerySet[Any], in_time: Q) -> Rows:
    told = ExpressionWrapper(in_time, output_field=BooleanField(null=True))
    rows: Rows = found.order_by().annotate(in_time=told).values_list("mentor_id", "in_time")
    return rows


def left_out_last_time(program: Program) -> set[UUID]:
    """Who stayed without a mentor when the program's pairs were last published."""
    published = MatchRun.objects.filter(program=program, state=MatchRun.State.PUBLISHED)
    last = published.order_by("-published_at").values_list("unmatched", flat=True).first()
    return {UUID(entry["person"]) for entry in last or ()}
