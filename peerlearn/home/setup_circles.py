"""The step of the set-up guide at which circles are formed, in a program of equals. Pure."""

from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.home.setup_facts import GuideFacts

# A circle needs that many.
LEAST = 4
# A state of a step, and the line that says what is there.
Judged = tuple[Literal["done", "waiting", "later", "started", "todo"], str]


def judge_circles(facts: GuideFacts) -> Judged:
    """How far the circles are: their size and who is together, the proposal, who is in one."""
    if facts.circles_proposed:
        note = ngettext(
            "%(count)s circle is proposed: look at it",
            "%(count)s circles are proposed: look at them",
            facts.circles_proposed,
        ) % {"count": facts.circles_proposed}
        if facts.is_draft:
            return "later", _("%(note)s, and publish after the launch") % {"note": note}
        return "started", _("%(note)s, and publish") % {"note": note}
    if facts.circles_published:
        return _published(facts)
    planned = _("Planned: about %(size)s in a circle") % {"size": facts.circle_size}
    if facts.people < LEAST:
        return "todo", _("%(planned)s. Enroll at least four people") % {"planned": planned}
    if facts.is_draft:
        text = _("%(planned)s. Say who is together or apart now, form them after the launch")
        return "later", text % {"planned": planned}
    return "started", _("%(planned)s. Say who is together or apart, then form them") % {
        "planned": planned
    }


def _published(facts: GuideFacts) -> Judged:
    note = ngettext(
        "%(part)s of %(whole)s person is in a circle",
        "%(part)s of %(whole)s people are in a circle",
        facts.people,
    ) % {"part": facts.people_in_circles, "whole": facts.people}
    is_done = facts.people_in_circles + facts.left_circles >= facts.people
    return ("done" if is_done else "started"), note
