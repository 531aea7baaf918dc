"""Pairs at all stages of their life: on track, silent, paused, ended, complete."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from matching.actions.closing import close_pair
from matching.actions.ending import end_match
from matching.actions.goals import add_goal, tick_goal
from matching.actions.meetings import plan_meeting, record_meeting
from matching.actions.pausing import pause_match
from matching.actions.terms import set_terms
from matching.models import FirstMeeting, Match, PairGoal
from matching.queries.times import choice_of_times
from peerlearn.people.models import Person
from programs.models import Program

# Of so many pairs each, one of these; the others are on track.
EVERY = 12
TOLD_BEFORE = timedelta(days=26)
THANKS = "You always had time, and you never laughed at a question. Thank you!"
GOALS = ("Present the first own result", "Know whom to ask about customers", "Read a balance sheet")


def live_pairs(program: Program, *, by: Person) -> None:
    """Let the published pairs of a program live for four weeks."""
    now = timezone.now()
    pairs = Match.objects.filter(program=program, state=Match.State.ACTIVE)
    set_terms(program, first_meeting_days=5, check_in_weeks=3, by=by)
    pairs.update(published_at=now - TOLD_BEFORE)
    for at, match in enumerate(_newest_first(pairs)):
        stage = at % EVERY
        if stage == 1:
            continue  # silent: told, and nothing since
        if stage == 2:
            Match.objects.filter(id=match.id).update(published_at=now - timedelta(days=1))
            continue
        _meet(match, now, weeks=4 if stage == 3 else 1, at=at)
        _end_or_pause(match, stage, now)


def _newest_first(pairs: QuerySet[Match]) -> list[Match]:
    """The newest mentee signs in to the demo, and is on track."""
    return list(
        pairs.select_related("mentor", "mentee").order_by("-mentee__starts_on", "-mentee__name")
    )


def _meet(match: Match, now: datetime, *, weeks: int, at: int) -> None:
    """Two meetings, the last one that many weeks ago; a milestone and a goal."""
    held = min(now - timedelta(weeks=weeks), now - timedelta(days=1))
    for day in (now - TOLD_BEFORE + timedelta(hours=30), held):
        record_meeting(match, at=max(day, now - TOLD_BEFORE), by=match.mentee, now=now)
    FirstMeeting.objects.filter(match=match).update(said_at=now - TOLD_BEFORE)
    add_goal(match, text=GOALS[at % len(GOALS)], by=match.mentee)
    milestone = PairGoal.objects.filter(match=match, kind=PairGoal.Kind.MILESTONE).first()
    if milestone:
        tick_goal(milestone, by=match.mentor)


def _end_or_pause(match: Match, stage: int, now: datetime) -> None:
    today = now.date()
    if stage == 4:
        back = today + timedelta(days=16)
        pause_match(match, returns_on=back, by=match.mentor, today=today)
    elif stage == 5:
        end_match(match, by=match.mentee, reason="time", again=True)
    elif stage == 6:
        for person in (match.mentee, match.mentor):
            close_pair(match, by=person, thanks=THANKS, stays_in_touch=True, again=True)
    elif stage != 3:
        free = choice_of_times(match, match.mentor, minutes=30, now=now).slots
        if free:
            plan_meeting(match, at=free[-1].starts_at, by=match.mentor, now=now)
