"""Who can be asked to be somebody's mentor today."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from matching.models import MatchRequest, MentorWish, NotNow
from matching.queries.fixed_pairs import fixed_counts
from matching.queries.group import read_group
from matching.rules.fit import NOT_WITH, Fit, Fitting, best_of, why_nobody
from peerlearn.people.models import Person
from programs.models import Program
from programs.queries.load import loads_of
from programs.queries.roles import role_of_program

State = MatchRequest.State
# Who said no, or nothing, isn't asked for the same mentee again before.
AGAIN_AFTER = timedelta(days=90)


@dataclass(frozen=True)
class Search:
    """What a search found. Without `best`, `why` says what kept all mentors from it."""

    best: Fit | None
    parts: list[dict[str, Any]]
    why: dict[str, Any]


def search_mentor(
    program: Program, mentee: Person, *, now: datetime, not_to: Collection[UUID] = ()
) -> Search | None:
    """The best mentor who can be asked for a mentee now; None when they need none: they have one,
    or aren't in the program.
    """
    fitting = fitting_of(program, mentee, now=now)
    if fitting is None:
        return None
    fits = fitting.all()
    obstacles = obstacles_of(program, mentee, fits, now=now)
    obstacles.update(dict.fromkeys(not_to, "asked_before"))
    best = best_of(fits, obstacles)
    parts = fitting.parts(best.mentor) if best else []
    return Search(best, parts, {} if best else why_nobody(fits, obstacles))


def fitting_of(
    program: Program, mentee: Person, *, now: datetime, is_shown: bool = False
) -> Fitting | None:
    """A mentee beside the mentors; None when they look for none."""
    group = read_group(program, now=now, mentee=mentee)
    if not group.mentees:
        return None
    return Fitting(group, group.mentees[0], is_shown=is_shown)


def obstacles_of(
    program: Program, mentee: Person, fits: Collection[Fit], *, now: datetime
) -> dict[UUID, str]:
    """What is against mentors today, by mentor: no place, not now, asked before, too many hours.

    A mentor who is asked for somebody else keeps a place for them until the answer, and for whom HR
    has fixed with them.
    """
    ids = {fit.mentor.id for fit in fits}
    found = _over_budget(program, ids, now=now)
    found |= dict.fromkeys(asked_before(program, mentee, now=now), "asked_before")
    # Who would rather not has said so in private.
    refused = MentorWish.objects.filter(program=program, mentee=mentee, rank=None)
    found |= dict.fromkeys(refused.values_list("mentor_id", flat=True), NOT_WITH)
    found |= dict.fromkeys(not_asked_now(ids, now=now), "not_now")
    kept = places_kept(program, besides=mentee)
    full = (fit.mentor.id for fit in fits if fit.mentor.places <= kept[fit.mentor.id])
    return found | dict.fromkeys(full, "no_place")


def places_kept(program: Program, *, besides: Person) -> Counter[UUID]:
    """How many places each mentor keeps for others than a mentee: for those about whom they are
    asked now, and those whom HR has fixed with them.
    """
    asked = MatchRequest.objects.filter(program=program, state=State.ASKED).order_by()
    asked = asked.exclude(mentee=besides)
    fixed = fixed_counts(program, besides=besides)
    return Counter(asked.values_list("mentor_id", flat=True)) + fixed


def asked_before(program: Program, mentee: Person, *, now: datetime) -> set[UUID]:
    """Whom a mentee's question was with before, lately: they said no, or nothing."""
    over = MatchRequest.objects.filter(
        program=program,
        mentee=mentee,
        state__in=(State.DECLINED, State.EXPIRED),
        answered_at__gt=now - AGAIN_AFTER,
    ).exclude(reason=MatchRequest.Reason.NO_PLACE)
    return set(over.order_by().values_list("mentor_id", flat=True))


def not_asked_now(mentor_ids: Collection[UUID], *, now: datetime) -> dict[UUID, date]:
    """Who of these wants to be asked by nobody, with the day on which that is over."""
    paused = NotNow.objects.filter(mentor_id__in=mentor_ids, until__gt=now.date())
    return dict(paused.values_list("mentor_id", "until"))


def _over_budget(program: Program, ids: Collection[UUID], *, now: datetime) -> dict[UUID, str]:
    hours = role_of_program(program, "mentor").hours
    people = Person.objects.filter(id__in=ids)
    loads = loads_of(list(people), now=now) if ids else {}
    over = (mentor for mentor, load in loads.items() if load.exceeded_with(hours))
    return dict.fromkeys(over, "over_budget")
