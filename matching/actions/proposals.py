"""What an HR admin changes about proposals before they are published. Nobody is told."""

from django.db import transaction

from matching.actions.freeing import give_up_fixed, lock_as_fixed, take_up_fixed
from matching.actions.review import (
    change_state,
    lock_review,
    refuse_matched,
    refuse_published,
)
from matching.errors import NotPossibleError, NotProposedError, ProgramOverError
from matching.models import Match, MatchBlock, MatchLock, MatchRun
from matching.queries.candidates import current_proposal
from matching.queries.places import places_of
from matching.rules.left_out import why_not
from peerlearn.people.models import Person

State = Match.State


def exclude_pair(match: Match, *, by: Person, reason: str = "") -> Match:
    """Take a pair out of its run; it isn't proposed again in this program. `reason` is for HR."""
    with transaction.atomic():
        lock_review(match.run_id)
        refuse_published(match)
        change_state(match, State.PROPOSED, State.DECLINED)
        MatchBlock.objects.get_or_create(
            program_id=match.program_id,
            mentor_id=match.mentor_id,
            mentee_id=match.mentee_id,
            defaults={"blocked_by": by, "reason": reason},
        )
        give_up_fixed(match, by=by)
        return match


def include_pair(match: Match, *, by: Person) -> Match:
    """Put an excluded pair back. Raises NotPossibleError when its mentee has another mentor by
    now, or the mentor no place.
    """
    with transaction.atomic():
        run = lock_review(match.run_id)
        match.refresh_from_db()
        if match.state == State.PROPOSED:
            return match
        refuse_matched(run, match.mentee)
        _refuse_taken(run, match)
        MatchBlock.objects.filter(
            program_id=match.program_id, mentor_id=match.mentor_id, mentee_id=match.mentee_id
        ).delete()
        change_state(match, State.DECLINED, State.PROPOSED)
        take_up_fixed(run, match.mentor_id, match.mentee_id)
        return match


def allow_again(block: MatchBlock, *, by: Person) -> None:
    """Let an excluded pair be proposed again, by the next matching or by hand; twice is once.
    Raises ProgramOverError.
    """
    if block.program.is_closed:
        raise ProgramOverError
    MatchBlock.objects.filter(id=block.id).delete()


def set_aside(match: Match, *, by: Person) -> Match:
    """Leave a mentee without a mentor; the pair may be proposed again."""
    with transaction.atomic():
        lock_review(match.run_id)
        refuse_published(match)
        change_state(match, State.PROPOSED, State.DRAFT)
        give_up_fixed(match, by=by)
        return match


def keep_pair(match: Match, *, by: Person) -> Match:
    """Have a proposed pair stay when the program is matched again. Raises NotProposedError."""
    with transaction.atomic():
        run = lock_review(match.run_id)
        refuse_published(match)
        if match.state != State.PROPOSED:
            raise NotProposedError(match.mentee.display_name)
        take_up_fixed(run, match.mentor_id, match.mentee_id)
        lock_as_fixed(match, by=by)
        return match


def release_pair(match: Match, *, by: Person) -> Match:
    """Let a kept pair be changed when the program is matched again, also one that was fixed."""
    with transaction.atomic():
        lock_review(match.run_id)
        MatchLock.objects.filter(match=match).delete()
        give_up_fixed(match, by=by)
        return match


def _refuse_taken(run: MatchRun, match: Match) -> None:
    if current_proposal(run, match.mentee) is not None:
        raise NotPossibleError(match.mentor.display_name, why_not("has_another"))
    if not places_of(run.program, run).free(match.mentor_id):
        raise NotPossibleError(match.mentor.display_name, why_not("no_place"))
