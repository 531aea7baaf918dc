"""A believable company, as plain data: who works there, where, since when, under whom.

Pure: the same seed and day give the same people.
"""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from peerlearn.demo.names import family, given

# Chance that a colleague has no mail address of the company: staff on the shop floor.
DESKLESS = 0.25


@dataclass(frozen=True)
class Office:
    """Where people work."""

    name: str
    country: str
    time_zone: str
    share: int
    languages: str


@dataclass(frozen=True)
class Department:
    """What people do, with titles from the newest to the head."""

    name: str
    share: int
    titles: tuple[str, ...]
    head: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Colleague:
    """One person of the demo company. `manager` and `reviewer` are employee numbers."""

    employee_number: str
    name: str
    email: str | None
    title: str
    department: str
    office: Office
    starts_on: date
    manager: str | None
    knows: tuple[str, ...]
    wants: tuple[str, ...]
    reviewer: str | None = None


OFFICES = (
    Office("Berlin", "DE", "Europe/Berlin", 40, "German, English"),
    Office("Lisbon", "PT", "Europe/Lisbon", 22, "Portuguese, English"),
    Office("Pune", "IN", "Asia/Kolkata", 22, "English, Hindi, Marathi"),
    Office("Austin", "US", "America/Chicago", 16, "English, Spanish"),
)
HEAD_OFFICE = OFFICES[0]
GENERAL_TOPICS = (
    "Giving feedback",
    "Public speaking",
    "Project planning",
    "Excel for analysis",
    "Working across time zones",
    "Time management",
    "Running meetings",
    "Writing clearly",
    "Negotiation",
)
DEPARTMENTS = (
    Department(
        "Engineering",
        28,
        ("Junior engineer", "Engineer", "Senior engineer", "Staff engineer"),
        "Head of engineering",
        ("Python", "SQL", "Cloud architecture", "Code review", "Testing", "Machine learning"),
    ),
    Department(
        "Operations",
        22,
        ("Operations associate", "Operations planner", "Senior planner", "Shift lead"),
        "Head of operations",
        ("Lean production", "Supply planning", "Work safety", "Quality audits"),
    ),
    Department(
        "Sales",
        18,
        ("Sales associate", "Account manager", "Senior account manager", "Key account lead"),
        "Head of sales",
        ("Discovery calls", "Pricing", "CRM", "Contract basics"),
    ),
    Department(
        "Customer success",
        14,
        ("Support agent", "Success manager", "Senior success manager", "Team lead"),
        "Head of customer success",
        ("De-escalation", "Onboarding customers", "Writing help articles"),
    ),
    Department(
        "Finance",
        8,
        ("Accountant", "Controller", "Senior controller", "Finance lead"),
        "Head of finance",
        ("Budgeting", "Reading a balance sheet", "Payroll"),
    ),
    Department(
        "People and culture",
        6,
        ("HR associate", "HR partner", "Senior HR partner", "HR lead"),
        "Head of people and culture",
        ("Interviewing", "Labour law basics", "Coaching"),
    ),
    Department(
        "Legal",
        4,
        ("Paralegal", "Counsel", "Senior counsel", "Lead counsel"),
        "Head of legal",
        ("Data protection", "Licences", "Contract basics"),
    ),
)


def company(size: int, *, domain: str, today: date, seed: int = 7) -> list[Colleague]:
    """`size` people (at least 20) with a chief, heads, leads and teams; the chief comes first.

    Raises ValueError below 20.
    """
    if size < 20:
        raise ValueError("a demo company has at least 20 people")
    chance = random.Random(seed)  # noqa: S311  a believable company, not a secret
    people = _Roster(chance, today, domain)
    chief = people.hire("Chief executive", DEPARTMENTS[5], None, years=(9, 14))
    chief = people.change(chief, department="Management")
    heads = [people.hire(d.head, d, chief, years=(5, 12)) for d in DEPARTMENTS]
    leads = {
        d.name: [
            people.hire(d.titles[3], d, head, years=(3, 10))
            for _ in range(max(1, round(size * d.share / 100 / 9)))
        ]
        for d, head in zip(DEPARTMENTS, heads, strict=True)
    }
    for department in chance.choices(
        DEPARTMENTS, [d.share for d in DEPARTMENTS], k=max(0, size - len(people.colleagues))
    ):
        lead = chance.choice(leads[department.name])
        people.hire_into_team(department, lead)
    people.name_reviewers(leads)
    return list(people.colleagues.values())[:size]


