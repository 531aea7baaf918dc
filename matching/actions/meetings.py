"""The meetings of a pair: planned, held, and the first one."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.actions.dropping_times import drop_times
from matching.actions.meeting_mails import invite, write_ahead
from matching.actions.moving import lock_pair, lock_standing_pair
from matching.actions.telling import CALLED_OFF, OF_FIRST_MEETING, OF_MEETING, PLANNED
from matching.errors import MeetingTimeError
from matching.models import FirstMeeting, Match, PairMeeting, PairSign, ProposedTimes
from matching.queries.publishing import told_until
from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from peerlearn.web.moments import moment_text

State = PairMeeting.State
MINUTES = 30
FARTHEST = timedelta(days=366)


def record_first_meeting(match: Match, *, by: Person) -> FirstMeeting:
    """Write down that a pair has met; the first word counts. Raises NotAPairError."""
    with transaction.atomic():
        locked = lock_standing_pair(match)
        meeting, is_new = FirstMeeting.objects.get_or_create(match=locked, defaults={"said_by": by})
        if is_new:
            cancel_notifications(cause=str(locked.id), kinds=OF_FIRST_MEETING)
            _hold(locked, meeting.said_at, by)
        return meeting


def take_back_first_meeting(match: Match, *, by: Person) -> None:
    """The pair hasn't met after all. Twice is once. Raises MeetingTimeError where they have noted
    other meetings since: an old page must not take those along.
    """
    with transaction.atomic():
        locked = lock_pair(match)
        held = PairMeeting.objects.filter(match=locked, state=State.HELD)
        if held.count() > 1:
            raise MeetingTimeError(_("You have met more than once: take each meeting back alone."))
        held.delete()
        FirstMeeting.objects.filter(match=locked).delete()


def record_meeting(match: Match, *, at: datetime, by: Person, now: datetime) -> PairMeeting:
    """We met, then. Twice is once. Raises NotAPairError, and MeetingTimeError for the future."""
    if at > now:
        raise MeetingTimeError(_("Choose a time in the past: when did you meet?"))
    with transaction.atomic():
        locked = lock_standing_pair(match)
        if at < (locked.published_at or at) - timedelta(days=1):
            raise MeetingTimeError(_("That was before you became a pair."))
        FirstMeeting.objects.get_or_create(match=locked, defaults={"said_by": by})
        cancel_notifications(cause=str(locked.id), kinds=OF_FIRST_MEETING)
        return _hold(locked, at, by)


def take_back_meeting(meeting: PairMeeting, *, by: Person) -> None:
    """That meeting hasn't been; without any, the first one is ahead again."""
    with transaction.atomic():
        locked = lock_pair(meeting.match)
        PairMeeting.objects.filter(id=meeting.id, state=State.HELD).delete()
        if not PairMeeting.objects.filter(match=locked, state=State.HELD).exists():
            FirstMeeting.objects.filter(match=locked).delete()


def plan_meeting(
    match: Match, *, at: datetime, by: Person, now: datetime, minutes: int = MINUTES
) -> PairMeeting:
    """Set the next meeting, or move it; both get it into their calendars.

    Raises NotAPairError, and MeetingTimeError for a time that is over or too far ahead, while the
    two take a break, or one of them hasn't been told of the pair.
    """
    if not now < at < now + FARTHEST:
        raise MeetingTimeError(_("Choose a time in the next twelve months."))
    with transaction.atomic():
        locked = lock_standing_pair(match)
        refuse_asleep(locked)
        refuse_untold(locked)
        drop_times([locked], to=ProposedTimes.State.REPLACED)
        return put_down(locked, at=at, minutes=minutes, by=by)


def put_down(match: Match, *, at: datetime, minutes: int, by: Person) -> PairMeeting:
    """Set or move the next meeting of a pair that is locked."""
    found = PairMeeting.objects.filter(match=match, state=State.PLANNED).first()
    if found and (found.starts_at, found.minutes) == (at, minutes):
        return found
    meeting = found or PairMeeting(match=match)
    meeting.starts_at, meeting.minutes, meeting.said_by = at, minutes, by
    meeting.sequence += found is not None
    meeting.save()
    cancel_notifications(cause=str(match.id), kinds=[*OF_MEETING, *OF_FIRST_MEETING])
    invite(match, meeting, PLANNED, "REQUEST")
    write_ahead(match, meeting)
    return meeting


def refuse_asleep(match: Match) -> None:
    """A break called off what was planned and proposed: nothing new begins before its end."""
    if match.state == Match.State.PAUSED:
        raise MeetingTimeError(_("You two take a break. End it first, then find a time."))


