"""Times for the first meetings of a mentor's pairs: each pair gets its own."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from matching.busy import busy_times_of
from matching.models import FirstMeeting, Match
from matching.queries.pairs import zones_of
from matching.rules.meetings import LONGEST_WAIT, counted_from, later_of, suggest_to_each
from peerlearn.people.queries.holidays import days_off_of


def first_meeting_slots(
    matches: Sequence[Match], *, now: datetime, default_zone: str = ""
) -> dict[UUID, list[datetime]]:
    """Starts (UTC) of possible first meetings, by match; both of a pair see the same ones.

    Two pairs of one mentor never get the same time, in whatever program: who was published first
    chooses first. Nothing that the two have in their sessions and meetings is in the way, and none
    is on a holiday of one of them, before the program or before the first day of either at work.
    """
    if not matches:
        return {}
    rivals = _with_rivals(matches)
    people = [person for match in rivals for person in (match.mentor, match.mentee)]
    zones = dict(zip([p.id for p in people], zones_of(people, default=default_zone), strict=True))
    last = later_of(*(first_day_of(match) for match in rivals))
    off = dict(zip([p.id for p in people], days_off_of(people), strict=True))
    latest = max(counted_from(now, last, (zone, zone)) for zone in set(zones.values()))
    busy = busy_times_of(list(zones), since=now, until=latest + LONGEST_WAIT)
    by_mentor: dict[UUID, list[Match]] = defaultdict(list)
    for match in rivals:
        by_mentor[match.mentor_id].append(match)
    found: dict[UUID, list[datetime]] = {}
    for pairs in by_mentor.values():
        wishes = [
            (
                (zones[pair.mentor_id], zones[pair.mentee_id]),
                [*busy.get(pair.mentor_id, ()), *busy.get(pair.mentee_id, ())],
            )
            for pair in pairs
        ]
        starts = suggest_to_each(
            wishes,
            now=now,
            first_days=[first_day_of(one) for one in pairs],
            days_off=[(off[pair.mentor_id], off[pair.mentee_id]) for pair in pairs],
        )
        found |= dict(zip([pair.id for pair in pairs], starts, strict=True))
    return {match.id: found[match.id] for match in matches}


def first_day_of(match: Match) -> date | None:
    """Before which day the two don't meet: it needs the people and the program of the match."""
    return later_of(match.program.starts_on, match.mentor.starts_on, match.mentee.starts_on)


def _with_rivals(matches: Sequence[Match]) -> list[Match]:
    """These matches and all that their mentors have and that haven't met yet, in the order in
    which they choose: a match that isn't published comes last.
    """
    has_met = Exists(FirstMeeting.objects.filter(match=OuterRef("pk")))
    ids = [match.id for match in matches]
    mentors = {match.mentor_id for match in matches}
    rivals = Match.objects.filter(
        Q(mentor__in=mentors, state__in=Match.TAKEN) & ~Q(has_met) | Q(id__in=ids)
    ).select_related("mentor", "mentee", "program")
    return sorted(rivals, key=lambda one: (one.published_at is None, one.published_at, one.id))
