"""What every change of proposals begins with."""

from uuid import UUID

from matching.errors import NotUnderReviewError, ProgramOverError, PublishedError
from matching.models import Match, MatchRun
from peerlearn.people.models import Person


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
