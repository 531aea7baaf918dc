"""The mails that the publishing of a program's pairs will send."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from matching.actions.telling import ENDED
from matching.fixing_mails import FREED
from matching.life_forecast import mails_of_life
from matching.models import FixedPair, MatchRun
from matching.queries.publishing import MENTEE_KIND, MENTOR_KIND, pairs_to_tell
from matching.request_forecast import mails_of_requests
from matching.rules.meetings import MINUTES, counted_from, suggest_meetings
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.queries.roles import Roles, roles_of_program

OVERVIEW = "matching:overview"
Told = tuple[str, str, str, dict[str, Any], str]


def mails_of_pairs(
    organization: Organization, program: Program, *, pairs: int, now: datetime
) -> Iterator[PlannedMail]:
    """What both people of each pair are told; `pairs` is how many there can be."""
    roles, known = roles_of_program(program), pairs_to_tell(program)
    published = any(one.published_at for one in known)
    for kind, audience, other in (
        (MENTEE_KIND, "mentee", "mentor"),
        (MENTOR_KIND, "mentor", "mentee"),
    ):
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=_("Your %(role)s is …") % {"role": roles[other].label},
            about=program.name,
            audience="named" if known else "mentee" if audience == "mentee" else "mentor",
            to=tuple(dict.fromkeys(getattr(one, audience) for one in known)),
            most=None if known else pairs,
            when=_("some minutes after the mail about the program")
            if published
            else _("when you publish the pairs"),
            words=partial(_words, organization, program, roles, kind, now),
        )
    yield from _around_pairs(organization, program, roles)
    yield from mails_of_life(organization, program, roles, _robin(), now=now)
    yield from mails_of_requests(organization, program, roles, now=now)


def _told_around(program: Program, roles: Roles) -> Iterator[Told]:
    """Of each mail: its kind, what it is, when it leaves, what its example says, and its page."""
    failed = MatchRun(program=program, error=MatchRun.Failure.NO_MENTORS)
    example = {"other": _robin(), "is_mentee": True, "has_left": False, "how": "ended"}
    yield (
        "matching.run_finished",
        _("The pairs are ready to review"),
        _("when the matching is done, to the HR admin who asked for it"),
        {"program": program},
        OVERVIEW,
    )
    yield (
        "matching.run_failed",
        _("The matching did not work"),
        _("when the matching comes to no result, to the HR admin who asked for it"),
        {"program": program, "run": failed},
        OVERVIEW,
    )
    yield (
        FREED,
        _("A fixed pair is free again"),
        _("when one of a pair that was fixed by hand leaves, to the HR admin who fixed it"),
        {"program": program, "pairs": [FixedPair(mentor=_robin(), mentee=_kim())]},
        "matching:fixed",
    )
    yield (
        ENDED,
        _("A pair has ended"),
        _("when a pair ends, to both; when one of them leaves, to the other"),
        {"program": program, "roles": roles, **example},
        "matching:mine",
    )


def _around_pairs(
    organization: Organization, program: Program, roles: Roles
) -> Iterator[PlannedMail]:
    """How a run ended, and that a pair did."""
    for kind, what, when, context, page in _told_around(program, roles):
        ids = () if page == "matching:mine" else (program.id,)
        link = org_reverse(organization, page, *ids)
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=what,
            about=program.name,
            audience="somebody",
            when=when,
            words=partial(_words_of, kind, context, link),
        )


def _words_of(kind: str, context: dict[str, Any], link: str, to: Person, house: House) -> Words:
    return words_of(kind, to=to, context=context, link=link, house=house)


def _robin() -> Person:
    """Nobody real: the other of a pair."""
    return Person(
        name=_("Robin Sample"),
        title=_("Senior colleague"),
        department=_("Another department"),
        email="robin.sample@example.com",
    )


def _kim() -> Person:
    """Nobody real: somebody new."""
    return Person(name=_("Kim Example"), title=_("Colleague"), email="kim.example@example.com")


def _words(
    organization: Organization,
    program: Program,
    roles: Roles,
    kind: str,
    now: datetime,
    to: Person,
    house: House,
) -> Words:
    zone = ZoneInfo(to.time_zone or house.time_zone)
    begin = counted_from(now, program.starts_on, (zone, zone))
    slots = [
        (start, start + timedelta(minutes=MINUTES))
        for start in suggest_meetings(zones=(zone, zone), now=begin)
    ]
    context = {
        "program": program,
        "roles": roles,
        "other": _robin(),
        "reasons": [_("You work in different departments.")],
        "topics": "",
        "slots": slots,
    }
    page = org_reverse(organization, "matching:mine")
    return words_of(kind, to=to, context=context, link=page, house=house)
