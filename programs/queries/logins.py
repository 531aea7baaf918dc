"""Who takes part in a program and can't sign in yet."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import active_people
from programs.models import Program
from programs.queries import active_enrollments


@dataclass(frozen=True)
class WithoutLogin:
    """How many can't sign in, and how many of those a mail can reach."""

    count: int
    reachable: int


def people_without_login(program: Program) -> QuerySet[Person]:
    """Those who take part today and can't sign in, each once."""
    members = Membership.objects.order_by().values("person_id")
    ids = active_enrollments(program).order_by().values("person_id")
    return active_people().filter(id__in=ids).exclude(id__in=members).order_by("id")


def count_without_login(program: Program) -> WithoutLogin:
    """The same in numbers: one query."""
    found = people_without_login(program).order_by()
    return WithoutLogin(**found.aggregate(count=Count("pk"), reachable=Count("email")))
