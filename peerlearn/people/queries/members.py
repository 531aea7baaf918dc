"""Who of an organization's people has a way in."""

from collections.abc import Iterable
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Invitation, Membership, Person
from peerlearn.people.queries.people import active_people

STATUSES = {
    "admin": _("HR admins"),
    "member": _("Have a login"),
    "invited": _("Invited, not joined yet"),
    "not_invited": _("Not invited yet"),
    "unreachable": _("No e-mail address"),
}


def people_with_access() -> QuerySet[Person]:
    """Everybody who works here, with `role`, `joined_at` and `invited_at`; None where there is
    no membership or invitation.
    """
    invitation = Invitation.objects.filter(person=OuterRef("pk")).order_by("-sent_at")
    return active_people().annotate(
        role=F("memberships__role"),
        joined_at=F("memberships__created_at"),
        invited_at=Subquery(invitation.values("sent_at")[:1]),
    )


def find_people_with_access(*, text: str, status: str) -> QuerySet[Person]:
    """Those of a status ("" for all) whose name or address holds each word of a text."""
    found = people_with_access()
    if status:
        found = found.filter(_conditions()[status])
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found


def count_by_status() -> dict[str, int]:
    """How many people there are of each status."""
    counts = {name: Count("pk", filter=wanted) for name, wanted in _conditions().items()}
    return active_people().aggregate(**counts)


def login_addresses(people: Iterable[Person]) -> dict[UUID, str]:
    """Of those who have a login, the address that they have proved to own, by the person's id; ""
    where they have proved none. HR can change a person's address, but not this one.
    """
    ids = {one.id for one in people}
    logins = dict(Membership.objects.filter(person_id__in=ids).values_list("person_id", "user_id"))
    proved = EmailAddress.objects.filter(user_id__in=logins.values(), verified=True)
    # The primary one comes last, and stays.
    addresses = dict(proved.order_by("primary", "id").values_list("user_id", "email"))
    return {person_id: addresses.get(user_id, "") for person_id, user_id in logins.items()}


def _conditions() -> dict[str, Q]:
    # A set that is looked up, not a subquery for each person.
    invited = Q(pk__in=Invitation.objects.values("person_id"))
    outside, reachable = Q(memberships__isnull=True), Q(email__isnull=False)
    return {
        "admin": Q(memberships__role=Membership.Role.HR_ADMIN),
        "member": ~outside,
        "invited": outside & reachable & invited,
        "not_invited": outside & reachable & ~invited,
        "unreachable": outside & ~reachable,
    }