def refuse_untold(match: Match) -> None:
    """Nobody reads of a meeting with somebody of whom they haven't heard."""
    now = timezone.now()
    if told_at := told_until(match, now=now):
        text = _("You can plan once both of you have been told by mail: on %(moment)s.")
        moment = moment_text(timezone.localtime(told_at), now=now)
        raise MeetingTimeError(text % {"moment": moment})


def call_off_meeting(match: Match, *, by: Person) -> None:
    """The planned meeting won't be. Twice is once."""
    with transaction.atomic():
        call_off_planned(lock_pair(match))


def call_off_planned(match: Match) -> int:
    """The same for a pair that is locked. Returns how many it had."""
    planned = planned_meetings([match])
    for meeting in planned:
        call_off(meeting)
    return len(planned)


def planned_meetings(matches: Collection[Match]) -> list[PairMeeting]:
    """What these pairs have planned."""
    planned = PairMeeting.objects.filter(match__in=matches, state=State.PLANNED)
    people = ("match__mentor", "match__mentee", "match__program", "match__organization")
    return list(planned.select_related(*people))


def call_off(meeting: PairMeeting) -> None:
    """Take a planned meeting out of both calendars."""
    meeting.state, meeting.sequence = State.CANCELLED, meeting.sequence + 1
    meeting.save()
    cancel_notifications(cause=str(meeting.match_id), kinds=OF_MEETING)
    if meeting.starts_at > timezone.now():
        invite(meeting.match, meeting, CALLED_OFF, "CANCEL")


def say_in_touch(match: Match, *, by: Person) -> None:
    """We haven't met, but we are in touch: gives more time, once. Raises NotAPairError."""
    with transaction.atomic():
        locked = lock_standing_pair(match)
        PairSign.objects.get_or_create(match=locked)
        cancel_notifications(cause=str(locked.id), kinds=OF_FIRST_MEETING)


def say_not_met(meeting: PairMeeting, *, by: Person) -> PairMeeting:
    """A meeting whose time is over didn't happen. Twice is once.

    Raises NotAPairError, and MeetingTimeError for one that is still ahead, or was held.
    """
    with transaction.atomic():
        locked, found = _over(meeting)
        if found.state == State.HELD:
            raise MeetingTimeError(_("The other one has noted already that you met."))
        if found.state == State.PLANNED:
            call_off(found)
        drop_times([locked], to=ProposedTimes.State.REPLACED)
        return found


def say_met(meeting: PairMeeting, *, by: Person) -> PairMeeting:
    """A meeting whose time is over happened. Twice is once.

    Raises NotAPairError, and MeetingTimeError for one that is still ahead.
    """
    with transaction.atomic():
        locked, found = _over(meeting)
        FirstMeeting.objects.get_or_create(match=locked, defaults={"said_by": by})
        cancel_notifications(cause=str(locked.id), kinds=OF_FIRST_MEETING)
        return _hold(locked, found.starts_at, by)


def ask_again(meeting: PairMeeting, *, by: Person) -> PairMeeting:
    """Undo either answer: whether they met is open again, unless another meeting is planned."""
    with transaction.atomic():
        locked, found = _over(meeting)
        planned = PairMeeting.objects.filter(match=locked, state=State.PLANNED)
        if planned.exclude(id=found.id).exists():
            raise MeetingTimeError(_("The next meeting is planned already."))
        PairMeeting.objects.filter(id=found.id).update(state=State.PLANNED)
        found.state = State.PLANNED
        if not PairMeeting.objects.filter(match=locked, state=State.HELD).exists():
            FirstMeeting.objects.filter(match=locked).delete()
        return found


def _over(meeting: PairMeeting) -> tuple[Match, PairMeeting]:
    """The locked pair of a meeting, and the meeting as it is."""
    locked = lock_standing_pair(meeting.match)
    people = ("match__mentor", "match__mentee", "match__program", "match__organization")
    found = PairMeeting.objects.select_related(*people).get(id=meeting.id)
    if found.starts_at > timezone.now():
        raise MeetingTimeError(_("That meeting is still ahead."))
    return locked, found


def _hold(match: Match, at: datetime, by: Person) -> PairMeeting:
    """A meeting that was held; one planned for a time that is over is this one."""
    of_pair = PairMeeting.objects.filter(match=match)
    held = of_pair.filter(state=State.HELD, starts_at=at).first()
    planned = of_pair.filter(state=State.PLANNED, starts_at__lte=timezone.now())
    if held is None:
        held = of_pair.filter(starts_at=at).exclude(state=State.HELD).first()
        held = held or PairMeeting(match=match, starts_at=at)
        held.state, held.said_by = State.HELD, by
        held.save()
    planned.exclude(id=held.id).delete()
    return held
