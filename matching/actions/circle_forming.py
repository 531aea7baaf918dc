"""Forming circles: asking a worker, writing its result down, saying who stays."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from matching.errors import CirclesError
from matching.models import Circle, CircleMember, CirclePlan
from matching.queries.circle_exits import ids_of_exits
from matching.queries.circles import (
    circle_plan_of,
    ids_in_active_circles,
    kept_groups,
    people_of,
)
from matching.rules.circles import FEWEST
from peerlearn.people.models import Person
from peerlearn.tenancy.context import current_organization_id
from peerlearn.tenancy.tasks import send_task_on_commit
from programs.actions.moves import hold_program, lock_program
from programs.models import Program

State = Circle.State
TASK = "matching.tasks.form_circles_of"


def ask_for_circles(program: Program, *, by: Person, now: datetime) -> CirclePlan:
    """Have a worker form circles of those who have none; drafts are replaced, kept members stay.

    Raises CirclesError when too few people are there, and ProgramOverError.
    """
    with transaction.atomic():
        locked = lock_program(program)
        away = ids_in_active_circles(locked) | ids_of_exits(locked)
        free = len({one.id for one in people_of(locked)} - away)
        if free < FEWEST:
            raise CirclesError(
                _("A circle needs at least %(fewest)d people; %(free)d have none yet.")
                % {"fewest": FEWEST, "free": free}
            )
        plan = circle_plan_of(locked) or CirclePlan(program=locked)
        plan.program = locked
        plan.state, plan.asked, plan.asked_at = CirclePlan.State.QUEUED, plan.asked + 1, now
        plan.save()
        send_task_on_commit(
            TASK,
            organization_id=current_organization_id(),
            plan_id=str(plan.id),
            asked=str(plan.asked),
        )
        return plan


def save_circles(plan: CirclePlan, groups: Sequence[Sequence[UUID]], *, asked: int) -> bool:
    """Write the drafts down; False when they were asked for again meanwhile.

    Who left while they were computed is in none of them.
    """
    with transaction.atomic():
        program = hold_program(plan.program)
        now = CirclePlan.objects.get(id=plan.id)
        if now.asked != asked or now.state != CirclePlan.State.QUEUED:
            return False
        away = ids_in_active_circles(program) | ids_of_exits(program)
        free = {one.id for one in people_of(program)} - away
        kept = {one for group in kept_groups(program) for one in group}
        Circle.objects.filter(program=program, state=State.DRAFT).delete()
        drafts = [[one for one in group if one in free] for group in groups]
        for number, group in enumerate(filter(None, drafts), start=_next_number(program)):
            circle = Circle.objects.create(program=program, number=number)
            CircleMember.objects.bulk_create(
                CircleMember(circle=circle, program=program, person_id=one, is_kept=one in kept)
                for one in group
            )
        now.state = CirclePlan.State.IDLE
        now.save(update_fields=["state"])
        return True


def fail_circles(plan: CirclePlan, *, asked: int) -> None:
    """No result: drafts stay as they were."""
    going = CirclePlan.objects.filter(id=plan.id, asked=asked, state=CirclePlan.State.QUEUED)
    going.update(state=CirclePlan.State.FAILED)


def keep_member(member: CircleMember, *, is_kept: bool, by: Person) -> None:
    """Have somebody stay in their circle when circles are formed again. Twice is once.

    Raises ProgramOverError.
    """
    with transaction.atomic():
        lock_program(member.program)
        CircleMember.objects.filter(id=member.id).update(is_kept=is_kept)


def _next_number(program: Program) -> int:
    most = Circle.objects.filter(program=program).aggregate(most=Max("number"))["most"]
    return (most or 0) + 1
