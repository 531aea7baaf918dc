"""Who sees what of the answers: one rule decides it, and writes the sentence about it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Terms:
    """What a round promises, frozen when it opens."""

    threshold: int
    comment_threshold: int
    invited: int
    # The facilitator's name; empty for a session without one.
    facilitator: str
    organization: str


def may_read(
    *, person_id: UUID, is_hr_admin: bool, reader_id: UUID | None, facilitator_id: UUID | None
) -> bool:
    """Whether a person may see what a round shows of its answers.

    HR admins may, and the facilitator. `reader_id` was the facilitator when the round opened,
    `facilitator_id` is now: they must be the same, so a change can only make it stricter.
    """
    if is_hr_admin:
        return True
    return person_id == reader_id == facilitator_id


def sentence_of(terms: Terms) -> str:
    """What stands above the boxes before anybody types."""
    if terms.invited < terms.threshold:
        return too_few_there(terms.invited, terms.threshold)
    parts = [
        f"{_readers(terms)} {_ratings(terms)}",
        _suggestions(terms),
        _("What falls short of that is deleted unread."),
        _("Nobody sees who answered what."),
        _("If everybody answers alike, the totals show what everybody said."),
    ]
    return " ".join(filter(None, parts))


def check_sentence(*, invited: int, threshold: int, is_closed: bool) -> str:
    """What stands above the questions of a knowledge check."""
    own = _("Only you see your own answers and score.")
    if invited < threshold:
        return own
    if is_closed:
        return f"{own} {_('The totals were counted when the round closed: you are not in them.')}"
    totals = _(
        "The facilitator and the HR admins see how many people were right, but only after the "
        "round has closed and from %(threshold)d people on."
    ) % {"threshold": threshold}
    return f"{own} {totals}"


def too_few_there(invited: int, threshold: int) -> str:
    """Why a small room is not asked."""
    if invited == 0:
        return _("Nobody was checked in, so nobody is asked.")
    there = ngettext(
        "Only %(count)d person was there.", "Only %(count)d people were there.", invited
    ) % {"count": invited}
    never = _(
        "Ratings are shown from %(threshold)d answers on, so nobody could ever see them: "
        "none are asked for."
    ) % {"threshold": threshold}
    return f"{there} {never}"


def no_suggestions(invited: int, comment_threshold: int) -> str:
    """Why a room that gives ratings is not asked for words."""
    there = ngettext("%(count)d person was there.", "%(count)d people were there.", invited) % {
        "count": invited
    }
    never = _(
        "Suggestions are shown from %(threshold)d answers on, because few people can be told "
        "apart by their words. So none are asked for here."
    ) % {"threshold": comment_threshold}
    return f"{there} {never}"


def _readers(terms: Terms) -> str:
    names = {"facilitator": terms.facilitator, "organization": terms.organization}
    if terms.facilitator:
        return _("%(facilitator)s (facilitator) and the HR admins of %(organization)s") % names
    return _("The HR admins of %(organization)s") % names


def _ratings(terms: Terms) -> str:
    return _(
        "see averages and how often each number was chosen, but only after the close and from "
        "%(threshold)d answers on."
    ) % {"threshold": terms.threshold}


def _suggestions(terms: Terms) -> str:
    if terms.invited < terms.comment_threshold:
        return ""
    return _("They read suggestions, in random order, from %(threshold)d answers on.") % {
        "threshold": terms.comment_threshold
    }
