"""What HR wants of the circles of a program."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from matching.errors import CirclesError
from matching.models import CirclePlan, CircleWish
from matching.queries.circles import circle_plan_of, people_of
from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.models import Program


def plan_circles(program: Program, *, by: Person, **plan: Any) -> CirclePlan:
    """Set how circles are formed. Those that are there stay as they are.

    `plan`: size, mix_by, apart_line, apart_team, joiners_by_themselves. Raises CirclesError
    without anything to mix by, and ProgramOverError.
    """
    if not plan.get("mix_by", True):
        raise CirclesError(_("Choose at least one thing that circles are mixed by."))
    with transaction.atomic():
        locked = lock_program(program)
        found = circle_plan_of(locked) or CirclePlan(program=locked)
        for name, value in plan.items():
            setattr(found, name, value)
        found.program = locked
        found.save()
        return found


def wish_circle(
    program: Program, one: Person, other: Person, *, kind: str, by: Person
) -> CircleWish:
    """Have two people in one circle, or in different ones; a later wish replaces an earlier one.

    Raises CirclesError for somebody twice or not in the program, and ProgramOverError.
    """
    with transaction.atomic():
        locked = lock_program(program)
        if one.id == other.id:
            raise CirclesError(_("Choose two different people."))
        there = {person.id for person in people_of(locked)}
        for person in (one, other):
            if person.id not in there:
                text = _("%(name)s does not take part in this program.")
                raise CirclesError(text % {"name": person.display_name})
        first, second = sorted((one, other), key=lambda person: person.id)
        wish, _is_new = CircleWish.objects.update_or_create(
            program=locked, one=first, other=second, defaults={"kind": kind}
        )
        return wish


def forget_wish(wish: CircleWish, *, by: Person) -> None:
    """The two may be in one circle or not. Raises ProgramOverError."""
    with transaction.atomic():
        lock_program(wish.program)
        CircleWish.objects.filter(id=wish.id).delete()
