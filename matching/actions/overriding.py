"""An HR admin insists on a pair that rules of the program forbid."""

from uuid import UUID

from django.db import transaction

from matching.actions.choices import chosen_candidate, propose_instead, refuse_obstacles
from matching.actions.review import lock_review, refuse_matched
from matching.errors import NotPossibleError
from matching.models import Match, MatchOverride, MatchRun, MentorWish
from matching.queries.earlier import earlier_pairs
from matching.queries.rules import unwanted_pairs
from matching.rules.left_out import why_not
from matching.rules.overriding import can_be_overridden
from peerlearn.people.models import Person


def insist_on_mentor(
    run: MatchRun, *, mentee: Person, mentor_id: UUID, reason: str, by: Person
) -> Match:
    """Give a mentee a mentor against rules that HR has chosen for the program; `reason` and rules
    are kept, and the pair stays when the program is matched again.

    What no HR admin has chosen (reporting lines, who reviews whom, places, what people ask for in
    private) can't be overridden: raises NotPossibleError.
    """
    with transaction.atomic():
        run = lock_review(run.id)
        refuse_matched(run, mentee)
        candidate = chosen_candidate(run, mentee, mentor_id)
        broken = [each for each in candidate.obstacles if can_be_overridden(each)]
        refuse_obstacles(candidate, [each for each in candidate.obstacles if each not in broken])
        _refuse_unwanted(run, mentee, candidate.mentor)
        MatchOverride.objects.update_or_create(
            program_id=run.program_id,
            mentor=candidate.mentor,
            mentee=mentee,
            defaults={"rules": broken, "reason": reason, "made_by": by},
        )
        return propose_instead(run, mentee, candidate, by=by, is_kept=True)


def _refuse_unwanted(run: MatchRun, mentee: Person, mentor: Person) -> None:
    """Who of the two asked for it in private, and how, is told to nobody."""
    pair, ids = {mentor.id, mentee.id}, (mentor.id, mentee.id)
    unwanted = unwanted_pairs(ids) | earlier_pairs(ids).refused
    wishes = MentorWish.objects.filter(program=run.program_id, mentor=mentor, mentee=mentee)
    if any(set(each) == pair for each in unwanted) or wishes.filter(rank=None).exists():
        raise NotPossibleError(mentor.display_name, why_not("not_with"))
