"""Messages about what happens in the apps below, which can't call notify() themselves."""

from typing import Any

from django.dispatch import receiver

from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Invitation
from peerlearn.people.queries.invitations import has_joined, invitation_path, is_open
from peerlearn.people.rules import INVITATION_LASTS
from peerlearn.people.signals import people_invited
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.models import Organization

INVITATION = "people.invitation"


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


def invitation_stands(notification: Notification) -> bool:
    """Whether an invitation that waits to be sent is still wanted, and at this address."""
    invitation = Invitation.objects.select_related("person").filter(id=notification.cause).first()
    return (
        invitation is not None
        and is_open(invitation)
        and invitation.person.email == notification.recipient
        and not has_joined(invitation.person)
    )
