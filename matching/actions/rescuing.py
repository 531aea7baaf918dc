"""Another mentor for mentees whose pair is over: the same day, in the order in which they wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from matching.actions.offers import offer_next_mentor
from matching.errors import HasMentorError, NotMenteeError
from matching.models import Match, MatchRequest, MentorSearch, PairEnding
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.tasks import send_task_on_commit
from programs.errors import ProgramOverError

How = PairEnding.How
# Ends after which another mentor is sought, and for how long it is looked whether one was.
SOUGHT = (How.PASSED_ON, How.LEFT, How.SILENT, How.AWAY)
LOOKS_BACK = timedelta(days=7)


def seek_next(matches: Sequence[Match]) -> None:
    """Offer the mentees of pairs that have ended their next mentor. Twice is once."""
    for match in matches:
        try:
            offer_next_mentor(
                match.program,
                match.mentee,
                because=MatchRequest.Origin.RESCUE,
                not_to=[match.mentor_id],
            )
        except (HasMentorError, NotMenteeError, ProgramOverError):
            continue  # they have one by now, or look for none


def seek_next_soon(match: Match) -> None:
    """The same in a moment, by a worker: the log names who caused an offer, and who of the two
    has given the pair to someone else is between them.
    """
    send_task_on_commit(
        "matching.tasks.seek_next_mentor",
        organization_id=current_organization_id(),
        match_id=str(match.id),
    )


def seek_for_waiting(*, now: datetime) -> None:
    """The same for those of whom a worker has lost sight."""
    asked = MatchRequest.objects.filter(
        program=OuterRef("match__program"),
        mentee=OuterRef("match__mentee"),
        created_at__gte=OuterRef("ended_at"),
    )
    searched = MentorSearch.objects.filter(
        program=OuterRef("match__program"), mentee=OuterRef("match__mentee")
    )
    ends = PairEnding.objects.filter(how__in=SOUGHT, ended_at__gte=now - LOOKS_BACK)
    waiting = ends.filter(~Exists(asked), ~Exists(searched)).order_by("ended_at", "id")
    people = ("match__program", "match__mentee")
    seek_next([one.match for one in waiting.select_related(*people)])
