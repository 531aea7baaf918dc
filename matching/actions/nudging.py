"""What the scheduler does for pairs: remind, rescue, end pauses, lead to a good end."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from matching.actions.candidates import forget_candidates
from matching.actions.closing import complete_due, invite_to_close
from matching.actions.ending import end_silent_match
from matching.actions.moving import lock_pair
from matching.actions.pausing import resume_due_pauses
from matching.actions.proposing_times import expire_times
from matching.actions.rescuing import seek_for_waiting
from matching.actions.telling import MISSED, SOON, tell_both
from matching.models import Match, PairNudge
from matching.queries.life import Life, awaited_pairs, lives_of
from matching.queries.pairs import zones_of
from matching.rules.clock import in_working_hours

Kind = PairNudge.Kind


def do_daily_work(*, now: datetime) -> None:
    """Everything that is due for the pairs of the organization entered; each thing once."""
    today = timezone.localtime(now).date()
    resume_due_pauses(today=today)
    expire_times(now=now)
    look_at_first_meetings(now=now)
    invite_to_close(today=today)
    complete_due(now=now)
    forget_candidates(now=now)
    seek_for_waiting(now=now)


def look_at_first_meetings(*, now: datetime) -> None:
    """Remind pairs of their first meeting, and end those from whom nothing is heard."""
    matches = list(awaited_pairs().select_related("mentor"))
    for match_id, life in lives_of(matches, now=now).items():
        step = life.clock.step(now)
        if step:
            match = next(one for one in matches if one.id == match_id)
            _act(match, step, now)


def _act(match: Match, step: str, now: datetime) -> None:
    with transaction.atomic():
        locked = lock_pair(match)
        life = lives_of([locked], now=now)[locked.id]
        if locked.state != Match.State.ACTIVE or life.has_met or life.clock.step(now) != step:
            return  # they have said something meanwhile
        if step == "rescue":
            # Whom no mail reaches was never reminded.
            if locked.mentor.is_reachable:
                end_silent_match(locked)
        else:
            _remind(locked, life, Kind.BEFORE if step == "before" else Kind.MISSED, now)


def _remind(match: Match, life: Life, kind: PairNudge.Kind, now: datetime) -> None:
    _row, is_new = PairNudge.objects.get_or_create(match=match, kind=kind, defaults={"at": now})
    if not is_new:
        return
    people = (match.mentee, match.mentor)
    due = {
        person.id: in_working_hours(now, zone)
        for person, zone in zip(people, zones_of(people), strict=True)
    }
    again = lives_of([match], now=now)[match.id] if kind == Kind.MISSED else life
    context = {"due_at": life.late_at, "rescue_at": again.clock.rescue_at}
    tell_both(match, SOON if kind == Kind.BEFORE else MISSED, context=context, due=due)
