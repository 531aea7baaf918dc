"""The mails that go out while pairs live."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from matching.actions import telling
from matching.rules.starters import agenda
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.queries.roles import Roles

WEEK = timedelta(days=7)


def mails_of_life(
    organization: Organization, program: Program, roles: Roles, other: Person, *, now: datetime
) -> Iterator[PlannedMail]:
    """Reminders, breaks, meetings and the end of pairs; `other` is an example."""
    context = {
        "program": program,
        "roles": roles,
        "other": other,
        "is_mentee": True,
        "due_at": now + WEEK,
        "rescue_at": now + WEEK,
        "returns_on": (now + WEEK).date(),
        "start": now + WEEK,
        "end": now + WEEK + timedelta(minutes=30),
        "moved": False,
        "times": [(now + WEEK, now + WEEK + timedelta(minutes=30))],
        "why": "declined",
        "agenda": agenda(1),
    }
    link = org_reverse(organization, "matching:mine")
    for kind, what, when in _kinds():
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=what,
            about=program.name,
            audience="somebody",
            when=when,
            words=partial(_words, kind, context, link),
        )


def _kinds() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            telling.SOON,
            _("A first meeting is due soon"),
            _("a working day before it is due, to both of a pair that hasn't met"),
        ),
        (
            telling.MISSED,
            _("Have you met?"),
            _("when a first meeting is overdue, once, to both of the pair"),
        ),
        (telling.PAUSED, _("A pair takes a break"), _("when one of a pair pauses, to the other")),
        (telling.RESUMED, _("A pair is back"), _("when the break of a pair is over")),
        (
            telling.PLANNED,
            _("The next meeting of a pair"),
            _("when one of a pair plans or moves a meeting, to both, with a calendar entry"),
        ),
        (
            telling.MEETING_SOON,
            _("You meet soon"),
            _("a day before a planned meeting of a pair, to both, with what to talk about"),
        ),
        (
            telling.ASKED_MET,
            _("Did you meet?"),
            _("a quarter of an hour after a planned meeting of a pair, to both"),
        ),
        (
            telling.TIMES,
            _("Times for a meeting of a pair"),
            _("when one of a pair proposes up to three times, to the other"),
        ),
        (
            telling.TIMES_OFF,
            _("Proposed times don't stand any more"),
            _("when none of the times suits, nobody answers, or they are taken back"),
        ),
        (
            telling.CALLED_OFF,
            _("A meeting of a pair is called off"),
            _("when a planned meeting won't take place, to both"),
        ),
        (
            telling.CLOSING,
            _("Look back together"),
            _("two weeks before the program's last day, to both of each pair"),
        ),
        (
            telling.CLOSED,
            _("Your turn to look back"),
            _("when one of a pair has looked back, to the other"),
        ),
        (telling.COMPLETED, _("A pair is complete"), _("when both of a pair have looked back")),
    )


def _words(kind: str, context: dict[str, Any], link: str, to: Person, house: House) -> Words:
    return words_of(kind, to=to, context=context, link=link, house=house)
