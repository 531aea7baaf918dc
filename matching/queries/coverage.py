"""Who gets what in a run, as it stands today."""

from collections import Counter
from uuid import UUID

from matching.models import Match, MatchRun
from matching.queries.places import places_of
from matching.queries.proposals import LISTED, left_out_of, people_by_id
from matching.rules.coverage import Coverage, Placed, coverage_of


def coverage_of_run(run: MatchRun) -> Coverage:
    """Its pairs, those left out, and what its mentors carry."""
    pairs = Match.objects.filter(run=run, state__in=LISTED).order_by()
    placed = [
        Placed(mentee, department, location, mentor, of_mentor)
        for mentee, department, location, mentor, of_mentor in pairs.values_list(
            "mentee_id",
            "mentee__department",
            "mentee__location",
            "mentor_id",
            "mentor__department",
        )
    ]
    ids = {entry["person"] for entry in left_out_of(run)}
    waiting = people_by_id(ids) if ids else {}
    placed += [Placed(each.id, each.department, each.location) for each in waiting.values()]
    return coverage_of(placed, places_of(run.program).capacity, _taken_besides(run))


def _taken_besides(run: MatchRun) -> Counter[UUID]:
    """The places that other pairs than those of this run take."""
    others = Match.objects.filter(program=run.program_id, state__in=Match.TAKEN).exclude(run=run)
    return Counter(others.order_by().values_list("mentor_id", flat=True))
