"""What must be known to fix pairs by hand, and how those stand that are fixed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from matching.models import FixedPair, MatchRun
from matching.queries.fixed_pairs import MAY_COME, standing_fixed
from matching.queries.group import matched_pairs, read_group
from matching.queries.proposals import people_by_id
from matching.rules.fixing import Check, Desk, check_fixed, check_text, missed_lines
from matching.rules.group import Group, Pair
from matching.rules.pair_lists import Known
from matching.rules.rule_words import rule_reasons
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from programs.queries import leavers


@dataclass(frozen=True)
class FixedLine:
    """A fixed pair as the page shows it, with what the check of today says."""

    row: FixedPair
    check: Check

    @property
    def problem(self) -> str:
        """What keeps it from holding, in words; empty where the next matching keeps the pair."""
        return check_text(self.check, self.row.mentor.display_name, self.row.mentee.display_name)

    @property
    def against(self) -> str:
        """The rules that HR has overridden for it, in words."""
        return rule_reasons(self.check.broken)

    @property
    def fixed_on(self) -> date:
        """The day, by the reader's clock."""
        return timezone.localdate(self.row.fixed_at)


def desk_of(program: Program, *, now: datetime, group: Group | None = None) -> Desk:
    """Everything about a program that fixing asks for. `group` as read, if it is already."""
    rows = Enrollment.objects.filter(program=program).exclude(person_id__in=leavers()).order_by()
    fixed = standing_fixed(program).order_by().values_list("mentee_id", "mentor_id")
    return Desk(
        group=group or read_group(program, now=now),
        parts={
            (person, role): state
            for person, role, state in rows.values_list("person_id", "role", "state")
        },
        matched=frozenset(mentee for _mentor, mentee in matched_pairs(program)),
        fixed=dict(fixed),
    )


def fixed_lines(program: Program, desk: Desk) -> list[FixedLine]:
    """What is fixed, the latest first; each with how it stands today."""
    checks = check_fixed(desk)
    return [
        FixedLine(row, checks.get((row.mentor_id, row.mentee_id), Check()))
        for row in standing_fixed(program)
    ]


def holding_pairs(lines: Iterable[FixedLine]) -> list[Pair]:
    """Those that the next matching keeps."""
    return [(one.row.mentor_id, one.row.mentee_id) for one in lines if one.check.holds]


def people_in_role(program: Program, role: str) -> QuerySet[Person]:
    """Who has, or may come to have, a role in a program."""
    enrolled = Enrollment.objects.filter(program=program, role=role, state__in=MAY_COME)
    people = Person.objects.filter(state=Person.State.ACTIVE)
    return people.filter(id__in=enrolled.order_by().values("person_id"))


def known_people(program: Program) -> list[Known]:
    """Everybody whom a list of pairs can mean."""
    rows = Enrollment.objects.filter(program=program, state__in=MAY_COME)
    rows = rows.exclude(person_id__in=leavers()).order_by("person_id", "role")
    told = rows.values_list(
        "person_id", "role", "person__name", "person__email", "person__employee_number"
    )
    return [
        Known(person, role, name, tuple(filter(None, (email, number))))
        for person, role, name, email, number in told
    ]


def missed_of(run: MatchRun) -> list[str]:
    """What had been fixed and a run could not keep, in sentences."""
    missed = run.rules.get("missed", [])
    if not missed:
        return []
    people = people_by_id({one[side] for one in missed for side in ("mentor", "mentee")})
    return missed_lines(missed, {key: person.display_name for key, person in people.items()})
