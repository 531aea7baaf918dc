"""What every change of proposals begins with."""

from uuid import UUID

from matching.errors import (
    NotUnderReviewError,
    ProgramOverError,
    PublishedError,
    RunGoingError,
)
from matching.models import Match, MatchRun
from peerlearn.people.models import Person
from programs.actions.moves import hold_program


def lock_review(run_id: UUID | None) -> MatchRun:
    """One change at a time, and none after publishing, nor in a program that is over, nor while
    it is matched again: that run would not know of it, and replace it.

    Raises NotUnderReviewError, ProgramOverError and RunGoingError.
    """
    seen = MatchRun.objects.select_related("program").filter(pk=run_id).first() if run_id else None
    if seen is None:
        raise NotUnderReviewError
    program = hold_program(seen.program)
    open_runs = MatchRun.objects.select_for_update().filter(state=MatchRun.State.DONE)
    found = open_runs.filter(pk=seen.pk).first()
    if found is None:
        raise NotUnderReviewError
    found.program = program
    if program.is_closed:
        raise ProgramOverError
    going = MatchRun.objects.filter(program=program, state__in=MatchRun.GOING).first()
    if going is not None:
        raise RunGoingError(going)
    return found


def refuse_published(match: Match) -> None:
    """What is published is no proposal any more. Raises PublishedError."""
    match.refresh_from_db(fields=["state", "published_at"])
    if match.published_at is not None:
        raise PublishedError(match.mentee.display_name)


def refuse_matched(run: MatchRun, mentee: Person) -> None:
    """Of a run, pairs may be published one after the other. Raises PublishedError."""
    if Match.objects.filter(program=run.program_id, mentee=mentee, state__in=Match.TAKEN).exists():
        raise PublishedError(mentee.display_name)


def change_state(match: Match, before: str, after: str) -> None:
    """From one state to another; twice is once."""
    Match.objects.filter(id=match.id, state=before).update(state=after)
    match.refresh_from_db(fields=["state"])
