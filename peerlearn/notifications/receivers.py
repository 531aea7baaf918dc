"""Messages about what happens in the apps below, which can't call notify() themselves."""

from typing import Any

from django.dispatch import receiver

from peerlearn.notifications.actions import compose, notify, notify_all
from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import INVITATION
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import ImportJob, Invitation
from peerlearn.people.queries.invitations import has_joined, invitation_path, is_open
from peerlearn.people.rules import INVITATION_LASTS
from peerlearn.people.signals import import_finished, people_invited
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse


@receiver(people_invited)
def send_invitations(invitations: list[Invitation], **_kwargs: Any) -> None:
    """Mail each invited person their link; nobody else may read it."""
    organization = Organization.objects.get(id=current_organization_id())
    house = house_entered()
    notify_all(
        compose(
            to=invitation.person,
            kind=INVITATION,
            dedupe_key=f"invitation:{invitation.id}",
            cause=str(invitation.id),
            context={"inviter": invitation.invited_by},
            link=invitation_path(organization, invitation),
            expires_at=invitation.sent_at + INVITATION_LASTS,
            is_private=True,
            house=house,
        )
        for invitation in invitations
    )


@receiver(import_finished)
def tell_importer(job: ImportJob, **_kwargs: Any) -> None:
    """Whoever started an import may have closed its page."""
    if job.created_by:
        notify(
            to=job.created_by,
            kind="people.import_finished",
            dedupe_key=f"people.import_finished:{job.id}",
            context={"job": job},
            link=org_reverse(job.organization, "people:import_job", job.id),
        )


def invitation_stands(notification: Notification) -> bool:
    """Whether an invitation that waits to be sent is still wanted, and at this address."""
    invitation = Invitation.objects.select_related("person").filter(id=notification.cause).first()
    return (
        invitation is not None
        and is_open(invitation)
        and invitation.person.email == notification.recipient
        and not has_joined(invitation.person)
    )
