"""Finding a time for the next meeting: one of a pair proposes up to three, the other takes one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.actions.dropping_times import drop_times
from matching.actions.meetings import put_down, refuse_asleep, refuse_untold
from matching.actions.moving import lock_pair, lock_standing_pair
from matching.actions.telling import TIMES, TIMES_OFF, tell
from matching.errors import MeetingTimeError, TimesOverError
from matching.models import Match, PairMeeting, ProposedTimes
from matching.queries.times import hours_of, over_times
from matching.rules.times import is_free, is_in_time, number_problem, suits_both
from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from peerlearn.web.moments import moment_text

State = ProposedTimes.State


def propose_times(
    match: Match, *, starts: Sequence[datetime], minutes: int, by: Person, now: datetime
) -> ProposedTimes:
    """Ask the other for one of up to three times; what was open before gives way to them.

    The same ones again are the same proposal. Raises NotAPairError, and MeetingTimeError with the
    time that doesn't suit, while the two take a break or one hasn't been told of the pair.
    """
    wanted = sorted(set(starts))
    with transaction.atomic():
        locked = lock_standing_pair(match)
        refuse_asleep(locked)
        refuse_untold(locked)
        _refuse_unsuitable(locked, wanted, minutes, now)
        before = ProposedTimes.objects.filter(match=locked, state=State.OPEN).first()
        same = (by.id, minutes, wanted)
        if before and (before.proposed_by_id, before.minutes, sorted(before.starts)) == same:
            return before
        drop_times([locked], to=State.REPLACED)
        made = ProposedTimes.objects.create(
            match=locked, proposed_by=by, starts=wanted, minutes=minutes, last_at=wanted[-1]
        )
        is_counter = before is not None and before.proposed_by_id != by.id
        _ask(locked, made, is_counter=is_counter)
        return made


def accept_time(times: ProposedTimes, *, at: datetime, by: Person, now: datetime) -> PairMeeting:
    """Take one of the times: it is the next meeting, and goes into both calendars.

    The same one again is the same meeting. Raises TimesOverError, NotAPairError, and
    MeetingTimeError for another time, for one that is over, or where one of the two has something
    else by now.
    """
    with transaction.atomic():
        locked, found = _locked(times)
        planned = PairMeeting.objects.filter(match=locked, state=PairMeeting.State.PLANNED).first()
        if found.state == State.ACCEPTED and planned and planned.starts_at == at:
            return planned
        _refuse_settled(found, by=by, now=now, is_own=False)
        if at not in found.starts or at <= now:
            raise MeetingTimeError(_("Choose one of the times that are still ahead."))
        hours = hours_of(locked, since=now, until=at + timedelta(days=1))
        if not is_free(hours, at, minutes=found.minutes):
            text = _("One of you has something else at that time by now. Choose another one.")
            raise MeetingTimeError(text)
        drop_times([locked], to=State.ACCEPTED)
        return put_down(locked, at=at, minutes=found.minutes, by=by)


def decline_times(times: ProposedTimes, *, by: Person, now: datetime) -> ProposedTimes:
    """None of the times suits: the other is told. Twice is once. Raises TimesOverError."""
    with transaction.atomic():
        locked, found = _locked(times)
        if found.state == State.DECLINED:
            return found
        _refuse_settled(found, by=by, now=now, is_own=False)
        drop_times([locked], to=State.DECLINED)
        _say_off(locked, found, found.proposed_by, why="declined")
        return found


def take_back_times(times: ProposedTimes, *, by: Person, now: datetime) -> ProposedTimes:
    """The own times don't stand any more. Who has read of them already is told. Twice is once.

    Raises TimesOverError.
    """
    with transaction.atomic():
        locked, found = _locked(times)
        if found.state == State.TAKEN_BACK:
            return found
        _refuse_settled(found, by=by, now=now, is_own=True)
        waited = cancel_notifications(cause=str(locked.id), kinds=[TIMES])
        drop_times([locked], to=State.TAKEN_BACK)
        if not waited:
            _say_off(locked, found, _other(locked, by), why="taken_back")
        return found


def reopen_times(times: ProposedTimes, *, by: Person, now: datetime) -> ProposedTimes:
    """Undo a refusal, or that the own times were taken back. Twice is once.

    Raises TimesOverError when others took their place, the times are over, or it wasn't oneself,
    and MeetingTimeError while the two take a break.
    """
    with transaction.atomic():
        locked, found = _locked(times)
        is_own = found.proposed_by_id == by.id
        if found.state == State.OPEN:
            return found
        undone = State.TAKEN_BACK if is_own else State.DECLINED
        newer = ProposedTimes.objects.filter(match=locked, proposed_at__gt=found.proposed_at)
        if found.state != undone or found.last_at <= now or newer.exists():
            raise TimesOverError
        refuse_asleep(locked)
        was_waiting = cancel_notifications(cause=str(locked.id), kinds=[TIMES_OFF])
        ProposedTimes.objects.filter(id=found.id).update(state=State.OPEN)
        found.state = State.OPEN
        if is_own and not was_waiting:
            _ask(locked, found, is_counter=False)
        return found


def expire_times(*, now: datetime) -> int:
    """Close what nobody answered in time, and tell who proposed it. Returns how many."""
    expired = 0
    for times in over_times(now=now):
        with transaction.atomic():
            locked, found = _locked(times, standing=False)
            if found.state == State.OPEN and found.last_at <= now:
                drop_times([locked], to=State.EXPIRED)
                _say_off(locked, found, found.proposed_by, why="expired")
                expired += 1
    return expired


def _refuse_unsuitable(
    match: Match, starts: Sequence[datetime], minutes: int, now: datetime
) -> None:
    if problem := number_problem(starts):
        raise MeetingTimeError(problem)
    if not all(is_in_time(at, now) for at in starts):
        raise MeetingTimeError(_("Choose times in the next three months."))
    hours = hours_of(match, since=now, until=starts[-1] + timedelta(days=1))
    for at in starts:
        said = {"moment": moment_text(timezone.localtime(at), now=now)}
        if not suits_both(hours, at, minutes=minutes):
            text = _("%(moment)s isn't inside the working hours of both of you.")
            raise MeetingTimeError(text % said)
        if not is_free(hours, at, minutes=minutes):
            text = _("On %(moment)s one of you has something else.")
            raise MeetingTimeError(text % said)


def _refuse_settled(times: ProposedTimes, *, by: Person, now: datetime, is_own: bool) -> None:
    """Who proposed takes back, the other answers; nobody touches what is settled or over."""
    is_theirs = (times.proposed_by_id == by.id) == is_own
    if times.state != State.OPEN or times.last_at <= now or not is_theirs:
        raise TimesOverError


def _locked(times: ProposedTimes, *, standing: bool = True) -> tuple[Match, ProposedTimes]:
    lock = lock_standing_pair if standing else lock_pair
    locked = lock(times.match)
    return locked, ProposedTimes.objects.select_related("proposed_by").get(id=times.id)


def _other(match: Match, person: Person) -> Person:
    other: Person = match.mentor if match.mentee_id == person.id else match.mentee
    return other


def _spans(times: ProposedTimes) -> list[tuple[datetime, datetime]]:
    length = timedelta(minutes=times.minutes)
    return [(at, at + length) for at in sorted(times.starts)]


def _ask(match: Match, times: ProposedTimes, *, is_counter: bool) -> None:
    planned = PairMeeting.objects.filter(match=match, state=PairMeeting.State.PLANNED).first()
    context = {
        "times": _spans(times),
        "is_counter": is_counter,
        "instead_of": planned and planned.starts_at,
    }
    # A proposal that is opened again is a new message.
    key = f"{times.id}:{times.settled_at or ''}"
    other = _other(match, times.proposed_by)
    tell(match, [other], TIMES, key=key, context=context, expires_at=times.last_at)


def _say_off(match: Match, times: ProposedTimes, to: Person, *, why: str) -> None:
    key = f"{times.id}:{timezone.now().isoformat()}"
    tell(match, [to], TIMES_OFF, key=key, context={"times": _spans(times), "why": why})
