"""What comes of a launch, and on which days: for HR, until the program begins. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.home.setup_facts import GuideFacts

SESSIONS_NAMED = 3


@dataclass(frozen=True)
class ComingDay:
    """One thing to come: `day` None is these days. `page` is where HR does it, if HR does."""

    text: str
    day: date | None = None
    page: str = ""


def coming_days(
    facts: GuideFacts,
    *,
    starts_on: date,
    sessions: Sequence[tuple[str, datetime]],
    pairs_people: bool,
) -> list[ComingDay]:
    """In order; `sessions` are titles and local beginnings of those to come."""
    found = []
    if facts.people:
        told = ngettext(
            "People tell their topics: %(told)s of %(count)s has",
            "People tell their topics: %(told)s of %(count)s have",
            facts.people,
        )
        found.append(ComingDay(told % {"told": facts.people_who_want, "count": facts.people}))
    if pairs_people and facts.mentees_paired < facts.mentees:
        text = _("You match, once most have told them")
        found.append(ComingDay(text, page="matching:overview"))
    dated = [ComingDay(_("The program begins by itself"), starts_on)]
    dated += [ComingDay(title, at.date()) for title, at in sessions[:SESSIONS_NAMED]]
    return found + sorted(dated, key=lambda one: one.day or starts_on)
