"""What a change of one session means for the others of its series."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sessions.rules.drafting import likely_moment

ONE, FOLLOWING, ALL = "one", "following", "all"
SCOPES: dict[str, str | Promise] = {
    ONE: _("This session alone"),
    FOLLOWING: _("This and the following sessions"),
    ALL: _("All sessions that are still to come"),
}
TIME, AGENDA, MATERIALS = "time", "agenda", "materials"
# Which fields of a plan people think of as one part.
PARTS: dict[str, tuple[str, ...]] = {
    TIME: ("starts_at", "ends_at"),
    "room": ("room",),
    "video": ("video_url", "video_minutes"),
    "lunch": ("lunch_hours", "lunch_cost", "lunch_currency", "lunch_remote"),
    "seats": ("capacity", "remote_capacity", "cancel_hours", "needs_approval"),
    "people": ("presenter", "facilitator"),
    "texts": ("kind", "title", "description"),
    # Lists beside the plan: see actions.contents.
    AGENDA: (),
    MATERIALS: (),
}
PART_NAMES: dict[str, str | Promise] = {
    TIME: _("time"),
    "room": _("room"),
    "video": _("video link"),
    "seats": _("seats"),
    "lunch": _("lunch"),
    "people": _("who leads it"),
    "texts": _("title and texts"),
    AGENDA: _("agenda"),
    MATERIALS: _("materials"),
}


def parts_of(fields: Iterable[str]) -> set[str]:
    """The parts to which fields of a plan belong."""
    named = set(fields)
    return {part for part, own in PARTS.items() if named & set(own)}


@dataclass(frozen=True)
class Move:
    """Another time: so many days later, at a time of day on the clocks of the place."""

    days: int
    clock: time
    length: timedelta

    def span(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Start and end on a day, moved. Where the clocks jump over it, an hour later; where they
        show it twice, the first time.
        """
        start = likely_moment(day + timedelta(days=self.days), self.clock, zone).astimezone(UTC)
        return start, start + self.length


@dataclass(frozen=True)
class Intent:
    """What was changed in one session: fields of its plan but times, and a move."""

    fields: Mapping[str, Any]
    move: Move | None = None

    @property
    def parts(self) -> set[str]:
        """The parts that it changes."""
        return parts_of(self.fields) | ({TIME} if self.move else set())


def intent_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> Intent:
    """What differs between two plans of one session, as it can be done to others as well."""
    changed = {name: value for name, value in after.items() if before[name] != value}
    moved = parts_of(changed) & {TIME}
    fields = {
        name: value for name, value in changed.items() if name not in (*PARTS[TIME], "time_zone")
    }
    return Intent(fields, _move(before, after) if moved else None)


def _move(before: Mapping[str, Any], after: Mapping[str, Any]) -> Move:
    zone = ZoneInfo(after["time_zone"])
    old, new = (plan["starts_at"].astimezone(zone) for plan in (before, after))
    days = (new.date() - old.date()).days
    return Move(days, new.time(), after["ends_at"] - after["starts_at"])


def kept_parts(own: Iterable[str], intent: Intent, *, overwrite: bool) -> set[str]:
    """The parts of a session that stay because they were changed for it alone."""
    return set() if overwrite else set(own) & intent.parts


def changes_for(
    intent: Intent, *, kept: Iterable[str], day: date, zone: ZoneInfo
) -> dict[str, Any]:
    """The fields that a change gives a session which is on a day, but for the parts that stay."""
    stays = {name for part in kept for name in PARTS[part]}
    told = {name: value for name, value in intent.fields.items() if name not in stays}
    if intent.move is not None and TIME not in kept:
        told["starts_at"], told["ends_at"] = intent.move.span(day, zone)
    return told
