"""The good end of a pair: both look back, thank each other, and say what they will do."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from matching.actions.dropping_times import drop_times
from matching.actions.ending import close_breaks, say_verdict
from matching.actions.meetings import call_off_planned
from matching.actions.moving import lock_pair, move_pair
from matching.actions.telling import CLOSED, CLOSING, COMPLETED, tell_both, tell_other
from matching.errors import NotAPairError
from matching.models import Match, PairClosing, PairEnding, PairNudge
from peerlearn.notifications.actions import cancel_notifications
from peerlearn.people.models import Person
from programs.models import Program

# The program's last days, in which pairs are invited to look back; and how long the other has.
LAST_DAYS = timedelta(days=14)
WAITS = timedelta(days=7)


def close_pair(
    match: Match,
    *,
    by: Person,
    thanks: str = "",
    commitment: str = "",
    stays_in_touch: bool = False,
    again: bool | None = None,
) -> Match:
    """Say the last words; when both have, the pair is complete. What one says last counts.

    Raises NotAPairError when it has ended early.
    """
    with transaction.atomic():
        locked = lock_pair(match)
        if locked.state not in {*Match.TAKEN, Match.State.COMPLETED}:
            raise NotAPairError
        said = {"thanks": thanks, "commitment": commitment, "stays_in_touch": stays_in_touch}
        _closing, is_new = PairClosing.objects.update_or_create(
            match=locked, person=by, defaults=said
        )
        say_verdict(locked, by=by, again=again)
        if locked.state == Match.State.COMPLETED:
            return locked
        if PairClosing.objects.filter(match=locked).count() > 1:
            _complete(locked)
        elif is_new:
            tell_other(locked, by, CLOSED)
        return locked


def invite_to_close(*, today: date) -> None:
    """Invite pairs of programs that come to their end to look back; each pair once."""
    nudged = PairNudge.objects.filter(match=OuterRef("pk"), kind=PairNudge.Kind.CLOSING)
    ending = Q(program__ends_on__lte=today + LAST_DAYS, program__state=Program.State.RUNNING)
    due = Match.objects.filter(
        ending | Q(program__state=Program.State.FINISHED),
        ~Exists(nudged),
        state__in=Match.TAKEN,
        published_at__isnull=False,
    )
    for match in due.order_by("id"):
        with transaction.atomic():
            locked = lock_pair(match)
            if locked.state not in Match.TAKEN:
                continue
            kind = PairNudge.Kind.CLOSING
            _row, is_new = PairNudge.objects.get_or_create(match=locked, kind=kind)
            if is_new:
                tell_both(locked, CLOSING)


def complete_due(*, now: datetime) -> None:
    """Complete pairs of which one has closed and the other has had a week, and those of programs
    that are over.
    """
    closed = PairClosing.objects.filter(match=OuterRef("pk"), said_at__lte=now - WAITS)
    asked = PairNudge.objects.filter(
        match=OuterRef("pk"), kind=PairNudge.Kind.CLOSING, at__lte=now - LAST_DAYS
    )
    over = (Program.State.FINISHED, Program.State.ARCHIVED)
    due = Match.objects.filter(
        Exists(closed) | Q(Exists(asked), program__state__in=over), state__in=Match.TAKEN
    )
    for match in due.order_by("id"):
        with transaction.atomic():
            locked = lock_pair(match)
            if locked.state in Match.TAKEN:
                _complete(locked)


def _complete(match: Match) -> None:
    """Of a locked pair."""
    cancel_notifications(cause=str(match.id))
    move_pair(match, Match.State.COMPLETED)
    close_breaks([match])
    drop_times([match])
    call_off_planned(match)
    PairEnding.objects.get_or_create(match=match, defaults={"how": PairEnding.How.COMPLETED})
    tell_both(match, COMPLETED)
