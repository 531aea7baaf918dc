"""Peer circles of the demo company: some have met, one person waits for a place, and a program
that is being set up has a proposal. Call it outside of all organizations.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from matching.actions.circle_facilitating import accept_circle, ask_facilitator
from matching.actions.circle_forming import ask_for_circles
from matching.actions.circle_meetings import host_circle, plan_circle_meeting
from matching.actions.circle_plan import plan_circles
from matching.actions.circle_publishing import publish_circles, version_of_drafts
from matching.models import Circle, CircleFacilitator, Match
from matching.queries.circle_facilitators import candidates_for_circle
from matching.queries.circles import members_of_circles
from matching.tasks import form_circles_of
from peerlearn.people.models import Person
from peerlearn.tenancy.context import organization
from programs.actions.enrollment import enroll_people
from programs.models import Enrollment, Program
from programs.queries import active_enrollments
from programs.rules.enrollment import EnrollmentRule

MEMBERS, SIZE = 23, 6
BEGAN, MEETS = timedelta(days=18), timedelta(days=11)


def mentors_of_newcomers(onboarding: Program) -> list[Person]:
    """Mentors who can be reached: the newest mentees' first, those without a mentee last."""
    pairs = Match.objects.filter(program=onboarding, state=Match.State.ACTIVE)
    newest = pairs.select_related("mentor").order_by("-mentee__starts_on", "mentee_id")
    waiting = active_enrollments(onboarding, Enrollment.Role.MENTOR)
    mentors = [*(pair.mentor for pair in newest), *(one.person for one in waiting)]
    found = {mentor.id: mentor for mentor in mentors if mentor.email}
    return list(found.values())[: MEMBERS + 1]


def join_circles(program: Program, people: list[Person], admin: Person, *, today: date) -> None:
    """These take part from now on."""
    rule = EnrollmentRule(person_ids=frozenset(person.id for person in people))
    enroll_people(program, rule, role=Enrollment.Role.PARTICIPANT, by=admin, today=today)


def make_circles(
    organization_id: UUID, program: Program, late: Person, admin: Person, *, today: date
) -> None:
    """Published circles: the first has met and meets again, the second looks for a date."""
    began = _morning(today - BEGAN)
    form_proposal(organization_id, program, admin, joiners_by_themselves=False)
    with organization(organization_id):
        circles = publish_circles(program, seen=version_of_drafts(program), by=admin, now=began)
        members = members_of_circles(circles)
        for number, circle in enumerate(circles):
            host = members[circle.id][0].person
            circle.program = program
            if number < 3:
                host_circle(circle, by=host)
            if number < 2:
                first = began + timedelta(days=7)
                plan_circle_meeting(circle, at=first, by=host, now=began)
        circle, host = circles[0], members[circles[0].id][0].person
        next_one = _morning(today) + MEETS
        plan_circle_meeting(circle, at=next_one, by=host, now=timezone.now())
        _facilitators(circles, admin, now=timezone.now())
        join_circles(program, [late], admin, today=today)


def _facilitators(circles: list[Circle], admin: Person, *, now: datetime) -> None:
    """A neutral person facilitates one circle; another is asked for the next one.

    Not every circle has somebody neutral left in a small company.
    """
    for circle in circles:
        standing = CircleFacilitator.objects.filter(circle__in=circles)
        taken = set(standing.values_list("person_id", flat=True))
        free = [one.person for one in candidates_for_circle(circle) if one.person.id not in taken]
        if not free:
            continue
        asked = ask_facilitator(circle, free[0], by=admin, now=now)
        if taken:
            return
        accept_circle(asked, now=now)


def form_proposal(
    organization_id: UUID, program: Program, admin: Person, *, joiners_by_themselves: bool = True
) -> None:
    """A proposal that waits for a look."""
    with organization(organization_id):
        plan_circles(program, by=admin, size=SIZE, joiners_by_themselves=joiners_by_themselves)
        plan = ask_for_circles(program, by=admin, now=timezone.now())
    form_circles_of(
        organization_id=str(organization_id), plan_id=str(plan.id), asked=str(plan.asked)
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
