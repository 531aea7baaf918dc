"""What a launch will send, need and cost: read in a constant number of queries, writing nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.forecast import mails_after_sessions
from feedback.queries.rounds import reading_owner
from matching.circle_forecast import mails_of_circles
from matching.coffee_forecast import mails_of_coffees
from matching.forecast import mails_of_pairs
from matching.models import CirclePlan
from matching.queries.circles import circle_plan_of
from peerlearn.home.dry_run_figures import Cost, DryRun, Entry, Need, Readers, SessionCost
from peerlearn.home.local_hours import at_night, zones_of_people
from peerlearn.home.other_mails import mails_of_organization
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization, OrganizationSettings
from programs.forecast import mails_of_program
from programs.models import Enrollment, Program
from programs.queries import active_enrollments
from programs.queries.enrolled import role_counts
from programs.queries.first_days import starting_later
from programs.queries.logins import count_without_login
from programs.queries.roles import roles_of_program
from programs.rules.first_days import on_first_days
from programs.rules.roles import ROLES
from sessions.forecast import mails_of_sessions
from sessions.models import LearningSession

NAMES_SHOWN = 12
COMING = (LearningSession.State.DRAFT, LearningSession.State.PUBLISHED)


def dry_run(organization: Organization, program: Program, *, now: datetime) -> DryRun:
    """Look ahead from now."""
    counts = role_counts(program)
    places = _mentor_places(program)
    sessions = sessions_ahead(program, now=now)
    mails = planned_mails(organization, program, sessions, _pairs(places, counts), now=now)
    crowd = _crowd(program, counts)
    entries = [Entry(mail, crowd.readers_of(mail)) for mail in mails]
    return DryRun(
        dated=sorted(
            (one for one in entries if one.mail.due_at), key=lambda one: one.mail.due_at or now
        ),
        waiting=[one for one in entries if one.mail.due_at is None],
        needs=_needs(counts, places, sessions, circle_plan_of(program)),
        costs=_costs(program, counts, places),
        session_costs=[
            SessionCost(one.title, min(one.capacity, counts["people"]), one.minutes / 60)
            for one in sessions
        ],
        people=counts["people"],
        starting_later=on_first_days(starting_later(program, today=timezone.localdate(now))),
        without_login=count_without_login(program, now=now).count,
    )


def sessions_ahead(program: Program, *, now: datetime) -> list[LearningSession]:
    """The program's sessions that are still to come, drafts too."""
    found = LearningSession.objects.filter(program=program, state__in=COMING, starts_at__gt=now)
    return list(found.select_related("presenter", "facilitator", "organization", "program__owner"))


def planned_mails(
    organization: Organization,
    program: Program,
    sessions: list[LearningSession],
    pairs: int,
    *,
    now: datetime,
) -> list[PlannedMail]:
    """All mails that the program, its sessions, feedback and matching will send."""
    settings = OrganizationSettings.objects.get()
    threshold = settings.anonymity_threshold
    found = [
        *mails_of_sessions(sessions, now=now),
        *mails_after_sessions(sessions, threshold=threshold, owner=reading_owner(program)),
        *mails_of_program(organization, program, zone=ZoneInfo(settings.time_zone), now=now),
    ]
    if pairs:
        found += mails_of_pairs(organization, program, pairs=pairs, now=now)
    found += mails_of_coffees(organization, program, now=now)
    found += mails_of_circles(organization, program, now=now)
    return [*found, *mails_of_organization(organization, program)]


def pairs_possible(program: Program) -> int:
    """How many pairs there can be: mentors' places, or mentees if they are fewer."""
    return _pairs(_mentor_places(program), role_counts(program))


def _pairs(places: int, counts: Mapping[str, int]) -> int:
    return min(places, counts["mentee"])


def _mentor_places(program: Program) -> int:
    mentors = active_enrollments(program, Enrollment.Role.MENTOR).order_by()
    return int(mentors.aggregate(all=Sum("capacity"))["all"] or 0)


def _needs(
    counts: Mapping[str, int], places: int, sessions: Iterable[Any], plan: CirclePlan | None
) -> list[Need]:
    people = counts["people"]
    needs = [
        Need(one.title, one.capacity, people, _in_circles(one.capacity, people, plan))
        for one in sessions
    ]
    if counts["mentor"] or counts["mentee"]:
        needs.insert(0, Need(_("Mentors' places for mentees"), places, counts["mentee"]))
    return needs


def _in_circles(seats: int, people: int, plan: CirclePlan | None) -> str:
    """For how many of the circles that are planned the seats of one session are enough."""
    if plan is None or not people:
        return ""
    circles = max(people // plan.size, 1)
    fit = circles if seats >= people else min(seats // plan.size, circles - 1)
    return ngettext(
        "Seats for %(fit)s of the %(count)s circle of about %(size)s that meets in it.",
        "Seats for %(fit)s of the %(count)s circles of about %(size)s that meet in it.",
        circles,
    ) % {"fit": fit, "count": circles, "size": plan.size}


def _costs(program: Program, counts: Mapping[str, int], places: int) -> list[Cost]:
    """A mentor's hours are with each mentee, so they count once for each pair."""
    costs = []
    for role, facts in roles_of_program(program).items():
        is_by_pair = role == Enrollment.Role.MENTOR
        times = _pairs(places, counts) if is_by_pair else counts[role]
        if counts[role]:
            hours = float(facts.hours)
            total = round(times * hours, 1)
            costs.append(Cost(facts.plural, counts[role], hours, total, times, is_by_pair))
    return costs


@dataclass(frozen=True)
class _Crowd:
    """The people of a program, as far as the time line shows them."""

    counts: Mapping[str, int]
    names: Mapping[str, list[str]]
    zones: Mapping[str, int]

    def readers_of(self, mail: PlannedMail) -> Readers:
        """Who gets a mail."""
        if mail.audience == "named":
            given = [_first_name(person.display_name) for person in mail.to]
            return Readers(len(given), given, [])
        if mail.audience == "somebody":
            return Readers(0, [], [])
        everybody = self.counts[mail.audience]
        count = everybody if mail.most is None else min(mail.most, everybody)
        fixed = None if mail.in_working_hours else mail.due_at
        night = at_night(fixed, self.zones) if fixed else []
        # nobody knows yet who will be paired: no name is better than a wrong one
        is_open = mail.audience in ("mentor", "mentee") and count < everybody
        names = [] if is_open else self.names[mail.audience][:count]
        return Readers(count, names, night)


def _crowd(program: Program, counts: Mapping[str, int]) -> _Crowd:
    names = {role: _some_names(program, role) for role in ROLES if counts[role]}
    everybody = [name for some in names.values() for name in some]
    empty: dict[str, list[str]] = {role: [] for role in ROLES}
    some_of_all = list(dict.fromkeys(everybody))[:NAMES_SHOWN]
    return _Crowd(counts, {**empty, **names, "people": some_of_all}, zones_of_people(program))


def _some_names(program: Program, role: str) -> list[str]:
    found = active_enrollments(program, role)[:NAMES_SHOWN]
    return [_first_name(one.person.display_name) for one in found]


def _first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name


def sample_person(zone: str) -> Person:
    """Nobody real: whom the examples are written to."""
    return Person(name=_("Sam Sample"), email="sam.sample@example.com", time_zone=zone)
