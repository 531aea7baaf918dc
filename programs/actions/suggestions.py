"""Suggesting another wording of the code of conduct, being for one, and declining one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.moves import lock_program, must_not_be_over
from programs.conduct_mails import tell_proposer, tell_who_settles
from programs.errors import (
    ConductNotAcceptedError,
    NothingSuggestedError,
    SuggestionSettledError,
    WrongStateError,
)
from programs.models import ConductSuggestion, ConductSupport, Program
from programs.permissions import may_take_part_in_writing
from programs.queries.conduct import conduct_in_force
from programs.rules.suggestions import suggested_text

State = ConductSuggestion.State


def suggest_conduct(program: Program, *, text: str, why: str, by: Person) -> ConductSuggestion:
    """Put another wording, with a reason, before the group; or only a remark when the text is
    the one in force. The same once more is the first. Who settles it is told.

    Raises ConductNotAcceptedError, NothingSuggestedError, ProgramOverError, and WrongStateError
    where there is no code of conduct yet.
    """
    must_not_be_over(program)
    version = conduct_in_force(program)
    if version is None:
        raise WrongStateError(_("There is no code of conduct here that could be changed."))
    if not may_take_part_in_writing(by, program):
        raise ConductNotAcceptedError
    wording, why = suggested_text(text, in_force=version.text), why.strip()
    if not why:
        raise NothingSuggestedError(_("Say why: the others decide by it."))
    with transaction.atomic():
        Program.objects.select_for_update().get(id=program.id)
        suggestion, made = ConductSuggestion.objects.get_or_create(
            program=program,
            suggested_by=by,
            text=wording,
            why=why,
            state=State.OPEN,
            defaults={"version": version},
        )
        if made:
            tell_who_settles(suggestion)
        return suggestion


def withdraw_suggestion(suggestion: ConductSuggestion, *, now: datetime) -> ConductSuggestion:
    """Whoever made it takes it back. Raises SuggestionSettledError when it was decided."""
    return _settle(suggestion, State.WITHDRAWN, decided_at=now)


def support_suggestion(suggestion: ConductSuggestion, *, by: Person) -> None:
    """Be for it; twice is once. Raises ConductNotAcceptedError, SuggestionSettledError."""
    must_not_be_over(suggestion.program)
    if not suggestion.is_open:
        raise SuggestionSettledError
    if not may_take_part_in_writing(by, suggestion.program):
        raise ConductNotAcceptedError
    ConductSupport.objects.get_or_create(suggestion=suggestion, person=by)


def stop_supporting(suggestion: ConductSuggestion, *, by: Person) -> None:
    """No longer be for it. Raises ProgramOverError."""
    must_not_be_over(suggestion.program)
    ConductSupport.objects.filter(suggestion=suggestion, person=by).delete()


def decline_suggestion(
    suggestion: ConductSuggestion, *, reason: str, by: Person, now: datetime
) -> ConductSuggestion:
    """Say no, with a reason that the group reads and that whoever made it is told.

    Raises SuggestionSettledError when it was decided otherwise.
    """
    with transaction.atomic():
        settled = _settle(
            suggestion,
            State.DECLINED,
            decline_reason=reason.strip(),
            decided_by=by,
            decided_at=now,
        )
        tell_proposer(settled)
        return settled


@transaction.atomic
def _settle(suggestion: ConductSuggestion, state: str, **fields: object) -> ConductSuggestion:
    lock_program(suggestion.program)
    settled = ConductSuggestion.objects.filter(id=suggestion.id, state=State.OPEN).update(
        state=state, **fields
    )
    suggestion.refresh_from_db()
    if not settled and suggestion.state != state:
        raise SuggestionSettledError
    return suggestion
