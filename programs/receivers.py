"""What programs do when something happens in the apps below them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from peerlearn.people.signals import import_finished, org_chart_changed, people_left
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.tasks import send_task_on_commit
from programs.actions.leaving import end_parts_of_leavers
from programs.actions.rechecking import recheck_everybody_soon


@receiver(import_finished)
@receiver(org_chart_changed)
def look_at_facilitators_again(**_facts: Any) -> None:
    """Somebody may have come into somebody's reporting line."""
    recheck_everybody_soon()


@receiver(import_finished, dispatch_uid="programs.let_new_hires_in")
def let_new_hires_in(**_kwargs: Any) -> None:
    """Whoever starts today may have come with the file."""
    send_task_on_commit(
        "programs.tasks.let_new_hires_in", organization_id=current_organization_id()
    )


@receiver(people_left, dispatch_uid="programs.end_parts_of_leavers")
def end_parts(person_ids: Collection[UUID], **_facts: Any) -> None:
    """Who has left facilitates nothing and reads no reports, and is led by nobody any more."""
    end_parts_of_leavers(person_ids)
    recheck_everybody_soon()
