"""What a program promises its pairs."""

from django.db import transaction

from matching.models import PairTerms
from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.models import Program


def set_terms(
    program: Program, *, first_meeting_days: int, check_in_weeks: int, by: Person
) -> PairTerms:
    """Say until when pairs meet first, and after how long without a meeting they are asked.

    Raises the ProgramOverError of programs.
    """
    with transaction.atomic():
        lock_program(program)
        terms, _is_new = PairTerms.objects.update_or_create(
            program=program,
            defaults={
                "first_meeting_days": first_meeting_days,
                "check_in_weeks": check_in_weeks,
            },
        )
        return terms
