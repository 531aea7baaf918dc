"""What a dry run found: mails with their readers, places, hours, and the sums of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from peerlearn.home.local_hours import places_at_night
from peerlearn.notifications.forecast import PlannedMail


@dataclass(frozen=True)
class Readers:
    """Who gets a mail: how many at most, some of their names, and how many of all those it may
    reach would read it at night, by zone.
    """

    count: int
    names: list[str]
    at_night: list[tuple[str, int]]

    @property
    def more(self) -> int:
        """How many beside those named."""
        return max(self.count - len(self.names), 0)

    @property
    def night_total(self) -> int:
        """Those who would read it at night, in all zones."""
        return min(sum(count for _zone, count in self.at_night), self.count)


@dataclass(frozen=True)
class Entry:
    """One line of the time line."""

    mail: PlannedMail
    readers: Readers


@dataclass(frozen=True)
class EntryGroup:
    """The mails about one session, or about the program itself, in the order of the time line."""

    title: str
    entries: list[Entry]

    @property
    def mails_at_most(self) -> int:
        """Mails to all their readers together."""
        return sum(entry.readers.count for entry in self.entries)

    @property
    def first(self) -> datetime | None:
        """When the first of them goes out."""
        return self.entries[0].mail.due_at


def grouped(entries: Iterable[Entry]) -> list[EntryGroup]:
    """Mails by what they are about, which the last part of their keys names."""
    groups: dict[str, EntryGroup] = {}
    for entry in entries:
        about = entry.mail.key.rpartition(".")[2]
        group = groups.setdefault(about, EntryGroup(entry.mail.about, []))
        group.entries.append(entry)
    return list(groups.values())


@dataclass(frozen=True)
class Need:
    """Places beside those who want one; `note` says what they are enough for."""

    label: str
    places: int
    wanted: int
    note: str = ""

    @property
    def is_short(self) -> bool:
        """Whether there are fewer places than people."""
        return self.places < self.wanted

    @property
    def shown(self) -> int:
        """The length of the bar, among `wanted`."""
        return min(self.places, self.wanted)


@dataclass(frozen=True)
class Cost:
    """Hours a month of a role: `hours`, so many `times`, which is once for each person or, for
    mentors, once for each pair.
    """

    label: str
    people: int
    hours: float
    total: float
    times: int
    is_by_pair: bool


@dataclass(frozen=True)
class SessionCost:
    """Hours in a session with every seat taken."""

    label: str
    seats: int
    hours: float

    @property
    def total(self) -> float:
        """All seats together."""
        return round(self.seats * self.hours, 2)


@dataclass(frozen=True)
class DryRun:
    """The whole of it. `costs` a month; `session_hours` once, with every seat taken."""

    dated: list[Entry]
    waiting: list[Entry]
    needs: list[Need]
    costs: list[Cost]
    session_costs: list[SessionCost]
    people: int
    without_login: int = 0
    # Who is written to on their first day, in words.
    starting_later: str = ""

    @property
    def session_hours(self) -> float:
        """All sessions together."""
        return round(sum(cost.total for cost in self.session_costs), 2)

    @property
    def hours_a_month(self) -> float:
        """All roles together."""
        return round(sum(cost.total for cost in self.costs), 1)

    @property
    def hours_each(self) -> float:
        """The same for each person, on average."""
        return round(self.hours_a_month / self.people, 1) if self.people else 0

    @property
    def mails_at_most(self) -> int:
        """Mails on the time line if every seat is taken."""
        return sum(entry.readers.count for entry in self.dated)

    @property
    def mails_each(self) -> int:
        """The same for each person, on average and rounded up."""
        return -(-self.mails_at_most // self.people) if self.people else 0

    @property
    def short(self) -> list[Need]:
        """Where there are fewer places than people."""
        return [need for need in self.needs if need.is_short]

    @property
    def kinds_waiting(self) -> int:
        """How many kinds of mail have no date yet."""
        return len(self.waiting)

    @property
    def night_sentence(self) -> str:
        """Which part of the dated mails goes out at night for whom, in one sentence; or nothing."""
        nightly = [entry.readers for entry in self.dated if entry.readers.night_total]
        if not nightly:
            return ""
        zones: dict[str, int] = {}
        for readers in nightly:
            for zone, people in readers.at_night:
                zones[zone] = max(people, zones.get(zone, 0))
        return ngettext(
            "%(count)s of %(all)s mailings goes out at night for some: %(places)s.",
            "%(count)s of %(all)s mailings go out at night for some: %(places)s.",
            len(nightly),
        ) % {"count": len(nightly), "all": len(self.dated), "places": places_at_night(zones)}
