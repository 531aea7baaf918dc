"""Ways into the demo's programs: own names for roles, and people who wait, pause or just began."""

from datetime import date, timedelta

from django.utils import timezone

from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from programs.actions.joining import apply_for, pause_enrollment
from programs.actions.new_hires import start_joining_rule
from programs.actions.roles import set_role
from programs.models import Enrollment, Program
from programs.queries import active_enrollments

Role = Enrollment.Role
WISHES = (
    "A colleague told me about the last one, and I would like to teach one myself some day.",
    "I have just changed teams and know few people here.",
    "",
)


def show_ways_in(onboarding: Program, lunches: Program, admin: Person, *, today: date) -> None:
    """Buddies and newcomers; a role to apply for; a rule for new hires; somebody on a break."""
    set_role(
        onboarding,
        Role.MENTOR,
        by=admin,
        label_one="Buddy",
        label_many="Buddies",
        asked="Meet your newcomer once a week in the first month, then every second week.",
        hours_a_month=2,
    )
    set_role(
        onboarding,
        Role.MENTEE,
        by=admin,
        label_one="Newcomer",
        label_many="Newcomers",
        asked="Say what you don't know yet, and keep the appointments with your buddy.",
        hours_a_month=2,
    )
    set_role(
        lunches,
        Role.PARTICIPANT,
        by=admin,
        label_one="Guest",
        label_many="Guests",
        asked="Come to what interests you, and teach a colleague one thing a year.",
        hours_a_month=1,
        way_in="application",
    )
    start_joining_rule(
        onboarding, Role.MENTEE, since=today, by=admin, now=timezone.now(), today=today
    )
    _some_wait(lunches, today=today)
    _somebody_pauses(lunches, today=today)


def _some_wait(program: Program, *, today: date) -> None:
    inside = active_enrollments(program).order_by().values("person_id")
    outside = active_people().filter(email__isnull=False).exclude(id__in=inside)
    for person, words in zip(outside.order_by("name", "id")[:3], WISHES, strict=True):
        apply_for(program, person, Role.PARTICIPANT, today=today, words=words)


def _somebody_pauses(program: Program, *, today: date) -> None:
    one = active_enrollments(program).filter(person__email__isnull=False).last()
    if one is not None:
        until = today + timedelta(days=21)
        pause_enrollment(one, returns_on=until, by=one.person, today=today)
