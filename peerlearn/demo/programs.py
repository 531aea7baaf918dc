"""The programs of the demo company: with pairs, with sessions, with circles, one being set up."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from matching.actions.publishing import publish_run
from matching.actions.runs import start_match_run
from matching.models import Match
from matching.tasks import run_matching
from peerlearn.demo.choices import show_questions, show_rankings
from peerlearn.demo.circles import (
    form_proposal,
    join_circles,
    make_circles,
    mentors_of_newcomers,
)
from peerlearn.demo.coffees import make_coffees
from peerlearn.demo.pairs import live_pairs
from peerlearn.demo.people import Company
from peerlearn.demo.private_topics import tell_private_topics
from peerlearn.demo.safety import name_trusted_persons, suggest_changes
from peerlearn.demo.ways_in import show_ways_in
from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from peerlearn.tenancy.context import organization
from programs.actions.answering import say_yes
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.actions.enrollment import enroll_people
from programs.actions.nominations import accept_nomination, nominate_facilitator
from programs.actions.programs import create_program, open_program, start_program
from programs.actions.templates import create_from_template
from programs.catalogue.peer_circles import PEER_CIRCLES
from programs.models import Enrollment, Program
from programs.queries import active_enrollments
from programs.queries.candidates import likely_neutral
from programs.rules.enrollment import EnrollmentRule

# The legal department stays outside, so that somebody neutral can facilitate.
TAKING_PART = frozenset(
    {"Engineering", "Operations", "Sales", "Customer success", "Finance", "People and culture"}
)
# Mentors and mentees of each program in which people choose each other.
EACH = 6
CONDUCT = """Everybody here teaches and everybody learns.

- Ask what you don't know. There are no silly questions.
- What is said in the room stays in the room.
- Speak for yourself, let others finish.
- Say what helped you; be kind and be clear about what didn't.
"""


@dataclass(frozen=True)
class Programs:
    """What there is after it."""

    onboarding: Program
    lunches: Program
    circles: Program
    facilitator: Person


def make_programs(company: Company, *, today: date) -> Programs:
    """Six programs in different states, with people, facilitators and published pairs."""
    organization_id = company.organization.id
    with organization(organization_id):
        onboarding = _create_onboarding(company.admin, today=today)
        lunches = _create_lunches(company.admin, today=today)
        starts_on = today + timedelta(days=30)
        circles = create_from_template(
            PEER_CIRCLES,
            name="Peer circles for team leads",
            goal=str(PEER_CIRCLES.goal),
            starts_on=starts_on,
            ends_on=PEER_CIRCLES.last_day(starts_on),
            by=company.admin,
        )
        leads = EnrollmentRule(longer_than_years=8, departments=TAKING_PART)
        enroll_people(
            circles, leads, role=Enrollment.Role.PARTICIPANT, by=company.admin, today=today
        )
        facilitator = _facilitator(lunches, company.admin)
        other = _facilitator(onboarding, company.admin)
        for program in (onboarding, lunches):
            _agree_on_conduct(program, company.admin, share=0.7)
            opened = open_program(program, by=company.admin, today=today)
            if opened.state == Program.State.OPEN:
                start_program(opened, by=company.admin)
        name_trusted_persons((lunches, onboarding), company, but=(facilitator, other))
        suggest_changes(lunches)
        show_ways_in(onboarding, lunches, company.admin, today=today)
        tell_private_topics(onboarding)
        _say_yes(onboarding, but=2)
        make_coffees(onboarding, company.admin, today=today)
    _match(organization_id, onboarding, company.admin)
    with organization(organization_id):
        _let_people_choose(onboarding, company.admin, today=today)
    _form_circles(organization_id, onboarding, circles, company.admin, today=today)
    return Programs(onboarding, lunches, circles, facilitator)


def _form_circles(
    organization_id: UUID, onboarding: Program, planned: Program, admin: Person, *, today: date
) -> None:
    """Mentors who help each other, and the proposal of the program that is being set up."""
    with organization(organization_id):
        program = create_program(
            name="Peer circles for mentors",
            goal="Mentors bring cases of their own and leave with a next step.",
            starts_on=today - timedelta(days=21),
            ends_on=today + timedelta(days=120),
            by=admin,
        )
        *first, late = mentors_of_newcomers(onboarding)
        join_circles(program, first, admin, today=today)
        _facilitator(program, admin)
        _agree_on_conduct(program, admin, share=0.9)
        open_program(program, by=admin, today=today)
        program.refresh_from_db()
    make_circles(organization_id, program, late, admin, today=today)
    form_proposal(organization_id, planned, admin)


def _let_people_choose(onboarding: Program, admin: Person, *, today: date) -> None:
    """Mentees ask mentors in one program, and both sides rank each other in another one; the
    newest mentee's own mentor is asked in the first, and they have a list to make in the second.
    """
    newest = Match.objects.filter(program=onboarding, state=Match.State.ACTIVE).select_related(
        "mentor", "mentee"
    )
    *_others, pair = newest.order_by("mentee__starts_on", "mentee__name")
    mentors = [one for one in mentors_of_newcomers(onboarding) if one != pair.mentor]
    some = _some_years_here(onboarding, today=today)
    asking = _create_choosing("Mentoring across departments", admin, today=today)
    _enroll(asking, some[:EACH], Enrollment.Role.MENTEE, admin, today=today)
    _enroll(asking, [pair.mentor, *mentors[:EACH]], Enrollment.Role.MENTOR, admin, today=today)
    open_program(asking, by=admin, today=today)
    _say_yes(asking)
    show_questions(asking, some[:EACH], pair.mentor, by=admin)
    ranking = _create_choosing("Mentoring for future leads", admin, today=today)
    _enroll(
        ranking, [pair.mentee, *some[EACH : 2 * EACH]], Enrollment.Role.MENTEE, admin, today=today
    )
    _enroll(ranking, mentors[EACH : 2 * EACH], Enrollment.Role.MENTOR, admin, today=today)
    open_program(ranking, by=admin, today=today)
    _say_yes(ranking)
    show_rankings(ranking, some[EACH : 2 * EACH], by=admin)


def _say_yes(program: Program, *, but: int = 0) -> None:
    """Mentors say that it suits them; the last by name haven't answered."""
    mentors = list(active_enrollments(program, Enrollment.Role.MENTOR))
    for mentor in mentors[: len(mentors) - but]:
        say_yes(mentor, by=mentor.person, now=timezone.now())


