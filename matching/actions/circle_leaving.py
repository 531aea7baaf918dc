"""Leaving one's circle and nothing else, coming back to it, and wanting another one."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from matching.actions.circle_places import change_places
from matching.actions.circle_undoing import undo_change
from matching.circle_mails import GRACE, tell_left
from matching.errors import CirclesError
from matching.models import Circle, CircleExit, CircleMember
from matching.queries.circles import board_of, fellow, plan_or_usual
from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.models import Program

State = Circle.State


def leave_circle(circle: Circle, *, by: Person, now: datetime) -> CircleExit:
    """I am in this circle no more, and in the program as before; the others keep theirs.

    They and who owns the program are told in ten minutes. Nobody gives me another circle before I
    want one. Twice is once. Raises CirclesError for who is not in it, and ProgramOverError.
    """
    with transaction.atomic():
        program = lock_program(circle.program)
        rows = CircleMember.objects.filter(circle=circle, person=by, left_at__isnull=True)
        row = rows.select_related("circle__program", "circle__organization").first()
        if row is None or row.circle.state != State.ACTIVE:
            left = CircleExit.objects.filter(program=program, person=by, circle=circle).first()
            if left is None:
                raise CirclesError(_("This circle has changed: you are not in it any more."))
            return left
        change_places([row], [], now=now, wait=GRACE)
        exit_of, _is_new = CircleExit.objects.update_or_create(
            program=program, person=by, defaults={"circle": circle, "left_at": now}
        )
        _tell_owner(row.circle, program, by, now=now)
        return exit_of


def return_to_circle(left: CircleExit, *, by: Person, now: datetime) -> Circle:
    """I am in it again, as if I had never left while nobody was told; later the others are told.

    Raises CirclesError when it has no room for me any more, and ProgramOverError.
    """
    with transaction.atomic():
        program = lock_program(left.program)
        place = CircleMember.objects.filter(
            circle=left.circle_id, person=by, left_at=left.left_at
        ).first()
        if place and now <= left.left_at + GRACE:
            place.program = program
            undo_change(place, by=by, now=now)
        elif CircleExit.objects.filter(id=left.id).exists():
            _take_back_in(left, program, now=now)
        circle: Circle = left.circle
        return circle


def want_circle(left: CircleExit, *, by: Person) -> None:
    """Another circle is wanted: whoever joins late gets a place, and so does this person.

    Twice is once. Raises ProgramOverError.
    """
    with transaction.atomic():
        lock_program(left.program)
        CircleExit.objects.filter(id=left.id).delete()


def _take_back_in(left: CircleExit, program: Program, *, now: datetime) -> None:
    me, circle = left.person, left.circle
    board = board_of(plan_or_usual(program), State.ACTIVE, [me], today=localdate(now))
    if circle.id not in board.open_to(fellow(me)):
        raise CirclesError(_("Your circle has no room any more. You can ask for another one."))
    left.delete()
    change_places([], [(circle, me)], now=now)


def _tell_owner(circle: Circle, program: Program, who: Person, *, now: datetime) -> None:
    owner = program.owner
    if owner is not None and owner.state == Person.State.ACTIVE and owner.id != who.id:
        stay = CircleMember.objects.filter(circle=circle, left_at__isnull=True).count()
        tell_left(circle, who, owner, now=now, stay=stay)