class _Roster:
    """The people hired so far."""

    def __init__(self, chance: random.Random, today: date, domain: str) -> None:
        self.chance, self.today, self.domain = chance, today, domain
        self.colleagues: dict[str, Colleague] = {}
        self.taken: set[str] = set()
        self.numbers: Iterator[int] = iter(range(1001, 1_000_000))

    def hire_into_team(self, department: Department, lead: Colleague) -> Colleague:
        """A team member: one in seven is new, within the last 85 days."""
        if self.chance.random() < 1 / 7:
            days = self.chance.randint(2, 85)
            return self._add(department.titles[0], department, lead, timedelta(days=days))
        years = self.chance.choice(((1, 2), (2, 4), (2, 6), (4, 11)))
        title = department.titles[min(2, years[1] // 3)]
        return self.hire(title, department, lead, years=years)

    def hire(
        self,
        title: str,
        department: Department,
        manager: Colleague | None,
        *,
        years: tuple[int, int],
    ) -> Colleague:
        """Somebody who has been here for some years."""
        days = self.chance.randint(years[0] * 365, years[1] * 365)
        return self._add(title, department, manager, timedelta(days=days))

    def name_reviewers(self, leads: dict[str, list[Colleague]]) -> None:
        """Where a department has several leads, another one than their own appraises every third
        member of its teams.
        """
        for own in (found for found in leads.values() if len(found) > 1):
            numbers = [lead.employee_number for lead in own]
            team = [one for one in self.colleagues.values() if one.manager in numbers]
            for one in team[::3]:
                lead = numbers.index(one.manager or "")
                self.change(one, reviewer=numbers[(lead + 1) % len(numbers)])

    def change(self, colleague: Colleague, **values: str) -> Colleague:
        changed = replace(colleague, **values)  # type: ignore[arg-type]  # texts alone
        self.colleagues[colleague.employee_number] = changed
        return changed

    def _add(
        self, title: str, department: Department, manager: Colleague | None, since: timedelta
    ) -> Colleague:
        office = self._office(manager)
        name = self._name(office.country)
        knows, wants = self._topics(department, since)
        deskless = department.name == "Operations" and self.chance.random() < DESKLESS
        colleague = Colleague(
            employee_number=f"E{next(self.numbers)}",
            name=name,
            email=None if deskless and since.days < 2000 else self._email(name),
            title=title,
            department=department.name,
            office=office,
            starts_on=self.today - since,
            manager=manager.employee_number if manager else None,
            knows=knows,
            wants=wants,
        )
        self.colleagues[colleague.employee_number] = colleague
        return colleague

    def _office(self, manager: Colleague | None) -> Office:
        if manager and manager.manager and self.chance.random() < 0.7:
            return manager.office
        return self.chance.choices(OFFICES, [office.share for office in OFFICES])[0]

    def _name(self, country: str) -> str:
        name = f"{self.chance.choice(given(country))} {self.chance.choice(family(country))}"
        # A large company uses the usual names up: a second family name tells people apart.
        while _local_part(name) in self.taken:
            name = f"{name} {self.chance.choice(family(country))}"
        self.taken.add(_local_part(name))
        return name

    def _email(self, name: str) -> str:
        return f"{_local_part(name)}@{self.domain}"

    def _topics(
        self, department: Department, since: timedelta
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        own = list(department.topics)
        known = 0 if since.days < 90 else min(4, 1 + since.days // 700)
        knows = self.chance.sample([*own, *GENERAL_TOPICS[:4]], known)
        pool = [t for t in (*own, *GENERAL_TOPICS) if t not in knows]
        wants = self.chance.sample(pool, 3 if since.days < 400 else self.chance.randint(0, 2))
        return tuple(sorted(knows)), tuple(sorted(wants))


def _local_part(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return ".".join(plain.split())
