"""The agenda of a session: its stages, what is usual for a kind, and whether it fits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

WELCOME, CHECK_IN, MEAL, TALK, EXERCISE = "welcome", "check_in", "meal", "talk", "exercise"
BREAKOUT, QUESTIONS, POLL, REFLECTION = "breakout", "questions", "poll", "reflection"
COMMITMENTS, BREAK, CLOSE, OTHER = "commitments", "break", "close", "other"

MOST_ITEMS = 20
MOST_MINUTES = 720
HOUR = 60

# What is usual for a kind of session: stages with their minutes of an hour.
USUAL: dict[str, tuple[tuple[str, int, Promise], ...]] = {
    "lunch_and_learn": (
        (MEAL, 10, gettext_lazy("Lunch is served, everybody finds a seat")),
        (TALK, 25, gettext_lazy("What we learn today")),
        (QUESTIONS, 15, gettext_lazy("Your questions")),
        (COMMITMENTS, 10, gettext_lazy("What each of us will try")),
    ),
    "networking": (
        (WELCOME, 5, gettext_lazy("Welcome")),
        (CHECK_IN, 15, gettext_lazy("One question to get to know each other")),
        (BREAKOUT, 30, gettext_lazy("Talks in small groups that change")),
        (CLOSE, 10, gettext_lazy("Whom will you talk to again?")),
    ),
    "workshop": (
        (WELCOME, 5, gettext_lazy("Welcome, and what we are after")),
        (TALK, 15, gettext_lazy("How it is done")),
        (EXERCISE, 25, gettext_lazy("Everybody tries it")),
        (REFLECTION, 10, gettext_lazy("What worked, what was hard")),
        (COMMITMENTS, 5, gettext_lazy("What each of us will try")),
    ),
    "reflection": (
        (CHECK_IN, 10, gettext_lazy("How is everybody?")),
        (REFLECTION, 35, gettext_lazy("What we tried, and what came of it")),
        (COMMITMENTS, 10, gettext_lazy("What each of us will try next")),
        (CLOSE, 5, gettext_lazy("Close")),
    ),
    "one_to_one": (
        (CHECK_IN, 10, gettext_lazy("What happened since we last met")),
        (REFLECTION, 35, gettext_lazy("What you brought along")),
        (COMMITMENTS, 15, gettext_lazy("What you will try until next time")),
    ),
}


@dataclass(frozen=True)
class AgendaRow:
    """A stage as it is written down."""

    stage: str
    title: str
    minutes: int
    who: str = ""


@dataclass(frozen=True)
class Fit:
    """How an agenda fits into its session, in words."""

    planned: int
    length: int

    @property
    def is_too_long(self) -> bool:
        """Whether it takes more time than there is."""
        return self.planned > self.length

    @property
    def words(self) -> str:
        """Minutes planned against minutes that there are."""
        said = ngettext(
            "%(planned)d of %(length)d minute is planned.",
            "%(planned)d of %(length)d minutes are planned.",
            self.length,
        ) % {"planned": self.planned, "length": self.length}
        left = self.length - self.planned
        if left > 0:
            free = ngettext("%(left)d minute is free.", "%(left)d minutes are free.", left)
            return f"{said} {free % {'left': left}}"
        if left == 0:
            return said
        return ngettext(
            "%(planned)d minutes are planned, but the session has %(length)d: shorten the agenda"
            " by %(over)d minute, or give the session more time.",
            "%(planned)d minutes are planned, but the session has %(length)d: shorten the agenda"
            " by %(over)d minutes, or give the session more time.",
            -left,
        ) % {"planned": self.planned, "length": self.length, "over": -left}


def fit_of(minutes: Iterable[int], length: int) -> Fit:
    """How stages of so many minutes fit into a session of a length."""
    return Fit(planned=sum(minutes), length=length)


def usual_agenda(kind: str, length: int) -> list[AgendaRow]:
    """What we propose for a kind of session: it fills the length, in steps of five minutes where
    there is room for them.
    """
    stages = USUAL.get(kind, ())
    step = 5 if length >= HOUR // 2 else 1
    rows, begun, share = [], 0, 0
    for number, (stage, minutes, title) in enumerate(stages, start=1):
        share += minutes
        exact = share * length / HOUR
        end = length if number == len(stages) else round(exact / step) * step
        if end > begun:
            rows.append(AgendaRow(stage, str(title), end - begun))
            begun = end
    return rows


def starts(starts_at: datetime, minutes: Sequence[int]) -> list[datetime]:
    """When each stage begins."""
    found, moment = [], starts_at
    for own in minutes:
        found.append(moment)
        moment += timedelta(minutes=own)
    return found


def agenda_text(items: Iterable[tuple[str, str, int]]) -> str:
    """What, who and for how long, in lines of plain text for calendars; empty without any."""
    lines = [
        _("%(what)s (%(minutes)d min)")
        % {"what": f"{what} · {who}" if who else what, "minutes": minutes}
        for what, who, minutes in items
    ]
    return "\n".join([_("Agenda:"), *lines]) if lines else ""


def agenda_problem(rows: Sequence[AgendaRow]) -> str:
    """Why an agenda can't be kept, or nothing."""
    if len(rows) > MOST_ITEMS:
        return _("An agenda has at most %(most)d items.") % {"most": MOST_ITEMS}
    if any(not 1 <= row.minutes <= MOST_MINUTES for row in rows):
        return _("Each item takes between 1 and %(most)d minutes.") % {"most": MOST_MINUTES}
    return ""
