"""Reads about the pairs of a run: those under review, and those left out."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from matching.models import (
    FixedPair,
    Match,
    MatchCandidates,
    MatchLock,
    MatchOverride,
    MatchRun,
)
from peerlearn.people.models import Person

# What a run's list shows: what is proposed, and after publishing what became of it.
LISTED = (
    Match.State.PROPOSED,
    *Match.TAKEN,
    Match.State.COMPLETED,
    Match.State.ENDED_EARLY,
)
SORTS = {
    "best": ("-score", "id"),
    "weakest": ("score", "id"),
    "mentee": ("mentee__name", "id"),
    "mentor": ("mentor__name", "mentee__name", "id"),
}


def pairs_of(
    run: MatchRun, *, search: str = "", department: str = "", sort: str = "best"
) -> QuerySet[Match]:
    """The pairs of a run as its list shows them, with `is_locked`."""
    found = with_locks(Match.objects.filter(run=run, state__in=LISTED))
    if search:
        found = found.filter(Q(mentor__name__icontains=search) | Q(mentee__name__icontains=search))
    if department:
        found = found.filter(Q(mentor__department=department) | Q(mentee__department=department))
    return found.order_by(*SORTS.get(sort, SORTS["best"]))


def with_locks(matches: QuerySet[Match]) -> QuerySet[Match]:
    """Pairs with their people, their run, `is_locked`, `is_against_rules` where HR insists, and
    what `fixed_before` asks for.
    """
    locks = MatchLock.objects.filter(match=OuterRef("pk"))
    insisted = MatchOverride.objects.filter(
        program=OuterRef("program"), mentor=OuterRef("mentor"), mentee=OuterRef("mentee")
    )
    people = matches.select_related("mentor", "mentee", "run__program")
    kept = Prefetch("locks", MatchLock.objects.select_related("fixed__fixed_by"))
    found = people.annotate(is_locked=Exists(locks), is_against_rules=Exists(insisted))
    return found.prefetch_related(kept)


def fixed_before(match: Match) -> FixedPair | None:
    """What HR had fixed before the run, for a pair that comes from `with_locks`."""
    return next((lock.fixed for lock in match.locks.all() if lock.fixed), None)


def departments_of(run: MatchRun) -> list[str]:
    """The departments of the people in a run's pairs."""
    rows = Match.objects.filter(run=run, state__in=LISTED).order_by()
    pairs = rows.values_list("mentor__department", "mentee__department").distinct()
    return sorted({name for pair in pairs for name in pair if name})


def excluded_pairs_of(run: MatchRun) -> QuerySet[Match]:
    """The pairs that an HR admin took out of a run."""
    excluded = Match.objects.filter(run=run, state=Match.State.DECLINED)
    return excluded.select_related("mentor", "mentee").order_by("mentee__name", "id")


def scores_of(run: MatchRun) -> list[float]:
    """The scores of all pairs of a run, best first."""
    rows = Match.objects.filter(run=run, state__in=LISTED).order_by("-score", "id")
    return list(rows.values_list("score", flat=True))


def left_out_of(run: MatchRun) -> list[dict[str, Any]]:
    """What a run kept of each mentee who has no mentor in it, by the decisions of today.

    Under review these may be others than those whom the run had left out.
    """
    entries = {entry["person"]: entry for entry in run.unmatched}
    if run.state != MatchRun.State.DONE:
        return list(entries.values())
    for pair in run.dropped:
        entries[pair["mentee"]] = {"person": pair["mentee"], "reason": "fell_away"}
    mentees = MatchCandidates.objects.filter(run=run).order_by("mentee__name", "mentee_id")
    paired = Match.objects.filter(run=run, state__in=LISTED)
    without = mentees.exclude(mentee_id__in=paired.values("mentee_id"))
    return [
        entries.get(str(mentee), {"person": str(mentee), "reason": "taken_back"})
        for mentee in without.values_list("mentee_id", flat=True)
    ]


def people_by_id(ids: set[str]) -> dict[str, Person]:
    """People by the text of their id."""
    return {str(person.id): person for person in Person.objects.filter(id__in=ids)}
