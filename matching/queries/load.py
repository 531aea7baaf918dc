"""What mentors and facilitators of circles give, for the load budget of programs."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from matching.models import Circle, CircleFacilitator, Match, MatchRun
from programs.load_sources import Givings
from programs.models import Program, ProgramRole
from programs.queries.load import loads_of
from programs.queries.roles import role_of_program
from programs.rules.load import FACILITATING, HOURS, MENTORING, warning
from programs.rules.roles import usual_role

MENTOR = "mentor"
UNDER_WAY = (Program.State.OPEN, Program.State.RUNNING)


def mentoring(person_ids: Collection[UUID], _now: datetime) -> Givings:
    """Each mentee that a mentor has, with the hours that the program asks for one."""
    pairs = Match.objects.filter(
        mentor_id__in=person_ids,
        state__in=(Match.State.ACTIVE, Match.State.PAUSED),
        published_at__isnull=False,
        program__state__in=UNDER_WAY,
    )
    asked = ProgramRole.objects.filter(program=OuterRef("program_id"), role=MENTOR)
    return pairs.order_by("id").values(
        giver=F("mentor_id"),
        giving=Value(MENTORING),
        hours=Coalesce(Subquery(asked.values("hours_a_month")), Value(usual_role(MENTOR).hours)),
        about=F("program__name"),
    )


def facilitating(person_ids: Collection[UUID], _now: datetime) -> Givings:
    """Each circle that somebody facilitates."""
    circles = CircleFacilitator.objects.filter(
        person_id__in=person_ids,
        state=CircleFacilitator.State.ACCEPTED,
        circle__state=Circle.State.ACTIVE,
        circle__program__state__in=UNDER_WAY,
    )
    return circles.order_by("id").values(
        giver=F("person_id"),
        giving=Value(FACILITATING),
        hours=Value(HOURS[FACILITATING]),
        about=F("circle__program__name"),
    )


def too_much_for_mentors(run: MatchRun, pairs: Collection[Match], *, now: datetime) -> list[str]:
    """Warnings about mentors who would give more than their limit with these pairs."""
    hours = role_of_program(run.program, MENTOR).hours
    mentors = {pair.mentor_id: pair.mentor for pair in pairs}
    loads = loads_of(list(mentors.values()), now=now)
    more = Counter(pair.mentor_id for pair in pairs)
    said = (
        warning(mentor.name, loads[mentor_id], hours * more[mentor_id])
        for mentor_id, mentor in mentors.items()
    )
    return [sentence for sentence in said if sentence]
