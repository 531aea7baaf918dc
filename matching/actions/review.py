"""What every change of proposals begins with."""

from uuid import UUID

from matching.errors import NotUnderReviewError, ProgramOverError
from matching.models import Match, MatchRun


def lock_review(run_id: UUID | None) -> MatchRun:
    """One change at a time, and none after publishing, nor in a program that is over.

    Raises NotUnderReviewError and ProgramOverError.
    """
    open_runs = MatchRun.objects.select_for_update(of=("self",)).filter(state=MatchRun.State.DONE)
    found = open_runs.select_related("program").filter(pk=run_id).first() if run_id else None
    if found is None:
        raise NotUnderReviewError
    if found.program.is_closed:
        raise ProgramOverError
    return found


def change_state(match: Match, before: str, after: str) -> None:
    """From one state to another; twice is once."""
    Match.objects.filter(id=match.id, state=before).update(state=after)
    match.refresh_from_db(fields=["state"])
