"""Asking people to join, and joining."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now

from peerlearn.people.actions.members import add_member
from peerlearn.people.models import Invitation, Membership, Person, User
from peerlearn.people.queries.invitations import (
    InvitationPlan,
    is_open,
    login_of,
    plan_invitations,
)
from peerlearn.people.refusals import InvitationClosedError
from peerlearn.people.signals import people_invited


def invite_people(people: Iterable[Person], *, by: Person | None) -> InvitationPlan:
    """Ask people to join; the plan says who was asked, and who not and why.

    Leavers, members, people without an address and those asked within a day are left out, so
    doing it twice sends once. `by` is who asks, if they are known still.
    """
    ids = [person.id for person in people]
    with transaction.atomic():
        # Locked, so that two admins at once don't both find somebody uninvited.
        plan = plan_invitations(
            Person.objects.select_for_update().filter(id__in=ids).order_by("id")
        )
        made = Invitation.objects.bulk_create(
            [Invitation(person=person, invited_by=by) for person in plan.ready], batch_size=1000
        )
        if made:
            people_invited.send(sender=Invitation, invitations=made)
    return plan


def invite_without_mail(people: Iterable[Person], *, by: Person | None) -> list[Invitation]:
    """The same for a caller whose own mail carries the link (invitation_path): none is sent here.

    Returns the invitations, with their people.
    """
    ids = [person.id for person in people]
    with transaction.atomic():
        plan = plan_invitations(
            Person.objects.select_for_update().filter(id__in=ids).order_by("id")
        )
        return Invitation.objects.bulk_create(
            [Invitation(person=person, invited_by=by) for person in plan.ready], batch_size=1000
        )


def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """Let a login in as the person who was invited; doing it twice changes nothing.

    Raises InvitationClosedError when the person has left or joined by another login, or when the
    login hasn't proved to own the address that was invited.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=invitation.person_id)
        invitation.person = person
        joined_otherwise = Membership.objects.filter(person=person).exclude(user=by).exists()
        if not is_open(invitation) or login_of(person.email) != by or joined_otherwise:
            raise InvitationClosedError
        membership = add_member(person, user=by)
        person.invitations.filter(accepted_at=None).update(accepted_at=Now())
    return membership
