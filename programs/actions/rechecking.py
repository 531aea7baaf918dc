"""Checking again whether those who facilitate are neutral still, and telling HR what is new."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.tasks import send_task_on_commit
from programs.models import FacilitatorNomination, Program
from programs.nomination_mails import ask_nominee, tell_no_longer_neutral, was_asked_on
from programs.queries.facilitators import neutralities_of
from programs.rules.objections import news

State = FacilitatorNomination.State
TASK, ALL_TASK = "programs.tasks.recheck_program", "programs.tasks.recheck_organization"


def recheck_soon(program_id: UUID) -> None:
    """Check the facilitators of a program once the transaction that is open has committed."""
    send_task_on_commit(TASK, organization_id=current_organization_id(), program_id=str(program_id))


def recheck_everybody_soon() -> None:
    """Check all facilitators of the organization: its org chart has changed."""
    send_task_on_commit(ALL_TASK, organization_id=current_organization_id())


def recheck_facilitators(program: Program) -> Sequence[FacilitatorNomination]:
    """Note what speaks against those who facilitate or are asked, and tell HR what is new.

    What was told is told again only after it had gone, and what a reason covers never. Somebody
    who was blocked by what is gone by now is asked again. Returns those of whom something was
    told.
    """
    if program.is_closed:
        return []
    told = []
    with transaction.atomic():
        standing = list(
            FacilitatorNomination.objects.select_for_update(of=("self",))
            .filter(program=program, state__in=(State.ACCEPTED, State.PROPOSED, State.BLOCKED))
            .select_related("person", "nominated_by", "program")
            .order_by("id")
        )
        checks = neutralities_of(program, [one.person for one in standing])
        for nomination in standing:
            check = checks[nomination.person_id]
            fresh = news(check, [*nomination.findings, *nomination.overridden])
            if nomination.findings != check.as_json():
                nomination.findings = check.as_json()
                nomination.save(update_fields=["findings"])
            if nomination.state == State.BLOCKED and not nomination.needs_decision:
                _ask_again(nomination)
            if fresh:
                name = nomination.person.display_name
                tell_no_longer_neutral(nomination, [one.sentence(name) for one in fresh])
                told.append(nomination)
    return told


def _ask_again(nomination: FacilitatorNomination) -> None:
    """Open the question once more; by a mail too, unless one has reached them on this day."""
    now = timezone.now()
    nomination.state = State.PROPOSED
    if was_asked_on(nomination, timezone.localdate(now)):
        nomination.save(update_fields=["state"])
        return
    nomination.asked_at = now
    nomination.save(update_fields=["state", "asked_at"])
    ask_nominee(nomination)
