"""A mentor's break from being asked."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from matching.errors import MatchingError
from matching.models import NotNow
from peerlearn.people.models import Person

LONGEST_DAYS = 366


class BreakDayError(MatchingError):
    """The day makes no sense as the end of a break."""

    def __init__(self) -> None:
        super().__init__(_("Choose a day after today, within a year."))


def take_break(mentor: Person, until: date, *, today: date) -> NotNow:
    """Nobody asks a mentor before that day. What they are asked already, they still answer.

    Raises BreakDayError.
    """
    if not 0 < (until - today).days <= LONGEST_DAYS:
        raise BreakDayError
    with transaction.atomic():
        found, _is_new = NotNow.objects.update_or_create(mentor=mentor, defaults={"until": until})
        return found


def end_break(mentor: Person) -> None:
    """The mentor can be asked again. Twice is once."""
    NotNow.objects.filter(mentor=mentor).delete()
