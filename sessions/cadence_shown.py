"""A vote on how and when to meet, as its page shows it."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.cadence_forms import BallotForm, format_label, frequency_label, weekday_label
from sessions.models import CadencePoll
from sessions.queries.cadence import outcome_of_poll
from sessions.rules.cadence import WORKDAYS, Tally, slot_name

LEVELS = 4


@dataclass(frozen=True)
class SlotBox:
    """A time of the week in a ballot or a count: what to read aloud, and whether it is ticked.

    `level` says in steps how many it suits, 0 for none, 4 for most.
    """

    name: str
    day: str
    label: str
    is_ticked: bool = False
    votes: int = 0
    level: int = 0


@dataclass(frozen=True)
class Count:
    """A count: bars for formats and frequencies, a table of the week for times."""

    formats: list[tuple[str, int]]
    frequencies: list[tuple[str, int]]
    week: list[tuple[str, list[SlotBox]]]


def week_of_ballot(poll: CadencePoll, form: BallotForm) -> list[tuple[str, list[SlotBox]]]:
    """The week to tick: a row for each hour."""
    ticked = set(form["slots"].value() or [])
    return [
        (hour, [_box(day, hour, is_ticked=_slot(day, hour) in ticked) for day in WORKDAYS])
        for hour in poll.hours
    ]


def shown_tally(poll: CadencePoll, counted: Tally) -> Count:
    """The count."""
    most = max(counted.slots.values(), default=0)
    return Count(
        formats=[(format_label(name), votes) for name, votes in counted.formats.items()],
        frequencies=[(frequency_label(one), votes) for one, votes in counted.frequencies.items()],
        week=[
            (hour, [_counted(day, hour, counted, most) for day in WORKDAYS]) for hour in poll.hours
        ],
    )


def outcome_words(poll: CadencePoll) -> str:
    """What suits most, in a sentence."""
    best = outcome_of_poll(poll)
    words: dict[str, Any] = {
        "kind": format_label(best.format),
        "day": weekday_label(best.weekday),
        "clock": f"{best.clock:%H:%M}",
        "count": best.every_weeks,
    }
    return (
        ngettext(
            "%(kind)s, each %(day)s at %(clock)s.",
            "%(kind)s, every %(count)d weeks on %(day)s at %(clock)s.",
            best.every_weeks,
        )
        % words
    )


def _slot(day: int, hour: str) -> str:
    return slot_name(day, time.fromisoformat(hour))


def _box(day: int, hour: str, **values: Any) -> SlotBox:
    label = _("%(day)s at %(clock)s") % {"day": weekday_label(day), "clock": hour}
    return SlotBox(_slot(day, hour), str(WEEKDAYS_ABBR[day]), label, **values)


def _counted(day: int, hour: str, counted: Tally, most: int) -> SlotBox:
    votes = counted.slots[_slot(day, hour)]
    level = -(-votes * LEVELS // most) if most else 0
    return _box(day, hour, votes=votes, level=level)
