"""Saying what a program's roles are called, what they ask, and how people come in."""

from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import ngettext

from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.actions.waiting import admit_waiting
from programs.errors import ProgramError
from programs.models import Program, ProgramRole
from programs.queries.roles import places_taken
from programs.rules.roles import usual_role


class TooFewPlacesError(ProgramError):
    """More people hold a place than there would be."""

    def __init__(self, taken: int) -> None:
        text = ngettext(
            "%(taken)s person holds a place now. Choose at least as many places, or withdraw"
            " somebody first.",
            "%(taken)s people hold a place now. Choose at least as many places, or withdraw"
            " somebody first.",
            taken,
        )
        super().__init__(text % {"taken": taken})


class RoleSaid(TypedDict, total=False):
    """What can be said of a role; what is left out is the usual."""

    label_one: str
    label_many: str
    asked: str
    hours_a_month: Decimal | int
    seats: int | None
    way_in: str


def set_role(
    program: Program, role: str, *, by: Person | None, **said: Unpack[RoleSaid]
) -> ProgramRole:
    """Say all of a role anew.

    Raises TooFewPlacesError when more people hold a place than `seats`, and ProgramOverError.
    """
    seats = said.get("seats")
    with transaction.atomic():
        lock_program(program)
        taken = places_taken(program)[role]
        if seats is not None and seats < taken:
            raise TooFewPlacesError(taken)
        row, _made = ProgramRole.objects.update_or_create(
            program=program,
            role=role,
            defaults={
                "label_one": said.get("label_one", "").strip(),
                "label_many": said.get("label_many", "").strip(),
                "asked": said.get("asked", "").strip(),
                "hours_a_month": said.get("hours_a_month", usual_role(role).hours),
                "seats": seats,
                "way_in": said.get("way_in", ProgramRole.WayIn.CLOSED),
            },
        )
        admit_waiting(program, role)
        return row
