"""Circles in few words. Call these inside an organization."""

from datetime import UTC, datetime

from matching.actions.circle_forming import ask_for_circles
from matching.actions.circle_plan import plan_circles
from matching.actions.circle_publishing import (
    publish_circles,
    version_of_drafts,
)
from matching.models import Circle, CircleMember
from matching.queries.circles import (
    circles_of,
    members_of_circles,
)
from matching.tasks import form_circles_of
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.models import Enrollment
from tests.matching.builders import enroll, make_person

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARTICIPANT = Enrollment.Role.PARTICIPANT
DEPARTMENTS = ("Sales", "Legal", "IT", "Finance")


def people(program, number, first=0, **fields):
    """Of four departments and two places, in turn."""
    return [
        enroll(
            program,
            make_person(
                f"Peer {n:02}",
                **{"department": DEPARTMENTS[n % 4], "location": ["Berlin", "Pune"][n % 2]}
                | fields,
            ),
            PARTICIPANT,
        )
        for n in range(first, first + number)
    ]


def plan(cast, program, **fields):
    values = {"size": 4, "mix_by": ["department"], **fields}
    return plan_circles(program, by=cast.hr_admin.person, **values)


def form(cast, program):
    """What the button and the worker do."""
    asked = ask_for_circles(program, by=cast.hr_admin.person, now=MORNING)
    form_circles_of(
        organization_id=str(asked.organization_id), plan_id=str(asked.id), asked=str(asked.asked)
    )


def publish(cast, program, *, now=MORNING):
    seen = version_of_drafts(program)
    return publish_circles(program, seen=seen, by=cast.hr_admin.person, now=now)


def groups(program, state="draft"):
    """By number of the circle, the names."""
    circles = circles_of(program, state)
    members = members_of_circles(circles)
    return {one.number: [row.person.name for row in members[one.id]] for one in circles}


def member(name):
    found = CircleMember.objects.select_related("circle", "program", "person")
    return found.get(person__name=name, left_at=None)


def circle(number):
    found = Circle.objects.select_related("program", "organization", "host")
    return found.get(number=number)


def told(kind):
    rows = Notification.objects.filter(kind=f"matching.{kind}").order_by("person__name")
    return list(rows.values_list("person__name", flat=True))


def by_hand(program, *names_of_circles):
    """Drafts as they are wanted."""
    for number, names in enumerate(names_of_circles, start=1):
        made = Circle.objects.create(program=program, number=number)
        for name in names.split(", "):
            person = Person.objects.get(name=name)
            CircleMember.objects.create(circle=made, program=program, person=person)


def page(player, path, **options):
    answer = player.client().get(player.url(f"matching/{path}"), **options)
    return answer.status_code, answer.content.decode()
