"""What is written to those who booked, and when: the steps of a plan, and their texts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

BEFORE, ATTENDED, MISSED = "before", "attended", "missed"
MOMENTS: dict[str, str | Promise] = {
    BEFORE: _("before the session, to all who booked"),
    ATTENDED: _("after it, to those who were there"),
    MISSED: _("after it, to those who booked and weren't there"),
}
KINDS = {
    BEFORE: "sessions.reminder",
    ATTENDED: "sessions.follow_up",
    MISSED: "sessions.missed_you",
}
# Minutes.
SOONEST, LATEST, MOST_STEPS = 5, 14 * 24 * 60, 6
LONGEST_SUBJECT, LONGEST_BODY = 150, 3000

PLACEHOLDERS: dict[str, str | Promise] = {
    "name": _("the reader's name"),
    "session": _("the session's title"),
    "when": _("day and time, on the reader's clock"),
    "place": _("the room, or that it is online"),
    "presenter": _("who presents it"),
    "program": _("the program's name"),
    "company": _("your organization's name"),
    "link": _("the address of the session's page; on a line of its own, a button"),
    "give_back": _("the address that gives the seat back without a login"),
}
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Step:
    """One message: so many minutes before the start, or after the end. Empty texts are ours."""

    moment: str
    minutes: int
    subject: str = ""
    body: str = ""

    @property
    def name(self) -> str:
        """In dedupe keys and addresses: "24h", "10m"."""
        hours, rest = divmod(self.minutes, 60)
        return f"{self.minutes}m" if rest else f"{hours}h"


def step_name(step: Step) -> str:
    """A step in words."""
    if step.moment != BEFORE:
        after = {ATTENDED: _said("Follow-up"), MISSED: _said("“We missed you”")}[step.moment]
        return f"{after}, {span_text(step.minutes)}"
    if step.minutes == 24 * 60:
        return _said("Reminder a day before")
    if step.minutes == 60:
        return _said("Reminder an hour before")
    return _said("Reminder %(span)s before") % {"span": span_text(step.minutes)}


def span_text(minutes: int) -> str:
    """A span of time in its largest whole unit."""
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if minutes % 60 == 0:
        return ngettext("%(count)d hour", "%(count)d hours", minutes // 60) % {
            "count": minutes // 60
        }
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


USUAL = (Step(BEFORE, 24 * 60), Step(BEFORE, 60))


def steps_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps of a stored plan."""
    return tuple(Step(**one) for one in stored)


def stored(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Steps as a plan keeps them."""
    return [asdict(step) for step in steps]


def reminders_due(
    steps: Iterable[Step], starts_at: datetime, *, now: datetime
) -> list[tuple[Step, datetime]]:
    """The reminders before a session that are still to come, with their times."""
    before = [one for one in steps if one.moment == BEFORE]
    found = [(one, leaves_at(one, starts_at, starts_at)) for one in before]
    return [(one, due) for one, due in found if due > now]


def leaves_at(step: Step, starts_at: datetime, ends_at: datetime) -> datetime:
    """When a step's message goes. What follows a session counts from when it is finished, which is
    taken to be its planned end.
    """
    span = timedelta(minutes=step.minutes)
    return starts_at - span if step.moment == BEFORE else ends_at + span


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and isn't known, in the order of the text."""
    return [found for found in PLACEHOLDER.findall(text) if found not in PLACEHOLDERS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders filled; what a value holds isn't read again."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def text_problem(text: str) -> str:
    """What is wrong with a text, or ""."""
    unknown = unknown_placeholders(text)
    if unknown:
        return _said("There is no {%(name)s}. These are known: %(known)s.") % {
            "name": unknown[0],
            "known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
        }
    if text.count("{") + text.count("}") != 2 * len(PLACEHOLDER.findall(text)):
        return _said("A brace is left alone: each { needs its }.")
    return ""


def step_problems(steps: Sequence[Step]) -> dict[tuple[int, str], str]:
    """What must be mended in a plan: a sentence by step's number and field."""
    problems: dict[tuple[int, str], str] = {}
    seen = set()
    for number, step in enumerate(steps):
        if not SOONEST <= step.minutes <= LATEST:
            problems[number, "minutes"] = _said("From 5 minutes to 14 days.")
        elif (step.moment, step.minutes) in seen:
            problems[number, "minutes"] = _said("There is another one at that time.")
        seen.add((step.moment, step.minutes))
        for field in ("subject", "body"):
            if said := text_problem(getattr(step, field)):
                problems[number, field] = said
        if bool(step.subject.strip()) != bool(step.body.strip()):
            empty = "body" if step.subject.strip() else "subject"
            problems.setdefault(
                (number, empty), _said("Write both subject and text, or leave both to us.")
            )
    return problems
