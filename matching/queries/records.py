"""What earlier matchings tell: which mentors answered, who stayed without."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from matching.models import Match, MatchRun
from peerlearn.people.queries.people import PersonIds
from programs.models import Program

# A first meeting that comes about so soon counts as answered; a record is forgotten after half a
# year, so that nobody is held to an old one.
IN_TIME = timedelta(days=14)
FORGOTTEN_AFTER = timedelta(days=183)


def answers_of(mentors: PersonIds, *, now: datetime) -> dict[UUID, float]:
    """Of each mentor who was given somebody in the last half year: the share whom they met within
    14 days. Who was paired just now has no record by it, nor who has had nobody.
    """
    rows = Match.objects.filter(
        mentor_id__in=mentors,
        published_at__gt=now - FORGOTTEN_AFTER,
        published_at__lte=now - IN_TIME,
    ).order_by()
    answered: dict[UUID, list[bool]] = defaultdict(list)
    for mentor, published, said in rows.values_list(
        "mentor_id", "published_at", "first_meetings__said_at"
    ):
        if published:
            answered[mentor].append(said is not None and said - published <= IN_TIME)
    return {mentor: sum(each) / len(each) for mentor, each in answered.items()}


def left_out_last_time(program: Program) -> set[UUID]:
    """Who stayed without a mentor when the program's pairs were last published."""
    published = MatchRun.objects.filter(program=program, state=MatchRun.State.PUBLISHED)
    last = published.order_by("-published_at").values_list("unmatched", flat=True).first()
    return {UUID(entry["person"]) for entry in last or ()}
