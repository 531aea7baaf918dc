"""What a person chooses about the coffees of a program: skip one, a break, out, back in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from matching.errors import MatchingError
from matching.models import CoffeeChoice
from peerlearn.people.models import Person
from programs.models import Program

LONGEST_DAYS = 366


class SnoozeDayError(MatchingError):
    """The day makes no sense as the end of a break."""

    def __init__(self) -> None:
        super().__init__(_("Choose a day after today, within a year."))


def skip_next_coffee(program: Program, *, by: Person) -> None:
    """The next round goes by without them; who is out stays out."""
    _choose(program, by, skips_next=True)


def snooze_coffees(program: Program, *, until: date, by: Person, today: date) -> None:
    """No round before that day; who is out stays out. Raises SnoozeDayError."""
    if not 0 < (until - today).days <= LONGEST_DAYS:
        raise SnoozeDayError
    _choose(program, by, snoozed_until=until)


def leave_coffees(program: Program, *, by: Person) -> None:
    """No coffees any more; the rest of the program stays."""
    _choose(program, by, is_out=True)


def return_to_coffees(program: Program, *, by: Person) -> None:
    """Take part again from the next round on, whatever was chosen. Twice is once."""
    CoffeeChoice.objects.filter(program=program, person=by).delete()


def _choose(program: Program, person: Person, **chosen: object) -> None:
    defaults = {"is_out": False, "skips_next": False, "snoozed_until": None, **chosen}
    with transaction.atomic():
        # a page that was opened before they left brings nobody back
        out = CoffeeChoice.objects.select_for_update().filter(
            program=program, person=person, is_out=True
        )
        if out.exists():
            return
        CoffeeChoice.objects.update_or_create(program=program, person=person, defaults=defaults)
