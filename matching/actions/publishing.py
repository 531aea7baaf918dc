"""Publishing: proposals become matches, and both people of each are told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matching.actions.announcing import DueOf, tell_pairs
from matching.actions.candidates import forget_options
from matching.actions.offers import end_requests_of_matched
from matching.errors import (
    ListChangedError,
    NothingToPublishError,
    NotUnderReviewError,
    ProgramOverError,
    RunGoingError,
)
from matching.models import Match, MatchRun
from matching.queries.proposals import left_out_of
from matching.queries.publishing import (
    published_count,
    read_proposals,
    read_standing,
    untold_pairs,
)
from matching.rules.publishing import Obstacle, sort_out
from peerlearn.people.models import Person
from programs.models import Program

State = MatchRun.State
AT_ONCE = timedelta()


@dataclass(frozen=True)
class Publication:
    """What publishing did: how many pairs were told, why others were dropped, by match, how many
    people no mail could tell, and when the mails leave, if not at once or `with_launch`.
    """

    run: MatchRun
    published: int
    dropped: dict[UUID, Obstacle]
    unreachable: int = 0
    leaves_at: datetime | None = None
    with_launch: bool = False


def publish_run(
    run: MatchRun,
    *,
    by: Person,
    expected: int | None = None,
    held_back: Collection[UUID] = (),
    wait: timedelta = AT_ONCE,
) -> Publication:
    """Make the proposals of a run matches, and tell both people of each pair by mail.

    All or none, once: a second call changes nothing and tells nobody. Proposals that no longer
    hold (somebody left, a new manager, a full mentor) are dropped; those `held_back`, by the id
    of their match, stay under review. `expected` is the number that was shown before; another one
    tells nobody and raises ListChangedError; where all but those `held_back` are published already,
    nothing is done again. Until the mails leave, after `wait`, it can be taken
    back. The pairs of a draft are told with its launch, and not before. Raises
    NotUnderReviewError, ProgramOverError, RunGoingError or NothingToPublishError.
    """
    with transaction.atomic():
        program = Program.objects.select_for_update().get(id=run.program_id)
        run = MatchRun.objects.select_for_update().get(id=run.id)
        if run.state == State.PUBLISHED:
            return Publication(run, 0, {})
        _refuse(run, program)
        fit, obstacles = sort_out(read_proposals(run), read_standing(program))
        ids = [proposal.id for proposal in fit if proposal.id not in held_back]
        if not ids and published_count(run):
            return Publication(run, 0, {})
        if expected is not None and len(fit) != expected:
            raise ListChangedError(shown=expected, now=len(fit))
        if not ids:
            raise NothingToPublishError
        now = timezone.now()
        is_draft = program.state == Program.State.DRAFT
        leaves_at = now + wait if wait and not is_draft else None
        _activate(ids, list(obstacles), now=now)
        if not read_proposals(run):
            _close(run, by, now=now)
            if not wait and not is_draft:
                forget_options([run])
        if not is_draft:
            tell_pairs(ids, due_of=lambda _person: leaves_at)
        pairs = Match.objects.filter(id__in=ids).select_related("mentor", "mentee")
        end_requests_of_matched(program, pairs, by=by)
        unreachable = _unreachable(pairs)
        return Publication(run, len(ids), obstacles, unreachable, leaves_at, is_draft)


def tell_with_launch(program: Program, *, now: datetime, due_of: DueOf) -> int:
    """Tell the pairs that were published while the program was a draft; `due_of` a person their
    mail leaves. Their time begins now. Returns how many pairs.
    """
    pairs = untold_pairs(program)
    ids = [pair.id for pair in pairs]
    Match.objects.filter(id__in=ids).update(published_at=now)
    tell_pairs(ids, due_of=due_of)
    return len(ids)


def _unreachable(pairs: Iterable[Match]) -> int:
    """How many of these people no mail reaches."""
    people = {each.id: each for pair in pairs for each in (pair.mentor, pair.mentee)}
    return sum(not person.is_reachable for person in people.values())


def _refuse(run: MatchRun, program: Program) -> None:
    if run.state != State.DONE:
        raise NotUnderReviewError
    if program.is_closed:
        raise ProgramOverError
    if MatchRun.objects.filter(program=program, state__in=MatchRun.GOING).exists():
        raise RunGoingError


def _activate(fit: list[UUID], dropped: list[UUID], *, now: datetime) -> None:
    proposed = Match.objects.filter(state=Match.State.PROPOSED)
    proposed.filter(id__in=dropped).update(state=Match.State.EXPIRED)
    proposed.filter(id__in=fit).update(state=Match.State.ACTIVE, published_at=now)


def _close(run: MatchRun, by: Person, *, now: datetime) -> None:
    # the proposals are matches by now: all who are not among them stayed without
    without = {entry["person"]: entry for entry in left_out_of(run)}
    matched = Match.objects.filter(run=run, state__in=Match.TAKEN).values_list("mentee_id")
    for (mentee,) in matched:
        without.pop(str(mentee), None)
    run.unmatched = list(without.values())
    run.state, run.published_at, run.published_by = State.PUBLISHED, now, by
    run.save()
