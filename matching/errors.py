"""Why an act of matching was refused. Each says so in words that a person can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from matching.models import MatchRun


class MatchingError(Exception):
    """A refusal; `str()` is the sentence to show. `keeps_work`: what its action wrote before it
    stays.
    """

    keeps_work = False


class ProgramOverError(MatchingError):
    """The program is finished or archived."""

    def __init__(self) -> None:
        super().__init__(_("This program is over: nobody can be matched in it any more."))


class NoMentorsError(MatchingError):
    """Nobody in the program can take a mentee."""

    def __init__(self, *, all_full: bool) -> None:
        super().__init__(
            _("All mentors are full. Raise the number of mentees of some, or enroll more mentors.")
            if all_full
            else _("There are no mentors yet. Enroll some people as mentors first.")
        )


class NoMenteesError(MatchingError):
    """Nobody in the program needs a mentor."""

    def __init__(self, *, all_matched: bool) -> None:
        super().__init__(
            _("All mentees have a mentor already.")
            if all_matched
            else _("There are no mentees yet. Enroll some people as mentees first.")
        )


class RunGoingError(MatchingError):
    """A run of this program is on its way: `run`, if it isn't over already."""

    def __init__(self, run: MatchRun | None = None) -> None:
        self.run = run
        super().__init__(_("This program is being matched right now. Wait for the result."))


class RunOverError(MatchingError):
    """The run ended before it could be cancelled."""

    def __init__(self) -> None:
        super().__init__(_("It was too late to cancel: this matching is over already."))


class NotRepeatableError(MatchingError):
    """The run was never begun, or is from before rules and seeds were kept."""

    def __init__(self) -> None:
        super().__init__(
            _("Nothing is known of the rules of this matching, so it can't be repeated.")
        )


class NotUnderReviewError(MatchingError):
    """The run's pairs can no longer be changed or published."""

    def __init__(self) -> None:
        super().__init__(
            _("These pairs are no longer under review: they were published or replaced meanwhile.")
        )


class NotPossibleError(MatchingError):
    """The mentor can't be given to the mentee; the sentence says why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            _("%(name)s can't be chosen: %(reason)s.") % {"name": name, "reason": reason}
        )


class ListChangedError(MatchingError):
    """Other people would be told than were shown."""

    def __init__(self, *, shown: int, now: int) -> None:
        super().__init__(
            _(
                "The pairs have changed since you saw them: %(now)s instead of %(shown)s."
                " Nobody was told. Look at them again."
            )
            % {"now": now, "shown": shown}
        )


class NothingToPublishError(MatchingError):
    """No proposal is left that could be published."""

    def __init__(self) -> None:
        super().__init__(_("There is no pair to publish."))


class MailsLeftError(MatchingError):
    """A publication can't be taken back any more."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This can't be taken back any more: mails have left, or one of the two has begun."
                " End single pairs where they are listed."
            )
        )


class PublishedError(MatchingError):
    """The pair, or another one of the mentee, is published already."""

    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s is in a pair that is published already.") % {"name": name})


class NotAPairError(MatchingError):
    """The two are no longer a pair."""

    def __init__(self) -> None:
        super().__init__(_("You two are no longer a pair: nothing can be changed any more."))


class PauseDayError(MatchingError):
    """The day on which a pause is to end makes no sense; the sentence says what is wrong."""


class MeetingTimeError(MatchingError):
    """The time of a meeting makes no sense; the sentence says what is wrong."""


class TimesOverError(MatchingError):
    """Proposed times that were answered, replaced or taken back meanwhile, or that are over."""

    def __init__(self) -> None:
        super().__init__(_("These times don't stand any more. Look at what is open now."))


class TooManyGoalsError(MatchingError):
    """A pair has as many goals as anybody follows."""

    def __init__(self, most: int) -> None:
        super().__init__(_("%(most)d goals are enough: remove one first.") % {"most": most})


class NotProposedError(MatchingError):
    """The pair was taken out, or another mentor was chosen."""

    def __init__(self, name: str) -> None:
        super().__init__(_("This mentor is no longer proposed for %(name)s.") % {"name": name})


class NotFixableError(MatchingError):
    """The two can't be fixed as a pair, whatever the reason; the sentence says why."""


class ReasonNeededError(MatchingError):
    """Rules of the program speak against a pair: HR can insist with a reason."""


class HasMentorError(MatchingError):
    """The mentee has a mentor in the program already."""

    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s has a mentor in this program.") % {"name": name})


class NotMenteeError(MatchingError):
    """The person is no mentee of the program today."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s is not among those of this program who look for a mentor.") % {"name": name}
        )


class AnsweredError(MatchingError):
    """The question is no longer open, or was ended by the answer: that stays."""

    keeps_work = True

    def __init__(self) -> None:
        super().__init__(
            _("This question is no longer open: it was answered, taken back, or its time is over.")
        )


class NoChoicesError(MatchingError):
    """Mentees choose nobody in the program, or not any more."""

    def __init__(self) -> None:
        super().__init__(_("Lists can't be changed in this program now."))


class TooManyChoicesError(MatchingError):
    """A mentee has as many mentors on their list as the program allows."""

    def __init__(self, most: int) -> None:
        super().__init__(
            ngettext(
                "Your list holds %(most)d mentor: remove that one first.",
                "Your list holds %(most)d mentors: remove one first.",
                most,
            )
            % {"most": most}
        )


class NotWithError(MatchingError):
    """A private wish that can't be kept; the sentence says why."""

    @classmethod
    def of_oneself(cls) -> NotWithError:
        """Nobody is paired with themselves anyway."""
        return cls(_("That is you: nobody is paired with themselves."))

    @classmethod
    def too_many(cls, most: int) -> NotWithError:
        """So that a list stays a list of exceptions."""
        return cls(_("At most %(count)d people. Take somebody off first.") % {"count": most})


class CirclesError(MatchingError):
    """Circles can't be made or changed so; the sentence says why."""
