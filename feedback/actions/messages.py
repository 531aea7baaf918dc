"""The mails about feedback."""

from django.utils import timezone

from feedback.models import FeedbackRound
from feedback.queries.rounds import reading_owner
from feedback.rules.rounds import reminder_time
from peerlearn.notifications.actions import cancel_notifications, forget_notifications, notify
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse

INVITATION, REMINDER = "feedback.invitation", "feedback.reminder"


def invite(feedback_round: FeedbackRound, person: Person) -> None:
    """Ask a person for feedback, and once more a day before the close if they haven't answered.

    The reminder is private: whether it was sent tells who had answered.
    """
    now, closes_at = timezone.now(), feedback_round.closes_at
    learning_session = feedback_round.learning_session
    give = org_reverse(learning_session.organization, "feedback:give", learning_session.id)
    words = {"learning_session": learning_session, "feedback_round": feedback_round}
    notify(
        to=person,
        kind=INVITATION,
        dedupe_key=f"feedback:{feedback_round.id}:{person.id}:invitation",
        cause=str(feedback_round.id),
        context=words,
        expires_at=closes_at,
        link=give,
    )
    if reminder_time(closes_at) > now:
        notify(
            to=person,
            kind=REMINDER,
            dedupe_key=f"feedback:{feedback_round.id}:{person.id}:reminder",
            cause=str(feedback_round.id),
            context=words,
            due_at=reminder_time(closes_at),
            expires_at=closes_at,
            link=give,
            is_private=True,
        )


def tell_too_few_there(feedback_round: FeedbackRound) -> None:
    """Tell the facilitator at once that this room is never asked."""
    facilitator = feedback_round.learning_session.facilitator
    if facilitator is not None:
        _tell(facilitator, feedback_round, kind="feedback.too_few_there")


def tell_closed(feedback_round: FeedbackRound) -> None:
    """Tell the facilitator and the program's owner that results are there, or why there are
    none. Who is both is told once.
    """
    learning_session = feedback_round.learning_session
    readers = {learning_session.facilitator, reading_owner(learning_session.program)}
    for reader in filter(None, readers):
        _tell(reader, feedback_round, kind="feedback.closed")


def take_back_requests(feedback_round: FeedbackRound) -> None:
    """Ask nobody any more, and forget who was reminded: it would tell who hadn't answered."""
    cause = str(feedback_round.id)
    cancel_notifications(cause=cause, kinds=[INVITATION, REMINDER])
    forget_notifications(cause=cause, kinds=[REMINDER])


def _tell(reader: Person, feedback_round: FeedbackRound, *, kind: str) -> None:
    learning_session = feedback_round.learning_session
    notify(
        to=reader,
        kind=kind,
        dedupe_key=f"{kind}:{feedback_round.id}:{reader.id}",
        cause=str(feedback_round.id),
        context={"learning_session": learning_session, "feedback_round": feedback_round},
        link=org_reverse(learning_session.organization, "feedback:results", learning_session.id),
    )
