"""Saving what a run found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from matching.actions.runs import RunLostError, tell_requester
from matching.models import Match, MatchCandidates, MatchLock, MatchRun

if TYPE_CHECKING:
    from matching.pairing import Outcome

AT_ONCE = 500


def save_outcome(run: MatchRun, outcome: Outcome) -> None:
    """Write the proposals and the reasons; the proposals of an earlier run are void from now on.

    Raises RunLostError, and writes nothing, when the run is no longer this worker's.
    """
    with transaction.atomic():
        mine = MatchRun.objects.select_for_update(of=("self",)).filter(
            id=run.id, state=MatchRun.State.RUNNING
        )
        run = mine.select_related("program", "requested_by").first() or _lost()
        matches = _make_matches(run, outcome)
        _carry_locks(run, matches, outcome)
        _supersede_others(run)
        _write_candidates(run, outcome)
        _finish(run, outcome)
        tell_requester(run)


def _lost() -> MatchRun:
    raise RunLostError


def _make_matches(run: MatchRun, outcome: Outcome) -> list[Match]:
    return Match.objects.bulk_create(
        [
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
        ],
        batch_size=AT_ONCE,
    )


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
    MatchCandidates.objects.filter(run__in=others).delete()
    others.update(state=MatchRun.State.SUPERSEDED)


def _write_candidates(run: MatchRun, outcome: Outcome) -> None:
    MatchCandidates.objects.bulk_create(
        [
            MatchCandidates(run=run, mentee_id=mentee, entries=entries)
            for mentee, entries in outcome.candidates.items()
        ],
        batch_size=AT_ONCE,
    )


def _finish(run: MatchRun, outcome: Outcome) -> None:
    now = timezone.now()
    run.state = MatchRun.State.DONE
    run.rules = outcome.rules
    run.total, run.bound, run.gap = outcome.total, outcome.bound, outcome.gap
    run.unmatched = outcome.left_out
    run.pair_count = len(outcome.pairs)
    run.circles = [[str(person) for person in circle] for circle in outcome.circles]
    run.progressed_at = run.finished_at = now
    run.save()
