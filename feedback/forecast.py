"""The mails that ask for feedback after a program's sessions."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.translation import gettext as _

from feedback.models import FeedbackRound
from feedback.rules.rounds import closing_time, comment_threshold_for, reminder_time, threshold_for
from feedback.rules.visibility import Terms, sentence_of
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from sessions.models import LearningSession


def mails_after_sessions(
    learning_sessions: Sequence[LearningSession], *, threshold: int, owner: Person | None
) -> Iterator[PlannedMail]:
    """The question after each session, the one reminder, and the result for its facilitator
    and the program's owner; or, to the facilitator, that the room was too small to ask.

    `threshold` is the organization's, `owner` as of queries.rounds.reading_owner(); the times
    are as if each session ended in time.
    """
    for one in learning_sessions:
        planned = _round(one, threshold)
        yield _question(planned)
        yield _reminder(planned)
        if readers := tuple(dict.fromkeys(filter(None, (one.facilitator, owner)))):
            yield _result(_round(one, threshold, is_closed=True), readers)
    for one in learning_sessions[:1]:
        yield _too_few(one, threshold)


def _question(planned: FeedbackRound) -> PlannedMail:
    one = planned.learning_session
    return PlannedMail(
        key=f"feedback.invitation.{one.id}",
        what=_("How was it?"),
        about=one.title,
        most=one.capacity,
        due_at=one.ends_at,
        when=_("to those who were there"),
        words=partial(_words, planned, "feedback.invitation"),
    )


def _reminder(planned: FeedbackRound) -> PlannedMail:
    one = planned.learning_session
    return PlannedMail(
        key=f"feedback.reminder.{one.id}",
        what=_("One more day for feedback"),
        about=one.title,
        most=one.capacity,
        due_at=reminder_time(planned.closes_at),
        when=_("to those who haven't answered"),
        words=partial(_words, planned, "feedback.reminder"),
    )


def _result(planned: FeedbackRound, readers: tuple[Person, ...]) -> PlannedMail:
    one = planned.learning_session
    return PlannedMail(
        key=f"feedback.closed.{one.id}",
        what=_("What people said"),
        about=one.title,
        audience="named",
        to=readers,
        due_at=planned.closes_at,
        when=_("to the facilitator and the program's owner"),
        words=partial(_words, planned, "feedback.closed"),
    )


def _too_few(one: LearningSession, threshold: int) -> PlannedMail:
    planned = _round(one, threshold)
    planned.invited_count = planned.threshold - 1
    return PlannedMail(
        key=f"feedback.too_few_there.{one.id}",
        what=_("Too few were there to be asked"),
        about=one.title,
        audience="somebody",
        when=_("at the end of a session with few people, to its facilitator"),
        words=partial(_words, planned, "feedback.too_few_there"),
    )


def _round(one: LearningSession, setting: int, *, is_closed: bool = False) -> FeedbackRound:
    """The round as it would be with a full room; it is never saved."""
    threshold = threshold_for(setting)
    invited = max(one.capacity, threshold)
    return FeedbackRound(
        learning_session=one,
        state=FeedbackRound.State.CLOSED if is_closed else FeedbackRound.State.COLLECTING,
        threshold=threshold,
        comment_threshold=comment_threshold_for(threshold),
        invited_count=invited,
        answer_count=invited,
        opened_at=one.ends_at,
        closes_at=closing_time(one.ends_at),
    )


def _words(planned: FeedbackRound, kind: str, to: Person, house: House) -> Words:
    one, facilitator = planned.learning_session, planned.learning_session.facilitator
    terms = Terms(
        threshold=planned.threshold,
        comment_threshold=planned.comment_threshold,
        invited=planned.invited_count,
        facilitator=facilitator.display_name if facilitator else "",
        organization=house.name,
    )
    planned.visibility = {"en": sentence_of(terms)}
    return words_of(
        kind,
        to=to,
        context={"learning_session": one, "feedback_round": planned},
        link=org_reverse(one.organization, "feedback:give", one.id),
        house=house,
    )
