"""The run of show: which stages a session has, and how one moves among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from sessions.rules.agenda import (
    CHECK_IN,
    CLOSE,
    COMMITMENTS,
    REFLECTION,
    AgendaRow,
    usual_agenda,
)
from sessions.rules.stage_timer import MINUTE, Timer

T = TypeVar("T")

# What everybody reads in a stage unless somebody writes something better.
USUAL_PROMPTS: dict[str, Promise] = {
    CHECK_IN: gettext_lazy("In one sentence: what are you bringing along today?"),
    REFLECTION: gettext_lazy("What did you try? What came of it, and what would you do again?"),
    COMMITMENTS: gettext_lazy("I will try … by …"),
    CLOSE: gettext_lazy("One thing that you take with you, and one person to thank."),
}


@dataclass(frozen=True)
class StageRow:
    """A stage as it is written down."""

    kind: str
    title: str
    minutes: int
    prompt: str = ""
    who: str = ""


def stages_for(agenda: Sequence[AgendaRow], *, kind: str, length: int) -> list[StageRow]:
    """The stages of a session: of its agenda, or else what is usual for its kind and length."""
    return [
        StageRow(row.stage, row.title, row.minutes, str(USUAL_PROMPTS.get(row.stage, "")), row.who)
        for row in agenda or usual_agenda(kind, length)
    ]


def beside(order: Sequence[T], current: T | None, step: int) -> T | None:
    """Which one comes so many places after the current one; the first where none is on yet. None
    where there is none.
    """
    at = order.index(current) + step if current in order else min(step, 1) - 1
    return order[at] if 0 <= at < len(order) else None


def moved(order: Sequence[T], one: T, step: int) -> list[T]:
    """The same with one so many places further; at either end it stays."""
    rest = [other for other in order if other != one]
    at = max(0, min(order.index(one) + step, len(rest)))
    return [*rest[:at], one, *rest[at:]]


def is_same_set(order: Iterable[T], wanted: Sequence[T]) -> bool:
    """Whether an order that was sent has each of them, once."""
    return set(order) == set(wanted) and len(set(wanted)) == len(wanted)


def expected_end(timer: Timer | None, later: Iterable[int], *, now: datetime) -> datetime:
    """When all is over, if the current stage ends in time or now, and the later ones take their
    minutes.
    """
    ahead = sum(later) * MINUTE
    return now + ahead if timer is None else max(timer.ends_at(now), now) + ahead


def minutes_late(expected: datetime, ends_at: datetime) -> int:
    """By how many full minutes it ends too late; 0 where it doesn't."""
    return max(0, (expected - ends_at) // timedelta(minutes=1))
