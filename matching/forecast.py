"""The mails that the publishing of a program's pairs will send."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from matching.actions.announcing import MENTEE_KIND, MENTOR_KIND
from matching.rules.meetings import MINUTES, suggest_meetings
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program


def mails_of_pairs(
    organization: Organization, program: Program, *, pairs: int, now: datetime
) -> Iterator[PlannedMail]:
    """What both people of each pair are told; `pairs` is how many there can be."""
    for kind, audience, what in (
        (MENTEE_KIND, "mentee", _("Your mentor is …")),
        (MENTOR_KIND, "mentor", _("Your mentee is …")),
    ):
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=what,
            about=program.name,
            audience="mentee" if audience == "mentee" else "mentor",
            most=pairs,
            when=_("when you publish the pairs"),
            words=partial(_words, organization, program, kind, now),
        )


def _words(
    organization: Organization,
    program: Program,
    kind: str,
    now: datetime,
    to: Person,
    house: House,
) -> Words:
    other = Person(
        name=_("Robin Sample"),
        title=_("Senior colleague"),
        department=_("Another department"),
        email="robin.sample@example.com",
    )
    zone = ZoneInfo(to.time_zone or house.time_zone)
    slots = [
        (start, start + timedelta(minutes=MINUTES))
        for start in suggest_meetings(zones=(zone, zone), now=now)
    ]
    context = {
        "program": program,
        "other": other,
        "reasons": [_("You work in different departments.")],
        "topics": "",
        "slots": slots,
    }
    page = org_reverse(organization, "matching:mine")
    return words_of(kind, to=to, context=context, link=page, house=house)
