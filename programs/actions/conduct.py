"""Writing the code of conduct, and accepting it."""

from django.db import transaction
from django.utils import timezone

from peerlearn.people.models import Person
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.tasks import send_task_on_commit
from programs.actions.moves import lock_program, must_not_be_over
from programs.conduct_mails import tell_proposer
from programs.errors import ConductChangedError, SuggestionSettledError
from programs.models import ConductAcceptance, ConductSuggestion, ConductVersion, Program
from programs.queries.conduct import conduct_in_force
from programs.rules.suggestions import tidy_text

ASK_TASK = "programs.tasks.ask_to_accept"


def publish_conduct(
    program: Program,
    *,
    text: str,
    by: Person,
    based_on: int | None = None,
    suggestion: ConductSuggestion | None = None,
) -> ConductVersion:
    """Put a text in force as the next version, for people to accept afresh and be told so.

    The text that is in force already makes no new version. `based_on` is the number of the
    version that the writer began with, 0 for none: another one raises ConductChangedError. With
    a suggestion that one is taken over, or SuggestionSettledError raised. Raises ProgramOverError.
    """
    with transaction.atomic():
        lock_program(program)
        latest = conduct_in_force(program)
        text = tidy_text(text)
        if latest is not None and latest.text == text:
            return latest
        if latest is not None and based_on is not None and latest.number != based_on:
            raise ConductChangedError(latest)
        version = ConductVersion.objects.create(
            program=program, number=latest.number + 1 if latest else 1, text=text, created_by=by
        )
        if suggestion is not None:
            _take_over(suggestion, version, by=by)
        send_task_on_commit(
            ASK_TASK, organization_id=current_organization_id(), version_id=str(version.id)
        )
        return version


def _take_over(suggestion: ConductSuggestion, version: ConductVersion, *, by: Person) -> None:
    states = ConductSuggestion.State
    taken = ConductSuggestion.objects.filter(
        id=suggestion.id, program_id=version.program_id, state=states.OPEN
    ).update(state=states.TAKEN, became=version, decided_by=by, decided_at=timezone.now())
    if not taken:
        raise SuggestionSettledError
    suggestion.refresh_from_db()
    tell_proposer(suggestion)


def accept_conduct(version: ConductVersion, *, by: Person) -> ConductAcceptance:
    """Note that a person accepted this version. Raises ProgramOverError."""
    must_not_be_over(version.program)
    acceptance, _made = ConductAcceptance.objects.get_or_create(version=version, person=by)
    return acceptance
