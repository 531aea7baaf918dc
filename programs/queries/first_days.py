"""Who takes part in a program and hasn't started in the company yet."""

from datetime import date

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import active_people
from programs.models import Program
from programs.queries import active_enrollments


def starting_later(program: Program, *, today: date) -> list[Person]:
    """Those who take part, whose first day lies ahead, and who can't sign in yet: mails of the
    program come to them on that day. The first to start first; one query.
    """
    ids = active_enrollments(program).order_by().values("person_id")
    members = Membership.objects.order_by().values("person_id")
    found = active_people().filter(id__in=ids, starts_on__gt=today, email__isnull=False)
    return list(found.exclude(id__in=members).order_by("starts_on", "name", "id"))
