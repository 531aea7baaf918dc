"""Saving what a run found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.runs import RunLostError, held_by, tell_requester
from matching.models import Match, MatchCandidates, MatchLock, MatchRun
from matching.queries.group import blocked_pairs
from matching.queries.publishing import read_standing
from matching.rules.publishing import Proposal, sort_out

if TYPE_CHECKING:
    from matching.pairing import Outcome

AT_ONCE = 500


def save_outcome(run: MatchRun, outcome: Outcome) -> None:
    """Write the proposals and the reasons; the proposals of an earlier run are void from now on.

    Pairs that no longer hold are noted instead: somebody left, or a mentor's places were taken,
    while they were being found. Raises RunLostError, and writes nothing, when the run is no longer
    this worker's.
    """
    with transaction.atomic():
        mine = held_by(run).select_for_update(of=("self",))
        run = mine.select_related("program", "requested_by").first() or _lost()
        matches, dropped = _still_holding(run, _matches(run, outcome))
        Match.objects.bulk_create(matches, batch_size=AT_ONCE)
        _carry_locks(run, matches, outcome)
        _supersede_others(run)
        _write_candidates(run, outcome)
        _finish(run, outcome, dropped)
        tell_requester(run)


def _lost() -> MatchRun:
    raise RunLostError


def _matches(run: MatchRun, outcome: Outcome) -> list[Match]:
    return [
        Match(
            program_id=run.program_id,
            run=run,
            mentor_id=pair.mentor,
            mentee_id=pair.mentee,
            state=Match.State.PROPOSED,
            score=pair.score,
            reasons=pair.parts,
        )
        for pair in outcome.pairs
    ]


def _still_holding(run: MatchRun, matches: list[Match]) -> tuple[list[Match], list[dict[str, str]]]:
    """The pairs that hold today as well, and why the others don't."""
    proposals = [Proposal(each.id, each.mentor_id, each.mentee_id, each.score) for each in matches]
    _fit, obstacles = sort_out(proposals, read_standing(run.program))
    blocked = blocked_pairs(run.program)
    why: dict[UUID, str] = dict(obstacles)
    why.update(
        {each.id: "blocked" for each in matches if (each.mentor_id, each.mentee_id) in blocked}
    )
    dropped = [
        {"mentor": str(each.mentor_id), "mentee": str(each.mentee_id), "why": why[each.id]}
        for each in matches
        if each.id in why
    ]
    return [each for each in matches if each.id not in why], dropped


def _carry_locks(run: MatchRun, matches: list[Match], outcome: Outcome) -> None:
    """A pair that was kept stays kept, by the one who said so."""
    before = MatchLock.objects.filter(
        match__program=run.program_id, match__run__state=MatchRun.State.DONE
    ).select_related("match")
    by = {(lock.match.mentor_id, lock.match.mentee_id): lock.locked_by_id for lock in before}
    kept = {(pair.mentor, pair.mentee) for pair in outcome.pairs if pair.is_locked}
    MatchLock.objects.bulk_create(
        [
            MatchLock(match=match, locked_by_id=by.get((match.mentor_id, match.mentee_id)))
            for match in matches
            if (match.mentor_id, match.mentee_id) in kept
        ]
    )


def _supersede_others(run: MatchRun) -> None:
    others = MatchRun.objects.filter(program=run.program_id, state=MatchRun.State.DONE)
    Match.objects.filter(run__in=others, state=Match.State.PROPOSED).update(
        state=Match.State.EXPIRED
    )
    MatchCandidates.objects.filter(run__program=run.program_id).delete()
    others.update(state=MatchRun.State.SUPERSEDED)


def _write_candidates(run: MatchRun, outcome: Outcome) -> None:
    MatchCandidates.objects.bulk_create(
        [
            MatchCandidates(run=run, mentee_id=mentee, entries=entries)
            for mentee, entries in outcome.candidates.items()
        ],
        batch_size=AT_ONCE,
    )


def _finish(run: MatchRun, outcome: Outcome, dropped: list[dict[str, str]]) -> None:
    now = timezone.now()
    run.state = MatchRun.State.DONE
    run.rules, run.engine = outcome.rules, outcome.engine
    run.relaxed, run.dropped = outcome.relaxed, dropped
    run.total, run.bound, run.gap = outcome.total, outcome.bound, outcome.gap
    run.unmatched = outcome.left_out
    run.pair_count = len(outcome.pairs)
    run.circles = [[str(person) for person in circle] for circle in outcome.circles]
    run.progressed_at = run.finished_at = now
    run.save()
