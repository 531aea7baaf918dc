"""The mails that the circles of a program will send."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from matching import circle_facilitator_mails as about_facilitators
from matching import circle_mails as mails
from matching.models import Circle, CircleFacilitator
from matching.queries.circles import circle_plan_of
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.rules.load import FACILITATING, HOURS
from programs.rules.roles import hours_in_words

MINUTES = 60


def mails_of_circles(
    organization: Organization, program: Program, *, now: datetime
) -> Iterator[PlannedMail]:
    """What people are told around circles; nothing where none are planned."""
    if circle_plan_of(program) is None:
        return
    starts_at = now + timedelta(days=7)
    context = {
        "program": program,
        "others": [
            _somebody(_("Robin Sample"), _("Senior colleague"), "robin.sample"),
            _somebody(_("Alex Example"), _("Colleague"), "alex.example"),
        ],
        "joined": _("Alex Example"),
        "left": _("Kim Example"),
        "start": starts_at,
        "end": starts_at + timedelta(minutes=MINUTES),
        "moved": False,
        "host": None,
        "person": _somebody(_("Kim Example"), _("Colleague"), "kim.example"),
        "circle": Circle(number=1),
        "stay": 4,
        "by": None,
        "departments": _("Another department"),
        "people": 6,
        "hours": hours_in_words(HOURS[FACILITATING]),
        "state": CircleFacilitator.State.ACCEPTED,
        "reason": "",
        "doubts": [_("Kim Example leads Alex Example.")],
    }
    link = org_reverse(organization, "matching:circle", UUID(int=0))
    for kind, what, when in _kinds():
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=what,
            about=program.name,
            audience="somebody",
            when=when,
            words=partial(_words, kind, context, link),
        )


def _somebody(name: str, title: str, address: str) -> Person:
    return Person(
        name=name,
        title=title,
        department=_("Another department"),
        email=f"{address}@example.com",
    )


def _kinds() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            mails.FORMED,
            _("Your circle"),
            _("ten minutes after circles are published, and to each who joins one later"),
        ),
        (
            mails.CHANGED,
            _("Your circle has changed"),
            _("when somebody joins or leaves a circle, to the others in it"),
        ),
        (
            mails.QUIET,
            _("Your circle has not met yet"),
            _("ten days after publishing, to all of a circle that has planned nothing; once"),
        ),
        (
            mails.LEFT,
            _("Somebody has left their circle"),
            _("ten minutes after somebody leaves their circle by themselves, to the HR owner"),
        ),
        (
            mails.MEETING,
            _("Meeting of your circle"),
            _("when a circle plans or moves its next meeting, to all who are in it"),
        ),
        (
            mails.MEETING_OFF,
            _("Off: meeting of your circle"),
            _("when a meeting of a circle is called off, to all who are in it"),
        ),
        (
            about_facilitators.ASKED,
            _("Would you facilitate a circle?"),
            _("when HR asks somebody neutral to facilitate a published circle"),
        ),
        (
            about_facilitators.ANSWERED,
            _("Who facilitates a circle"),
            _("when somebody who was asked answers or leaves, to the HR admin who asked"),
        ),
        (
            about_facilitators.DOUBTED,
            _("A facilitator is not neutral any more"),
            _("when somebody joins a circle to whom its facilitator is not neutral, to HR"),
        ),
        (
            about_facilitators.OVER,
            _("A circle no longer needs its facilitator"),
            _("when HR looks for somebody else, or two circles become one"),
        ),
    )


def _words(kind: str, context: dict[str, Any], link: str, to: Person, house: House) -> Words:
    return words_of(kind, to=to, context=context, link=link, house=house)
