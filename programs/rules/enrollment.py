"""Whom a rule enrolls."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from programs.rules.dates import years_after

SEASONED_YEARS = 2
RECRUIT_DAYS = 90
# Whoever starts so soon after a program's first day is a recruit of it still.
LATE_DAYS = 14
MENTOR_CAPACITY = 2
MOST_MENTEES = 20


class Employee(Protocol):
    """What a rule looks at."""

    id: UUID
    department: str
    location: str
    title: str
    attributes: dict[str, str]
    starts_on: date | None
    state: str


@dataclass(frozen=True)
class EnrollmentRule:
    """Who is meant: all conditions that are given must hold. Without any, everybody is.

    `newer_than_days`: started less than so many days ago, and has started. `longer_than_years`:
    at least so many years ago. `started_from`/`started_until`: on or between these days, which
    may be in the future.
    """

    departments: frozenset[str] = field(default_factory=frozenset)
    locations: frozenset[str] = field(default_factory=frozenset)
    # Words in the job title; case doesn't matter, one of them is enough.
    titles: frozenset[str] = field(default_factory=frozenset)
    # A further column of the import and its value, for instance ("Group", "Sales academy").
    group: tuple[str, str] | None = None
    newer_than_days: int | None = None
    longer_than_years: int | None = None
    started_from: date | None = None
    started_until: date | None = None
    person_ids: frozenset[UUID] | None = None
    # These are not meant, whatever else holds.
    except_ids: frozenset[UUID] = field(default_factory=frozenset)
    # Those who left the program, or were turned down, are taken again only when asked for.
    includes_withdrawn: bool = False
    # Whoever takes part in another program at the same time isn't taken.
    leaves_out_busy: bool = False
    # Whoever somebody reports to isn't: nobody can facilitate for their manager.
    leaves_out_leads: bool = False

    @property
    def means_everybody(self) -> bool:
        """Whether it has no condition at all, those of who is taken aside."""
        return self == EnrollmentRule(
            includes_withdrawn=self.includes_withdrawn,
            leaves_out_busy=self.leaves_out_busy,
            leaves_out_leads=self.leaves_out_leads,
        )


@dataclass(frozen=True)
class Window:
    """The start dates that a rule admits, both ends included; None is open."""

    first: date | None
    last: date | None

    @property
    def is_open(self) -> bool:
        """Whether any start date will do, an unknown one too."""
        return self.first is None and self.last is None

    def holds(self, day: date | None) -> bool:
        """Whether a start date is admitted. An unknown one isn't, where a date is asked for."""
        if self.is_open:
            return True
        if day is None:
            return False
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


def recruits_of(starts_on: date, *, today: date) -> EnrollmentRule:
    """New recruits of a program that begins on a day."""
    if starts_on <= today:
        return EnrollmentRule(newer_than_days=RECRUIT_DAYS)
    return EnrollmentRule(
        started_from=starts_on - timedelta(days=RECRUIT_DAYS - 1),
        started_until=starts_on + timedelta(days=LATE_DAYS),
    )


def start_window(rule: EnrollmentRule, *, today: date) -> Window:
    """All conditions on the start date as one window."""
    first = [rule.started_from]
    last = [rule.started_until]
    if rule.newer_than_days is not None:
        first.append(today - timedelta(days=rule.newer_than_days - 1))
        last.append(today)
    if rule.longer_than_years is not None:
        last.append(years_after(today, -rule.longer_than_years))
    return Window(
        max((day for day in first if day), default=None),
        min((day for day in last if day), default=None),
    )


def matches_rule(person: Employee, rule: EnrollmentRule, *, today: date) -> bool:
    """Whether the rule means this person. Nobody who has left is ever meant."""
    return (
        person.state == "active"
        and (not rule.departments or person.department in rule.departments)
        and (not rule.locations or person.location in rule.locations)
        and (not rule.titles or any(w.lower() in person.title.lower() for w in rule.titles))
        and (rule.group is None or person.attributes.get(rule.group[0]) == rule.group[1])
        and (rule.person_ids is None or person.id in rule.person_ids)
        and person.id not in rule.except_ids
        and start_window(rule, today=today).holds(person.starts_on)
    )
