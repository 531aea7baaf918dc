"""Pairs that end: by one of the two, because one has left, or because nobody ever got in touch.

Nobody is to blame, so nobody is written down, and both are told the same.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from matching.actions.dropping_times import drop_times
from matching.actions.meetings import call_off, planned_meetings
from matching.actions.moving import lock_pair, move_pairs
from matching.actions.rescuing import SOUGHT, seek_next, seek_next_soon
from matching.actions.telling import ENDED, frame_of, mails
from matching.models import Match, PairEnding, PairPause, PairVerdict
from matching.queries.leaving import standing_of_leavers, standing_of_outsiders, still_in
from matching.queries.publishing import never_told
from peerlearn.notifications.actions import cancel_notifications, notify_all
from peerlearn.people.models import Person
from programs.actions.moves import hold_program
from programs.models import Program

How = PairEnding.How
# By one of the two, whom no log is to name.
BY_THEMSELVES = (How.PASSED_ON, How.AWAY)


def end_match(match: Match, *, by: Person, reason: str = "", again: bool | None = None) -> Match:
    """End a pair early. Twice, or both at once, is once; each one's own words are kept.

    `reason` and `again` are in confidence: see rules.verdicts.
    """
    return _end_by(match, How.ENDED, by=by, reason=reason, again=again)


def pass_on(match: Match, *, by: Person, reason: str = "", again: bool | None = None) -> Match:
    """End a pair and seek another mentor for the mentee at once. Twice is once."""
    return _end_by(match, How.PASSED_ON, by=by, reason=reason, again=again)


def end_for_long_break(match: Match) -> None:
    """End a pair that is locked, because its mentor is away for too long, and seek another."""
    _end([match], How.AWAY)


def end_silent_match(match: Match) -> Match:
    """End a pair that never met in spite of the reminder, and seek another mentor."""
    with transaction.atomic():
        hold_program(match.program)  # before the pair, as whoever leaves a program does
        locked = lock_pair(match)
        if locked.state in Match.TAKEN:
            _end([locked], How.SILENT)
        return locked


def end_matches_of_leavers(person_ids: Collection[UUID]) -> int:
    """End the matches of those who have left, tell the other one of each pair, and seek another
    mentor for their mentees.

    Returns how many; doing it twice changes nothing and tells nobody. Needs a transaction.
    """
    return _end_standing(standing_of_leavers(person_ids))


def end_matches_of_withdrawn(program: Program, person_ids: Collection[UUID]) -> int:
    """The same for those who no longer have their role in a program."""
    return _end_standing(standing_of_outsiders(program, person_ids))


def say_verdict(match: Match, *, by: Person, reason: str = "", again: bool | None = None) -> None:
    """Keep what one of the two says in confidence; what they say last counts."""
    if reason or again is not None:
        said = {"reason": reason, "again": again, "said_on": timezone.localdate()}
        PairVerdict.objects.update_or_create(match=match, person=by, defaults=said)


def _end_by(
    match: Match, how: PairEnding.How, *, by: Person, reason: str, again: bool | None
) -> Match:
    with transaction.atomic():
        hold_program(match.program)  # before the pair, as whoever leaves a program does
        locked = lock_pair(match)
        say_verdict(locked, by=by, reason=reason, again=again)
        if locked.state in Match.TAKEN:
            _end([locked], how)
        return locked


def _end_standing(standing: QuerySet[Match]) -> int:
    locked = standing.order_by("id").select_for_update(no_key=True, of=("self",))
    matches = list(locked.select_related("mentor", "mentee", "program", "organization"))
    _end(matches, How.LEFT)
    return len(matches)


def _end(matches: Sequence[Match], how: PairEnding.How) -> None:
    """End pairs that are locked and stand."""
    if not matches:
        return
    for match in matches:
        cancel_notifications(cause=str(match.id))
    move_pairs(matches, Match.State.ENDED_EARLY)
    close_breaks(matches)
    PairEnding.objects.bulk_create(
        [PairEnding(match=match, how=how) for match in matches], ignore_conflicts=True
    )
    drop_times(matches)
    for meeting in planned_meetings(matches):
        call_off(meeting)
    staying = still_in(matches)
    _tell(matches, staying, how)
    waiting = [match for match in matches if (match.id, match.mentee_id) in staying]
    if how in BY_THEMSELVES:
        for match in waiting:
            seek_next_soon(match)
    elif how in SOUGHT:
        seek_next(waiting)


def _tell(matches: Sequence[Match], staying: set[tuple[UUID, UUID]], how: PairEnding.How) -> None:
    """Who stays in the program learns that their pair is over, and what comes next; not who has
    never heard of it.
    """
    frame, untold = frame_of(matches), never_told(matches)
    notify_all(
        mail
        for match in matches
        for to, other in ((match.mentee, match.mentor), (match.mentor, match.mentee))
        if (match.id, to.id) in staying and (match.id, to.id) not in untold
        for mail in mails(
            match,
            [to],
            ENDED,
            frame=frame,
            context={
                "is_gone": (match.id, other.id) not in staying,
                "has_left": other.state == Person.State.LEFT,
                "how": how,
            },
        )
    )


def close_breaks(matches: Sequence[Match]) -> None:
    """What is over doesn't pause."""
    PairPause.objects.filter(match__in=matches, ended_at=None).update(ended_at=timezone.now())
