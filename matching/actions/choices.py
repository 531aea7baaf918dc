"""Giving a mentee another mentor before publishing. A pair made by hand is kept (locked) when the
program is matched again.
"""

from uuid import UUID

from django.db import transaction

from matching.actions.freeing import give_up_fixed_of, take_up_fixed
from matching.actions.review import change_state, lock_review, refuse_matched
from matching.errors import NotPossibleError
from matching.models import Match, MatchLock, MatchRun
from matching.queries.candidates import NO_PLACE, Candidate, current_proposal
from matching.queries.unlisted import candidate_for
from matching.rules.left_out import why_not
from peerlearn.people.models import Person

State = Match.State


def choose_mentor(run: MatchRun, *, mentee: Person, mentor_id: UUID, by: Person) -> Match:
    """Give a mentee another mentor; what was proposed before is set aside.

    Raises NotPossibleError for a mentor who may not be chosen.
    """
    with transaction.atomic():
        run = lock_review(run.id)
        refuse_matched(run, mentee)
        candidate = chosen_candidate(run, mentee, mentor_id)
        refuse_obstacles(candidate, candidate.obstacles)
        return propose_instead(run, mentee, candidate, by=by)


def swap_mentors(run: MatchRun, *, mentee: Person, other: Person, by: Person) -> Match:
    """Give a mentee the mentor of another one, who gets theirs, or nobody if they have none.

    Doing it again puts it back. Raises NotPossibleError when one of the pairs may not be.
    """
    with transaction.atomic():
        run = lock_review(run.id)
        refuse_matched(run, mentee)
        mine, theirs = current_proposal(run, mentee), current_proposal(run, other)
        if theirs is None:
            raise NotPossibleError(other.display_name, why_not("has_none"))
        wanted = _possible_swap(run, mentee, theirs.mentor_id)
        in_return = _possible_swap(run, other, mine.mentor_id) if mine else None
        for person in (mentee, other):
            _set_aside(run, person, by=by)
        if in_return:
            _propose(run, other, in_return, by=by)
        return _propose(run, mentee, wanted, by=by)


def chosen_candidate(run: MatchRun, mentee: Person, mentor_id: UUID) -> Candidate:
    """The mentor as the mentee could have them, listed by the run or not. Raises NotPossibleError
    for who is no mentor of the program.
    """
    candidate = candidate_for(run, mentee, mentor_id)
    if candidate is None:
        raise NotPossibleError(mentee.display_name, why_not("left"))
    return candidate


def _possible_swap(run: MatchRun, mentee: Person, mentor_id: UUID) -> Candidate:
    """In a swap the place becomes free."""
    candidate = chosen_candidate(run, mentee, mentor_id)
    refuse_obstacles(candidate, [each for each in candidate.obstacles if each != NO_PLACE])
    return candidate


def refuse_obstacles(candidate: Candidate, obstacles: list[str]) -> None:
    """Raise NotPossibleError with the words for these obstacles, if there are any."""
    if obstacles:
        reason = ", ".join(map(why_not, obstacles))
        raise NotPossibleError(candidate.mentor.display_name, reason)


def propose_instead(
    run: MatchRun, mentee: Person, candidate: Candidate, *, by: Person, is_kept: bool = False
) -> Match:
    """Propose this mentor, and set aside who was proposed. `is_kept`: also when matched again,
    as each pair is that nobody has proposed before.
    """
    _set_aside(run, mentee, by=by)
    match = _propose(run, mentee, candidate, by=by)
    if is_kept:
        MatchLock.objects.get_or_create(match=match, defaults={"locked_by": by})
    return match


def _set_aside(run: MatchRun, mentee: Person, *, by: Person) -> None:
    give_up_fixed_of(run, mentee, by=by)
    Match.objects.filter(run=run, mentee=mentee, state=State.PROPOSED).update(state=State.DRAFT)


def _propose(run: MatchRun, mentee: Person, candidate: Candidate, *, by: Person) -> Match:
    match, is_new = Match.objects.get_or_create(
        run=run,
        mentor=candidate.mentor,
        mentee=mentee,
        defaults={
            "program_id": run.program_id,
            "state": State.PROPOSED,
            "score": candidate.score,
            "reasons": candidate.parts,
        },
    )
    if is_new:
        MatchLock.objects.create(match=match, locked_by=by)
    else:
        change_state(match, match.state, State.PROPOSED)
    take_up_fixed(run, match.mentor_id, match.mentee_id)
    return match
