"""Saving what a run found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.candidates import forget_options
from matching.actions.inserting import as_bytes, insert_rows
from matching.actions.runs import RunLostError, held_by, tell_requester
from matching.errors import ProgramOverError
from matching.models import (
    FixedPair,
    Match,
    MatchCandidates,
    MatchLock,
    MatchMentor,
    MatchRun,
)
from matching.queries.group import blocked_pairs
from matching.queries.publishing import read_standing
from matching.rules.publishing import Proposal, sort_out
from peerlearn.tenancy.ids import uuid7

if TYPE_CHECKING:
    from matching.pairing import Outcome, ProposedPair


def save_outcome(run: MatchRun, outcome: Outcome) -> None:
    """Write the proposals and the reasons; the proposals of an earlier run are void from now on.

    Pairs that no longer hold are noted instead: somebody left, or a mentor's places were taken,
    while they were being found. Raises RunLostError when the run is no longer this worker's, and
    ProgramOverError; then nothing is written.
    """
    with transaction.atomic():
        mine = held_by(run).select_for_update(of=("self",))
        run = mine.select_related("program", "requested_by").first() or _lost()
        if run.program.is_closed:
            raise ProgramOverError
        pairs, dropped = _still_holding(run, {uuid7(): pair for pair in outcome.pairs})
        _write_pairs(run, pairs)
        _carry_locks(run, pairs)
        _supersede_others(run)
        _write_candidates(run, outcome)
        _finish(run, outcome, dropped)
        tell_requester(run)


def _lost() -> MatchRun:
    raise RunLostError(MatchRun.Step.SAVING)


def _still_holding(
    run: MatchRun, pairs: Mapping[UUID, ProposedPair]
) -> tuple[dict[UUID, ProposedPair], list[dict[str, str]]]:
    """The pairs that hold today as well, and why the others don't."""
    proposals = [
        Proposal(key, one.mentor, one.mentee, one.score, one.is_locked)
        for key, one in pairs.items()
    ]
    _fit, obstacles = sort_out(proposals, read_standing(run.program))
    blocked = blocked_pairs(run.program)
    why: dict[UUID, str] = dict(obstacles)
    why.update(
        {key: "blocked" for key, one in pairs.items() if (one.mentor, one.mentee) in blocked}
    )
    dropped = [
        {"mentor": str(one.mentor), "mentee": str(one.mentee), "why": why[key]}
        for key, one in pairs.items()
        if key in why
    ]
    return {key: one for key, one in pairs.items() if key not in why}, dropped


def _write_pairs(run: MatchRun, pairs: Mapping[UUID, ProposedPair]) -> None:
    same = {
        "program_id": run.program_id,
        "run_id": run.id,
        "kind": Match.Kind.MENTOR,
        "state": Match.State.PROPOSED,
        "created_at": timezone.now(),
    }
    rows = [
        {
            "id": str(key),
            "mentor_id": str(one.mentor),
            "mentee_id": str(one.mentee),
            "score": one.score,
            "reasons": one.parts,
        }
        for key, one in pairs.items()
    ]
    insert_rows(Match, rows, same=same)


def _carry_locks(run: MatchRun, pairs: Mapping[UUID, ProposedPair]) -> None:
    """A pair that was kept stays kept, by the one who said so, or who fixed it before; not one
    that was freed since the run began.
    """
    fixed = FixedPair.objects.in_bulk([one.fixed for one in pairs.values() if one.fixed])
    freed = {key for key, one in fixed.items() if one.freed_at and one.freed_at > run.created_at}
    before = MatchLock.objects.filter(
        match__program=run.program_id, match__run__state=MatchRun.State.DONE
    ).select_related("match")
    by = {(lock.match.mentor_id, lock.match.mentee_id): lock.locked_by_id for lock in before}
    by |= {(one.mentor_id, one.mentee_id): one.fixed_by_id for one in fixed.values()}
    MatchLock.objects.bulk_create(
        [
            MatchLock(
                match_id=key,
                locked_by_id=by.get((one.mentor, one.mentee)),
                fixed=fixed.get(one.fixed) if one.fixed else None,
            )
            for key, one in pairs.items()
            if one.is_locked and one.fixed not in freed
        ]
    )


def _supersede_others(run: MatchRun) -> None:
    others = MatchRun.objects.filter(program=run.program_id, state=MatchRun.State.DONE)
    Match.objects.filter(run__in=others, state=Match.State.PROPOSED).update(
        state=Match.State.EXPIRED
    )
    forget_options(MatchRun.objects.filter(program=run.program_id))
    others.update(state=MatchRun.State.SUPERSEDED)


def _missed(run: MatchRun, outcome: Outcome) -> dict[str, Any]:
    """What was fixed and not kept, as matching.rules.fixing reads it."""
    if not outcome.missed:
        return {}
    mentees = {one.mentee for one in outcome.missed}
    taken = Match.objects.filter(program=run.program_id, mentee__in=mentees, state__in=Match.TAKEN)
    matched = set(taken.order_by().values_list("mentee_id", flat=True))
    return {
        "missed": [
            {
                "mentor": str(one.mentor),
                "mentee": str(one.mentee),
                "why": ["matched"] if one.why == ["absent"] and one.mentee in matched else one.why,
            }
            for one in outcome.missed
        ]
    }


def _write_candidates(run: MatchRun, outcome: Outcome) -> None:
    mentors = [
        {"mentor_id": str(mentor), "number": at, "profile": outcome.profiles[mentor]}
        for at, mentor in enumerate(outcome.mentors)
    ]
    insert_rows(MatchMentor, mentors, same={"run_id": run.id})
    mentees = [
        {
            "mentee_id": str(mentee),
            "options": as_bytes(options),
            "profile": outcome.profiles[mentee],
            "entries": [],
        }
        for mentee, options in outcome.options.items()
    ]
    insert_rows(MatchCandidates, mentees, same={"run_id": run.id})


def _finish(run: MatchRun, outcome: Outcome, dropped: list[dict[str, str]]) -> None:
    now = timezone.now()
    run.state = MatchRun.State.DONE
    run.rules, run.engine = outcome.rules | _missed(run, outcome), outcome.engine
    run.relaxed, run.dropped = outcome.relaxed, dropped
    run.total, run.bound, run.gap = outcome.total, outcome.bound, outcome.gap
    run.unmatched = outcome.left_out
    run.pair_count = len(outcome.pairs)
    run.circles = [[str(person) for person in circle] for circle in outcome.circles]
    run.progressed_at = run.finished_at = now
    run.save()
