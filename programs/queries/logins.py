"""Who takes part in a program and can't sign in yet."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from peerlearn.people.models import Invitation, Membership, Person
from peerlearn.people.queries import active_people
from peerlearn.people.rules import BETWEEN_INVITATIONS
from programs.models import Program
from programs.queries import (
    active_enrollments,
    enrolled_programs,
    programs_facilitated_by,
)


@dataclass(frozen=True)
class WithoutLogin:
    """How many can't sign in, how many of those a mail can reach, and how many of these may be
    invited now: they have started, and weren't invited within a day.
    """

    count: int
    reachable: int
    invitable: int


def people_without_login(program: Program) -> QuerySet[Person]:
    """Those who take part today and can't sign in, each once."""
    members = Membership.objects.order_by().values("person_id")
    ids = active_enrollments(program).order_by().values("person_id")
    return active_people().filter(id__in=ids).exclude(id__in=members).order_by("id")


def names_of_what_waits(person: Person) -> list[str]:
    """The programs under way that somebody takes part in or facilitates, by name."""
    mine = enrolled_programs(person) | programs_facilitated_by(person)
    under_way = mine.filter(state__in=(Program.State.OPEN, Program.State.RUNNING))
    return list(under_way.order_by("name").distinct().values_list("name", flat=True))


def people_to_invite(program: Program, *, now: datetime) -> QuerySet[Person]:
    """Those of them whom an invitation can be sent to now."""
    return people_without_login(program).filter(_invitable(now))


def count_without_login(program: Program, *, now: datetime) -> WithoutLogin:
    """All of it in numbers: one query."""
    sums = people_without_login(program).order_by()
    return WithoutLogin(
        **sums.aggregate(
            count=Count("pk"),
            reachable=Count("email"),
            invitable=Count("pk", filter=_invitable(now)),
        )
    )


def _invitable(now: datetime) -> Q:
    lately = Invitation.objects.filter(person=OuterRef("pk"), sent_at__gt=now - BETWEEN_INVITATIONS)
    has_started = Q(starts_on__isnull=True) | Q(starts_on__lte=timezone.localdate(now))
    return has_started & Q(email__isnull=False) & Q(~Exists(lately))
