"""What is known of a draft before we propose anything: read once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins, reporting_lines, reports_below
from peerlearn.tenancy.together import read_together
from programs.models import Enrollment, EnrollmentBatch, JoiningRule, Program, ReportDesk
from programs.queries import active_enrollments
from programs.queries.candidates import likely_neutral
from programs.queries.enrolled import role_counts
from programs.queries.enrollment import (
    EnrollmentPreview,
    people_to_enroll,
    people_wanted,
    preview_enrollment,
)
from programs.queries.facilitators import CheckedNomination, checked_nominations, nominations_of
from programs.queries.near_hr import sentences_about_hr
from programs.queries.proposing import mentors_best_placed
from programs.queries.reports import ReadersToday, readers_today_from, trusted_person_rows
from programs.queries.roles import Roles, main_role, roles_of_program
from programs.rules.enrollment import EnrollmentRule, recruits_of
from programs.rules.proposing import MentorNeed, mentor_need

MENTOR, MENTEE = Enrollment.Role.MENTOR, Enrollment.Role.MENTEE
NEUTRAL_LOOKED_AT = 40
# Of those who are to come, so many are looked at by name: very many are enrolled by the rule.
MOST_COMING = 3_000
# Where nobody is known who will come, mentors for so many.
FEW = 2
# Helpers stay out of a program for everybody where there are so many times more people.
MANY_MORE = 4


@dataclass(frozen=True)
class Helpers:
    """Neutral people whom we propose, best first, and leave free to take part in nothing else."""

    facilitator: Any = None
    reader: Any = None
    stand_in: Any = None

    @property
    def people(self) -> list[Person]:
        """All of them."""
        return [one for one in (self.facilitator, self.reader, self.stand_in) if one]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A draft as it is, and who could be in it. `main` is the role that most come into; `rule`
    and `coming` say whom we propose for it; `mentors` is empty where nobody is paired.
    """

    program: Program
    today: date
    now: datetime
    roles: Roles
    counts: dict[str, int]
    main: str
    rule: EnrollmentRule
    coming: EnrollmentPreview
    nominations: list[CheckedNomination]
    desk: ReportDesk | None
    readers: ReadersToday
    helpers: Helpers
    need: MentorNeed
    mentors: list[Person]
    joins_by_rule: bool
    enrolled_by: Mapping[str, UUID]

    @property
    def pairs(self) -> bool:
        """Whether people are paired."""
        return self.main == MENTEE

    def needs(self, step: str) -> bool:
        """Whether the program needs a step of the set-up guide."""
        return step not in self.program.steps_left_out


def ground_of(program: Program, *, now: datetime, today: date) -> Ground:
    """Read a draft, and choose whom to propose: first who comes, then who is neutral to them, and
    of the others who mentors.
    """
    roles, counts, main = roles_of_program(program), role_counts(program), main_role(program)
    joins = JoiningRule.objects.filter(program=program, role=main, stopped_at=None).exists()
    admins = {one.id for one in hr_admins()} | {program.owner_id}
    named = read_together(**trusted_person_rows(program))
    desk = next(iter(named["desk"]), None)
    rule, ids = _who_comes(program, main, today=today)
    is_enough = bool(counts[main]) or joins
    barred = admins | _asked_already(program, desk)
    helpers = _helpers(program, [] if is_enough else ids, main=main, barred=barred)
    if main != MENTEE:
        rule = _without(program, main, admins, helpers, today=today)
    need = _need(main, counts, len(ids), joins=joins)
    nobody = EnrollmentPreview(0, 0, 0, 0)
    ground = Ground(
        program=program,
        today=today,
        now=now,
        roles=roles,
        counts=counts,
        main=main,
        rule=rule,
        coming=nobody if is_enough else preview_enrollment(program, main, rule, today=today),
        nominations=checked_nominations(program),
        desk=desk,
        readers=readers_today_from(named),
        helpers=helpers,
        need=need,
        mentors=[],
        joins_by_rule=joins,
        enrolled_by=_latest_acts(program),
    )
    mentors = _mentors(ground, ids, admins)
    if {one.id for one in mentors} & {one.id for one in helpers.people}:
        others = barred | {one.id for one in mentors}
        coming = [] if is_enough else ids
        helpers = _helpers(program, coming, main=main, barred=others)
    return replace(ground, mentors=mentors, helpers=helpers)


