"""Taking a publication back before its mails have left: nobody was told."""

from django.db import transaction

from matching.actions.freeing import fix_unpaired
from matching.errors import MailsLeftError, ProgramOverError, RunGoingError
from matching.models import FirstMeeting, Match, MatchRun, PairGoal, PairMeeting
from matching.queries.publishing import awaits_launch, latest_publication, leaves_at, mails_of
from peerlearn.people.models import Person
from programs.models import Program

State = MatchRun.State


def take_back_publication(run: MatchRun, *, by: Person) -> int:
    """Put the pairs that were published last under review again, and their mails away.

    Returns how many pairs. Questions to mentors that ended with the publication stay ended.
    Raises MailsLeftError once a mail has left or the two of a pair have begun, also for who does
    it twice; ProgramOverError; and RunGoingError when the program is being matched again.
    """
    with transaction.atomic():
        program = Program.objects.select_for_update().get(id=run.program_id)
        run = MatchRun.objects.select_for_update().get(id=run.id)
        pairs = latest_publication(run)
        # who sends a mail holds its row: what is locked here doesn't leave
        mails = list(mails_of(pairs).select_for_update().values_list("id", flat=True))
        _refuse(run, program, pairs)
        mails_of(pairs).filter(id__in=mails).delete()
        ids = [match.id for match in pairs]
        PairGoal.objects.filter(match__in=ids).delete()
        fix_unpaired(pairs)
        Match.objects.filter(id__in=ids).update(state=Match.State.PROPOSED, published_at=None)
        run.state, run.published_at, run.published_by = State.DONE, None, None
        run.save(update_fields=["state", "published_at", "published_by"])
        return len(pairs)


def _refuse(run: MatchRun, program: Program, pairs: list[Match]) -> None:
    if program.is_closed:
        raise ProgramOverError
    later = MatchRun.objects.filter(program=program, created_at__gt=run.created_at)
    if later.filter(state__in=(*MatchRun.GOING, State.DONE)).exists():
        raise RunGoingError
    is_untold = awaits_launch(run) or leaves_at(run) is not None
    if not is_untold or _have_begun(pairs):
        raise MailsLeftError


def _have_begun(pairs: list[Match]) -> bool:
    """Whether any of the two of a pair has done anything with it."""
    ids = [match.id for match in pairs]
    return (
        any(match.state != Match.State.ACTIVE for match in pairs)
        or FirstMeeting.objects.filter(match__in=ids).exists()
        or PairMeeting.objects.filter(match__in=ids).exists()
        or PairGoal.objects.filter(match__in=ids, done_at__isnull=False).exists()
    )
