"""The mails to the two people of a new match."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from matching.models import Match
from matching.queries.pairs import zones_of
from matching.rules.meetings import MINUTES, suggest_meetings
from matching.rules.reasons import Names, Reader, reasons_of, wanted_topics
from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.texts import Words, house_entered, words_of
from peerlearn.tenancy.urls import org_reverse

MENTOR_KIND, MENTEE_KIND = "matching.matched_mentor", "matching.matched_mentee"
KINDS = (MENTOR_KIND, MENTEE_KIND)
Slot = tuple[datetime, datetime]


def tell_pairs(match_ids: Iterable[UUID]) -> None:
    """Write both mails of each match; one that was written before is not written again."""
    matches = Match.objects.filter(id__in=list(match_ids)).select_related(
        "mentor", "mentee", "program", "organization"
    )
    house, now, slots = house_entered(), timezone.now(), cache(_slots)

    def zones(match: Match) -> list[ZoneInfo]:
        return zones_of([match.mentee, match.mentor], default=house.time_zone)

    notify_all(
        compose(
            to=to,
            kind=kind,
            dedupe_key=f"{kind}:{match.id}",
            context=_context(match, reader, slots(now, *zones(match))),
            cause=str(match.id),
            link=_page(match),
            house=house,
        )
        for match in matches
        for to, reader, kind in (
            (match.mentee, Reader.MENTEE, MENTEE_KIND),
            (match.mentor, Reader.MENTOR, MENTOR_KIND),
        )
    )


def sample_mail(match: Match) -> Words:
    """The words that the mentee of a match would be told with."""
    slots = _slots(timezone.now(), *zones_of([match.mentee, match.mentor]))
    return words_of(
        MENTEE_KIND,
        to=match.mentee,
        context=_context(match, Reader.MENTEE, slots),
        link=_page(match),
        house=house_entered(),
    )


def _context(match: Match, reader: Reader, slots: list[Slot]) -> dict[str, Any]:
    names = Names(match.mentor.display_name, match.mentee.display_name, reader)
    return {
        "program": match.program,
        "other": match.mentor if reader is Reader.MENTEE else match.mentee,
        "reasons": [reason.text for reason in reasons_of(match.reasons, names)],
        "topics": wanted_topics(match.reasons),
        "slots": slots,
    }


def _slots(now: datetime, *zones: ZoneInfo) -> list[Slot]:
    starts = suggest_meetings(zones=(zones[0], zones[1]), now=now)
    return [(start, start + timedelta(minutes=MINUTES)) for start in starts]


def _page(match: Match) -> str:
    return org_reverse(match.organization, "matching:match", match.id)