def _need(main: str, counts: dict[str, int], coming: int, *, joins: bool) -> MentorNeed:
    """Where new colleagues come by themselves, of as many as came lately."""
    if main != MENTEE:
        return mentor_need(0)
    return mentor_need(counts[MENTEE] or max(coming, FEW if joins else 0))


def _who_comes(program: Program, main: str, *, today: date) -> tuple[EnrollmentRule, list[UUID]]:
    """Recruits where people are paired, else all who lead nobody: their managers elsewhere keep
    the room free to speak, and others in it neutral.
    """
    if main != MENTEE:
        return EnrollmentRule(leaves_out_leads=True), []
    rule = recruits_of(program.starts_on, today=today)
    new, again = people_to_enroll(program, main, rule, today=today, limit=MOST_COMING)
    return rule, [*new, *again]


def _without(
    program: Program, main: str, admins: set[UUID | None], helpers: Helpers, *, today: date
) -> EnrollmentRule:
    """All who lead nobody but HR and, where others enough are left, those who help."""
    barred = frozenset(one for one in admins if one is not None)
    rule = EnrollmentRule(leaves_out_leads=True, except_ids=barred)
    found = people_wanted(program, main, rule, today=today).count()
    if found < MANY_MORE * len(helpers.people):
        return rule
    return replace(rule, except_ids=barred | {one.id for one in helpers.people})


def _asked_already(program: Program, desk: ReportDesk | None) -> set[UUID]:
    named = {desk.trusted_person_id, desk.stand_in_id} if desk else set()
    asked = nominations_of(program).order_by().values_list("person_id", flat=True)
    return {one for one in (*named, *asked) if one is not None}


def _helpers(
    program: Program, coming: list[UUID], *, main: str, barred: set[UUID | None]
) -> Helpers:
    found: list[Any] = [*likely_neutral(program, coming=coming, limit=NEUTRAL_LOOKED_AT)]
    free = [one for one in found if one.id not in barred and (main == MENTEE or not one.leads)]
    if not free:
        return Helpers()
    facilitator, others = free[0], free[1:]
    near_hr = sentences_about_hr(others) if others else {}
    discreet = [one for one in others if one not in near_hr]
    if not discreet:
        return Helpers(facilitator)
    reader = discreet[0]
    line = reporting_lines([reader.id])[reader.id].everybody
    stand_in = next((one for one in discreet[1:] if one.id not in line), None)
    return Helpers(facilitator, reader, stand_in)


def _mentors(ground: Ground, coming: list[UUID], admins: set[UUID | None]) -> list[Person]:
    """The best placed without the helpers; where these are needed as mentors, with them."""
    has, need = ground.counts[MENTOR], ground.need
    missing = need.proposed - has
    if has >= need.least or missing <= 0:
        return []
    barred = {one for one in (*admins, *coming) if one is not None}
    kept = {one.id for one in ground.helpers.people}
    places = _places(ground.program, coming)
    found: list[Person] = []
    for without in (barred | kept | set(reports_below(kept)), barred):
        found = mentors_best_placed(
            ground.program,
            ground.roles[MENTOR],
            number=missing,
            without=without,
            places=places,
            now=ground.now,
            today=ground.today,
        )
        if len(found) + has >= need.least:
            break
    return found


def _places(program: Program, coming: list[UUID]) -> Counter[str]:
    """How many there are to mentor, by location."""
    enrolled = active_enrollments(program, MENTEE).order_by().values("person_id")
    people = Person.objects.filter(id__in=enrolled) | Person.objects.filter(id__in=coming)
    return Counter(people.exclude(location="").order_by().values_list("location", flat=True))


def _latest_acts(program: Program) -> dict[str, UUID]:
    """The latest act that enrolled somebody in each role and can be undone."""
    done = EnrollmentBatch.objects.filter(
        program=program,
        act=EnrollmentBatch.Act.ENROLLED,
        state=EnrollmentBatch.State.DONE,
        undone_at=None,
        joining_rule=None,
    )
    return dict(done.order_by("created_at", "id").values_list("role", "id"))
