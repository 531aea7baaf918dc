"""When a pair could meet next, and the times that one has proposed to the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from matching.busy import busy_times_of
from matching.models import Match, PairMeeting, ProposedTimes
from matching.queries.busy import LONGEST
from matching.queries.pairs import zones_of
from matching.queries.slots import first_day_of
from matching.rules.invitations import Slot, slot_of
from matching.rules.meetings import Span, Zones, counted_from
from matching.rules.times import (
    LENGTHS,
    WINDOW,
    Hours,
    free_times,
    looked_for_from,
    outside_of,
    spread,
)
from peerlearn.people.models import Person
from peerlearn.people.queries.holidays import days_off_of
from peerlearn.web.moments import clock_text

OPEN = ProposedTimes.State.OPEN


@dataclass(frozen=True, kw_only=True)
class OpenTimes:
    """What one of a pair has proposed, as one of the two reads it: those that are still ahead."""

    times: ProposedTimes
    is_mine: bool
    slots: list[Slot]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Times to propose; `marked` are the three that are suggested most."""

    slots: list[Slot]
    marked: list[datetime]
    minutes: int


def open_times(matches: Sequence[Match]) -> dict[UUID, ProposedTimes]:
    """What waits for an answer, by match."""
    found = ProposedTimes.objects.filter(match__in=matches, state=OPEN) if matches else ()
    return {times.match_id: times for times in found}


def as_read_by(
    reader: Person, times: ProposedTimes | None, *, zones: Zones, now: datetime
) -> OpenTimes | None:
    """What is left of the times, on the clocks of the reader and of the other; None when nothing
    is.
    """
    ahead = sorted(at for at in times.starts if at > now) if times else []
    if times is None or not ahead:
        return None
    length = timedelta(minutes=times.minutes)
    return OpenTimes(
        times=times,
        is_mine=times.proposed_by_id == reader.id,
        slots=[slot_of(at, *zones, length=length) for at in ahead],
    )


def slots_for(match: Match, reader: Person, starts: Sequence[datetime], minutes: int) -> list[Slot]:
    """Times on the clocks of both, the reader's first."""
    other = match.mentor if reader.id == match.mentee_id else match.mentee
    mine, theirs = zones_of([reader, other])
    length = timedelta(minutes=minutes)
    return [slot_of(at, mine, theirs, length=length) for at in starts]


def times_of_pair(match: Match) -> QuerySet[ProposedTimes]:
    """The door to what was proposed in a pair."""
    return ProposedTimes.objects.filter(match=match).select_related("match", "proposed_by")


def over_times(*, now: datetime) -> QuerySet[ProposedTimes]:
    """Those that nobody answered in time."""
    return ProposedTimes.objects.filter(state=OPEN, last_at__lte=now).select_related("match")


def choice_of_times(match: Match, reader: Person, *, minutes: int, now: datetime) -> Choice:
    """What can be proposed today for the next meeting."""
    held = PairMeeting.objects.filter(match=match, state=PairMeeting.State.HELD)
    last = held.values_list("starts_at", flat=True).first()
    zone, other = zones_of([match.mentor, match.mentee])
    begin = looked_for_from(counted_from(now, first_day_of(match), (zone, other)), last)
    hours = hours_of(match, since=now, until=begin + WINDOW)
    starts = free_times(hours, begin, minutes=minutes)
    return Choice(
        slots=slots_for(match, reader, starts, minutes),
        marked=spread(starts, hours),
        minutes=minutes,
    )


def next_times(match: Match, reader: Person, *, now: datetime) -> list[Slot]:
    """Three times to propose for the meeting after the last one."""
    choice = choice_of_times(match, reader, minutes=LENGTHS[0], now=now)
    return [slot for slot in choice.slots if slot.starts_at in choice.marked]


def hours_of(match: Match, *, since: datetime, until: datetime) -> Hours:
    """When the two of a pair can meet. The meeting that they have planned is no obstacle: the new
    one takes its place.
    """
    people = (match.mentor, match.mentee)
    zones = zones_of(people)
    days_off = days_off_of(people)
    ids = [person.id for person in people]
    found = busy_times_of(ids, since=since, until=until + LONGEST)
    own = _planned(match)
    busy = [span for person in ids for span in _without(found.get(person, []), own)]
    return Hours(
        zones=(zones[0], zones[1]),
        days_off=(days_off[0], days_off[1]),
        busy=busy,
        asked=_asked(match, ids),
    )


def hours_warning(match: Match, reader: Person, *, at: datetime, minutes: int) -> str:
    """For whom of the two a time is outside of their working hours, in words for one of them; ""
    for neither. Who types a time has agreed on it: it is said, and not forbidden.
    """
    other = match.mentor if reader.id == match.mentee_id else match.mentee
    mine, theirs = zones_of([reader, other])
    off = days_off_of([reader, other])
    hours = Hours(zones=(mine, theirs), days_off=(off[0], off[1]))
    for_me, for_other = outside_of(hours, at, minutes=minutes)
    clock = clock_text(at.astimezone(theirs))
    if for_me and for_other:
        return _("That is outside of the working hours of both of you.")
    if for_other:
        words = _("For %(name)s it is %(clock)s then, outside of the working hours there.")
        return words % {"name": other.display_name, "clock": clock}
    return _("That is outside of your own working hours.") if for_me else ""


def _planned(match: Match) -> Span | None:
    planned = PairMeeting.objects.filter(match=match, state=PairMeeting.State.PLANNED).first()
    if planned is None:
        return None
    return planned.starts_at, planned.starts_at + timedelta(minutes=planned.minutes)


def _without(spans: Sequence[Span], own: Span | None) -> list[Span]:
    left = list(spans)
    if own in left:
        left.remove(own)
    return left


def _asked(match: Match, people: Sequence[UUID]) -> list[Span]:
    """What either has proposed or was asked in other pairs."""
    others = ProposedTimes.objects.filter(
        Q(match__mentor__in=people) | Q(match__mentee__in=people), state=OPEN
    ).exclude(match=match)
    return [
        (at, at + timedelta(minutes=minutes))
        for starts, minutes in others.values_list("starts", "minutes")
        for at in starts
    ]
