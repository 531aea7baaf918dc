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
from programs.queries.roles import Roles, roles_of_program


def mails_of_pairs(
    organization: Organization, program: Program, *, pairs: int, now: datetime
) -> Iterator[PlannedMail]:
    """What both people of each pair are told; `pairs` is how many there can be."""
    roles = roles_of_program(program)
    for kind, audience, other in (
        (MENTEE_KIND, "mentee", "mentor"),
        (MENTOR_KIND, "mentor", "mentee"),
    ):
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=_("Your %(role)s is …") % {"role": roles[other].label},
            about=program.name,
            audience="mentee" if audience == "mentee" else "mentor",
            most=pairs,
            when=_("when you publish the pairs"),
            words=partial(_words, organization, program, roles, kind, now),
        )


def _words(
    organization: Organization,
    program: Program,
    roles: Roles,
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
        "roles": roles,
        "other": other,
        "reasons": [_("You work in different departments.")],
        "topics": "",
        "slots": slots,
    }
    page = org_reverse(organization, "matching:mine")
    return words_of(kind, to=to, context=context, link=page, house=house)
