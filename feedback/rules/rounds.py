"""When a feedback round opens, asks again and closes, and why an answer is refused."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPEN_FOR = timedelta(days=3)
REMIND_BEFORE = timedelta(days=1)
LEAST_THRESHOLD = 3
COMMENTS_FROM = 10
RATINGS = (1, 2, 3, 4, 5)
LONGEST_SUGGESTION = 1000


class FeedbackRefusedError(Exception):
    """Feedback can't be given, closed or checked; str() is a sentence for the person."""

    sentence: str | Promise = ""

    def __str__(self) -> str:
        return str(self.sentence)


class NotAskedError(FeedbackRefusedError):
    """The person wasn't there."""

    sentence = _("Feedback is for the people who were there.")


class AlreadyAnsweredError(FeedbackRefusedError):
    """An answer of theirs lies in the inbox; it can't be found again to change it."""

    sentence = _("You have answered already. Your first answer counts; it can't be changed.")


class RoundClosedError(FeedbackRefusedError):
    """Too late."""

    sentence = _("This round has closed. Late answers aren't taken.")


class NothingToCloseError(FeedbackRefusedError):
    """Closing before anybody has answered would only take people's chance away."""

    sentence = _("Nobody has answered yet. A round can be closed from the first answer on.")


def threshold_for(setting: int) -> int:
    """The threshold of a round that opens now: the organization's, never below 3."""
    return max(setting, LEAST_THRESHOLD)


def comment_threshold_for(threshold: int) -> int:
    """From how many answers on suggestions are shown."""
    return max(threshold, COMMENTS_FROM)


def closing_time(opened_at: datetime) -> datetime:
    """When a round closes by itself."""
    return opened_at + OPEN_FOR


def reminder_time(closes_at: datetime) -> datetime:
    """When those who haven't answered are asked once more."""
    return closes_at - REMIND_BEFORE


def why_no_answer(
    *, is_closed: bool, closes_at: datetime, has_answered: bool | None, now: datetime
) -> FeedbackRefusedError | None:
    """Why this person can't answer now; None when they can.

    `has_answered` is None for somebody who wasn't asked.
    """
    if has_answered:
        return AlreadyAnsweredError()
    if is_closed or now >= closes_at:
        return RoundClosedError()
    if has_answered is None:
        return NotAskedError()
    return None