def _some_years_here(onboarding: Program, *, today: date) -> list[Person]:
    """Who has been here for a while, can be reached, and takes no part in the onboarding."""
    inside = active_enrollments(onboarding).order_by().values("person_id")
    found = active_people().filter(
        email__isnull=False,
        starts_on__gt=today - timedelta(days=5 * 365),
        starts_on__lt=today - timedelta(days=200),
    )
    return list(found.exclude(id__in=inside).order_by("name", "id"))


def _create_choosing(name: str, admin: Person, *, today: date) -> Program:
    program = create_program(
        name=name,
        goal="You know best whom you can learn from: choose your mentor yourself.",
        starts_on=today - timedelta(days=7),
        ends_on=today + timedelta(days=150),
        by=admin,
    )
    publish_conduct(program, text=CONDUCT, by=admin)
    return program


def _enroll(
    program: Program, people: list[Person], role: str, admin: Person, *, today: date
) -> None:
    rule = EnrollmentRule(person_ids=frozenset(person.id for person in people))
    enroll_people(program, rule, role=role, by=admin, today=today)


def _create_onboarding(admin: Person, *, today: date) -> Program:
    program = create_program(
        name=f"Onboarding {today:%Y}",
        goal="Every new colleague knows somebody to ask, from the first week on.",
        starts_on=today - timedelta(days=28),
        ends_on=today + timedelta(days=90),
        by=admin,
    )
    newcomers = EnrollmentRule(newer_than_days=90, departments=TAKING_PART)
    seasoned = EnrollmentRule(longer_than_years=5, departments=TAKING_PART)
    enroll_people(program, newcomers, role=Enrollment.Role.MENTEE, by=admin, today=today)
    enroll_people(program, seasoned, role=Enrollment.Role.MENTOR, by=admin, today=today, capacity=2)
    return program


def _create_lunches(admin: Person, *, today: date) -> Program:
    program = create_program(
        name="Lunch and learn",
        goal="One topic a month, taught by a colleague, for everybody who is curious.",
        starts_on=today - timedelta(days=120),
        ends_on=today + timedelta(days=180),
        by=admin,
    )
    for rule in (
        EnrollmentRule(departments=frozenset({"Engineering", "Sales", "Customer success"})),
        EnrollmentRule(newer_than_days=90, departments=TAKING_PART),
    ):
        enroll_people(program, rule, role=Enrollment.Role.PARTICIPANT, by=admin, today=today)
    return program


def _facilitator(program: Program, admin: Person) -> Person:
    neutral = [p for p in likely_neutral(program) if p.email and p.id != admin.id]
    candidate = min(neutral, key=lambda person: person.location != admin.location)
    now = timezone.now()
    accept_nomination(nominate_facilitator(program, candidate, by=admin, now=now), now=now)
    return candidate


def _agree_on_conduct(program: Program, admin: Person, *, share: float) -> None:
    version = publish_conduct(program, text=CONDUCT, by=admin)
    people = sorted({e.person for e in active_enrollments(program)}, key=lambda person: person.name)
    for person in people[: int(len(people) * share)]:
        accept_conduct(version, by=person)


def _match(organization_id: UUID, program: Program, admin: Person) -> None:
    with organization(organization_id):
        run = start_match_run(program, by=admin)
    run_matching(organization_id=str(organization_id), run_id=str(run.id))
    with organization(organization_id):
        run.refresh_from_db()
        publish_run(run, by=admin)
        live_pairs(program, by=admin)
