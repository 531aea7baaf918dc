"""What to talk about in the first three meetings, from what both have told openly.

Struggles are there only where both have marked them and see so anyway: `shared_private`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.rules.reasons import listed

AGENDAS = 3


@dataclass(frozen=True)
class Agenda:
    """One meeting: which one it is, what it is for, and what to talk about in this order."""

    number: int
    title: str
    points: list[str]


def agenda(
    number: int, *, wanted: str = "", common: str = "", shared_private: Sequence[str] = ()
) -> Agenda | None:
    """The agenda of the meeting with that number, 1 to 3; None afterwards.

    `wanted` is what the mentee wants to learn and the mentor knows, `common` other common ground.
    """
    if number == 1:
        return _first(wanted, common)
    if number == 2:
        return _second(wanted, shared_private)
    return _third(wanted) if number == AGENDAS else None


def _first(wanted: str, common: str) -> Agenda:
    topics = (
        _("10 minutes: what to begin with, for instance %(topics)s") % {"topics": wanted}
        if wanted
        else _("10 minutes: what the mentee would like to learn in the next weeks")
    )
    points = [
        _("10 minutes: who you are, and what you do here"),
        topics,
        _("10 minutes: how often, where and how you want to meet, and the next date"),
    ]
    if common:
        points.insert(1, _("What you have in common: %(topics)s") % {"topics": common})
    return Agenda(1, _("Get to know each other"), points)


def _second(wanted: str, shared_private: Sequence[str]) -> Agenda:
    points = [
        _("Mentee: what has happened since we met? What was easy, what wasn't?"),
        _("Work through one real task with %(topics)s, side by side") % {"topics": wanted}
        if wanted
        else _("Work through one real task of the mentee, side by side"),
        _("Mentor: what did I get wrong when I was where you are?"),
        _("One goal for the next weeks: write it down below"),
    ]
    if shared_private:
        text = _("What both of you struggle with, if you like: %(topics)s")
        points.insert(3, text % {"topics": listed(list(shared_private))})
    return Agenda(2, _("One real task"), points)


def _third(wanted: str) -> Agenda:
    return Agenda(
        3,
        _("Look back and adjust"),
        [
            _("Mentee: what have I tried since, and what came of it?"),
            _("How far are we with %(topics)s, and what comes next?") % {"topics": wanted}
            if wanted
            else _("How far are we with our goals, and what comes next?"),
            _("Whom else should the mentee meet? Who makes the introduction?"),
            _("What should we do differently in our meetings?"),
        ],
    )
