"""Reads about invitations: who may get one, and what a link leads to."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from peerlearn.people.models import Invitation, Membership, Person, User
from peerlearn.people.queries.people import active_people
from peerlearn.people.refusals import InvitationClosedError
from peerlearn.people.rules import INVITATION_LASTS, NotInvited, why_not_invited
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError, make_token, read_token

PURPOSE = "people.join"


@dataclass(frozen=True)
class InvitationPlan:
    """Who would get an invitation now, and who not and why."""

    ready: list[Person]
    refused: list[tuple[Person, NotInvited]]


def plan_invitations(people: Iterable[Person]) -> InvitationPlan:
    """Sort people into those who can be invited now and those who can't."""
    asked = list(people)
    ids = [person.id for person in asked]
    members = set(Membership.objects.filter(person_id__in=ids).values_list("person_id", flat=True))
    last_sent = dict(
        Invitation.objects.filter(person_id__in=ids)
        .values_list("person_id")
        .annotate(Max("sent_at"))
    )
    now = timezone.now()
    plan = InvitationPlan([], [])
    for person in asked:
        reason = why_not_invited(
            works_here=person.state == Person.State.ACTIVE,
            has_email=bool(person.email),
            is_member=person.id in members,
            last_sent=last_sent.get(person.id),
            now=now,
        )
        if reason is None:
            plan.ready.append(person)
        else:
            plan.refused.append((person, reason))
    return plan


def way_in(person: Person) -> str:
    """What a person has to sign in with: "member" (a login), "invited" (a mail of the last day
    that leads to one), "uninvited" (nothing, but they can be invited), or "" (nothing at all).
    """
    plan = plan_invitations([person])
    if plan.ready:
        return "uninvited"
    ways = {NotInvited.MEMBER: "member", NotInvited.INVITED_JUST_NOW: "invited"}
    return ways.get(plan.refused[0][1], "")


def reachable_not_invited() -> QuerySet[Person]:
    """Everybody who works here, has an e-mail address, and was never asked to join."""
    return active_people().filter(
        ~Exists(Membership.objects.filter(person=OuterRef("pk"))),
        ~Exists(Invitation.objects.filter(person=OuterRef("pk"))),
        email__isnull=False,
    )


def invitation_path(organization: Organization, invitation: Invitation) -> str:
    """The path of an invitation's link. It tells its reader's address, so it ends with it."""
    token = make_token(PURPOSE, id=str(invitation.id), email=str(invitation.person.email))
    return org_reverse(organization, "organization:join", token)


def ways_to_a_login(organization: Organization, people: Iterable[Person]) -> dict[UUID, str]:
    """The link of the latest invitation for each of these people who can't sign in yet, by their
    ids: what a mail of ours leads them to. Whoever was never invited is left out. Two queries.
    """
    ids = {person.id for person in people}
    members = Membership.objects.filter(person_id__in=ids).order_by().values("person_id")
    found = Invitation.objects.filter(person_id__in=ids, accepted_at=None)
    found = found.exclude(person_id__in=members).filter(
        sent_at__gt=timezone.now() - INVITATION_LASTS
    )
    latest = {one.person_id: one for one in found.select_related("person").order_by("sent_at")}
    return {one: invitation_path(organization, row) for one, row in latest.items()}


def invitation_of(token: str) -> Invitation:
    """The invitation that a link leads to, whether its person has joined or not.

    Raises BadTokenError for a link that is changed or of another organization, ExpiredTokenError
    for one that is too old, InvitationClosedError when the person has left or has another address
    by now.
    """
    expired = None
    try:
        claims = read_token(PURPOSE, token, max_age=INVITATION_LASTS)
    except ExpiredTokenError as error:
        claims, expired = error.claims, error
    invitation = (
        Invitation.objects.select_related("person", "invited_by")
        .filter(id=UUID(claims["id"]))
        .first()
    )
    if invitation is None:
        raise BadTokenError
    if expired is not None and not _has_just_started(invitation.person):
        raise expired
    if not is_open(invitation) or invitation.person.email != claims["email"]:
        raise InvitationClosedError
    return invitation


def _has_just_started(person: Person) -> bool:
    """A link that was written before somebody's first day lasts as long from that day on."""
    return (
        person.starts_on is not None and timezone.localdate() <= person.starts_on + INVITATION_LASTS
    )


def is_open(invitation: Invitation) -> bool:
    """Whether its person still works here and can be reached."""
    return bool(invitation.person.is_reachable)


def login_of(email: str | None) -> User | None:
    """The login that has proved to own an address."""
    return User.objects.filter(
        emailaddress__email__iexact=email, emailaddress__verified=True
    ).first()


def has_joined(person: Person) -> bool:
    """Whether a person has a way in already."""
    return Membership.objects.filter(person=person).exists()
