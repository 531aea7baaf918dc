"""What HR wants of the circles of a program."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from matching.errors import CirclesError
from matching.models import CirclePlan, CircleWish
from matching.queries.circles import circle_plan_of, people_of
from matching.rules.circles import MOST
from peerlearn.people.models import Person
from peerlearn.tenancy.ids import uuid7
from programs.actions.moves import lock_program
from programs.models import Program

PLANNED = ("size", "mix_by", "apart_line", "apart_team", "joiners_by_themselves")
# As many as are kept apart by one wish.
COUPLE, APART = 2, 12


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


def copy_circle_plan(program: Program, original: Program, *, by: Person) -> None:
    """Form circles as in another program, if that one has a plan; its wishes are about people and
    stay there. Raises ProgramOverError.
    """
    plan = circle_plan_of(original)
    if plan is not None:
        plan_circles(program, by=by, **{name: getattr(plan, name) for name in PLANNED})


def wish_circle(
    program: Program, people: Sequence[Person], *, kind: str, by: Person
) -> list[CircleWish]:
    """Have people in one circle, or each in another one; of two of them a later wish replaces an
    earlier one. Returns their couples.

    Raises CirclesError for one person alone, too many (together: a circle's most; apart: APART),
    or somebody who is not in the program; and ProgramOverError.
    """
    with transaction.atomic():
        locked = lock_program(program)
        named = list({person.id: person for person in people}.values())
        _refuse(locked, named, kind)
        couples = list(combinations(sorted(named, key=lambda person: person.id), 2))
        _part(locked, couples)
        group = uuid7() if len(couples) > 1 else None
        return [
            CircleWish.objects.update_or_create(
                program=locked, one=first, other=second, defaults={"kind": kind, "group": group}
            )[0]
            for first, second in couples
        ]


def forget_wish(wish: CircleWish, *, by: Person) -> None:
    """The two, or all who were named with them, may be in one circle or not.

    Raises ProgramOverError.
    """
    with transaction.atomic():
        lock_program(wish.program)
        found = Q(id=wish.id)
        if wish.group:
            found |= Q(group=wish.group)
        CircleWish.objects.filter(found, program=wish.program_id).delete()


def _refuse(program: Program, people: Sequence[Person], kind: str) -> None:
    if len(people) < COUPLE:
        raise CirclesError(_("Choose two different people."))
    most = MOST if kind == CircleWish.Kind.TOGETHER else APART
    if len(people) > most:
        raise CirclesError(_("Choose at most %(most)d people.") % {"most": most})
    there = {person.id for person in people_of(program)}
    for person in people:
        if person.id not in there:
            text = _("%(name)s does not take part in this program.")
            raise CirclesError(text % {"name": person.display_name})


def _part(program: Program, couples: Sequence[tuple[Person, Person]]) -> None:
    """What is left of a group that a couple of is named anew are couples like others."""
    named = Q(pk__in=[])
    for one, other in couples:
        named |= Q(one=one, other=other)
    wishes = CircleWish.objects.filter(program=program)
    groups = wishes.filter(named, group__isnull=False).order_by().values_list("group", flat=True)
    wishes.filter(group__in=list(groups)).update(group=None)
