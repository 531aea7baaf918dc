"""The mails of a vote on how and when to meet."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from peerlearn.notifications.actions import compose, notify, notify_all
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from programs.queries import active_enrollments
from sessions.models import CadenceBallot, CadencePoll, LearningSession
from sessions.rules.cadence import Outcome

ASKED, ENDED, OUTCOME = "sessions.cadence_vote", "sessions.cadence_ended", "sessions.cadence_set"


def ask_for_votes(poll: CadencePoll) -> None:
    """Ask everybody who takes part to vote."""
    house, page = house_entered(), page_of_vote(poll)
    notify_all(
        compose(
            to=person,
            kind=ASKED,
            dedupe_key=f"cadence:{poll.id}:asked:{person.id}",
            cause=f"{poll.id}.{person.id}",
            context={"poll": poll, "program": poll.program},
            expires_at=poll.closes_at,
            link=page,
            house=house,
        )
        for person in _people(poll)
    )


def tell_end(poll: CadencePoll) -> None:
    """Tell who opened a vote that it is over, when it is: sessions can be set then."""
    if poll.created_by is None:
        return
    notify(
        to=poll.created_by,
        kind=ENDED,
        dedupe_key=f"cadence:{poll.id}:ended",
        cause=str(poll.id),
        context={"program": poll.program},
        due_at=poll.closes_at,
        link=page_of_vote(poll),
    )


def tell_outcome(poll: CadencePoll, outcome: Outcome, drafts: Sequence[LearningSession]) -> None:
    """Tell those who voted what suits most."""
    house, page = house_entered(), page_of_vote(poll)
    voters = set(CadenceBallot.objects.filter(poll=poll).values_list("person_id", flat=True))
    first = drafts[0].starts_at.astimezone(ZoneInfo(poll.time_zone))
    words = {
        "program": poll.program,
        "format": LearningSession.Kind(outcome.format).label,
        "first_day": first.date(),
        "weekday": date_format(first, "l"),
        "clock": f"{outcome.clock:%H:%M}",
        "every_weeks": outcome.every_weeks,
        "time_zone": poll.time_zone,
    }
    notify_all(
        compose(
            to=person,
            kind=OUTCOME,
            dedupe_key=f"cadence:{poll.id}:set:{poll.revision}:{person.id}",
            cause=f"{poll.id}.outcome",
            context=words,
            link=page,
            house=house,
        )
        for person in _people(poll)
        if person.id in voters
    )


def page_of_vote(poll: CadencePoll) -> str:
    """The path of its page."""
    return org_reverse(poll.organization, "sessions:cadence", poll.id)


def _people(poll: CadencePoll) -> list[Person]:
    return sorted({one.person for one in active_enrollments(poll.program)}, key=lambda one: one.id)
