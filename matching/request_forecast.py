"""The mails about questions to mentors that a program will send."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from matching import request_mails as mails
from matching.rules.left_out import LeftOut
from matching.rules.working_days import end_of_working_days
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.queries.roles import Roles

# A page of the program's own, where the mail leads to one of a question.
PAGE = "matching:mine"


def mails_of_requests(
    organization: Organization, program: Program, roles: Roles, *, now: datetime
) -> Iterator[PlannedMail]:
    """What a mentor, a mentee and HR are told while somebody is asked."""
    robin = Person(
        name=_("Robin Sample"),
        title=_("Senior colleague"),
        department=_("Another department"),
        email="robin.sample@example.com",
    )
    why = LeftOut(_("All mentors who fit are full."), _("Enroll another mentor."))
    context = {
        "program": program,
        "roles": roles,
        "mentor": robin,
        "mentee": robin,
        "other": robin,
        "words": "",
        "is_choice": True,
        "is_next": True,
        "reasons": [_("You work in different departments.")],
        "why": why,
    }
    page = org_reverse(organization, PAGE)
    for kind, what, when in _kinds():
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=what,
            about=program.name,
            audience="somebody",
            when=when,
            words=partial(_words_of, kind, context, page, now),
        )


def _kinds() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            mails.ASKED,
            _("Will you be their mentor?"),
            _("when a mentor is asked, to the mentor"),
        ),
        (
            mails.REMINDER,
            _("Your answer is hoped for today"),
            _("on the morning of the last day to answer, to the mentor"),
        ),
        (
            mails.EXPIRED,
            _("The question is with somebody else now"),
            _("after three working days without an answer, to the mentor"),
        ),
        (
            mails.OVER,
            _("No answer is needed any more"),
            _("when a question is settled otherwise, to the mentor"),
        ),
        (
            mails.GOING,
            _("Somebody was asked to be your mentor"),
            _("when a mentor, or the next one, is asked for them, to the mentee"),
        ),
        (
            mails.NO_CHOICE,
            _("Choose another mentor"),
            _("when none of their choices could, to the mentee"),
        ),
        (
            mails.NOBODY,
            _("Nobody can be asked"),
            _("when nobody can be asked for a mentee, to the program's HR owner"),
        ),
    )


def _words_of(
    kind: str, context: dict[str, Any], page: str, now: datetime, to: Person, house: House
) -> Words:
    zone = ZoneInfo(to.time_zone or house.time_zone)
    until = end_of_working_days(now, 3, zone)
    return words_of(kind, to=to, context={**context, "until": until}, link=page, house=house)
