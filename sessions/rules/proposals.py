"""What a proposed topic must satisfy, and when a session on it would be."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.web.single_line import has_letters, one_line
from programs.errors import ProgramError
from sessions.rules.drafting import SATURDAY, likely_moment

MOST_OPEN = 10
# Voters and presenters need time to make room for it.
NOTICE = timedelta(days=14)
NOON = time(12)
WEEK = timedelta(weeks=1)
FEWEST_SEATS = 20


class ProposalError(ProgramError):
    """A proposal can't be made, or can't be changed like that."""


class ProposalSettledError(ProposalError):
    """It was planned, declined or taken back meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This proposal isn't open any more."))


class TopicUnclearError(ProposalError):
    """There are no words in the title."""

    def __init__(self) -> None:
        super().__init__(_("Say in a few words what it is about."))


class AlreadyProposedError(ProposalError):
    """The same topic is open already."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” is proposed already. Vote for it, or write another title.")
            % {"title": title}
        )


class TooManyProposalsError(ProposalError):
    """One person has enough proposals open."""

    def __init__(self) -> None:
        super().__init__(
            ngettext(
                "You have %(count)d proposal open here. Take it back first.",
                "You have %(count)d proposals open here. Take one back first.",
                MOST_OPEN,
            )
            % {"count": MOST_OPEN}
        )


def clean_title(text: str) -> str:
    """A title in one line. Raises TopicUnclearError where nothing can be read in it."""
    title = one_line(text)
    if not has_letters(title):
        raise TopicUnclearError
    return title


def seats_for(people: int) -> int:
    """How many seats a session gets for so many who voted for it or take part: a quarter more."""
    return max(FEWEST_SEATS, people + ceil(people / 4))


def next_slot(
    usual: datetime | None,
    zone: ZoneInfo,
    *,
    now: datetime,
    first_day: date,
    closed: Collection[date],
    taken: Collection[date] = (),
) -> datetime:
    """When the next session of a program would be: at the usual weekday and time of day, on a day
    that is neither closed nor taken, two weeks ahead and not before `first_day`.

    Where nothing is usual yet, at noon of the next working day that is free.
    """
    earliest = max((now + NOTICE).astimezone(zone).date(), first_day)
    if usual is None:
        day = earliest
        while day.weekday() >= SATURDAY or day in closed or day in taken:
            day += timedelta(days=1)
        return likely_moment(day, NOON, zone)
    local = usual.astimezone(zone)
    day = earliest + timedelta(days=(local.weekday() - earliest.weekday()) % 7)
    while day in closed or day in taken:
        day += WEEK
    return likely_moment(day, local.time(), zone)
