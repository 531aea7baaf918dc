"""Moving people between circles, by hand: one, two for each other, or a whole small circle."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from matching.actions.circle_facilitating import part_with_facilitator
from matching.actions.circle_places import change_places
from matching.circle_mails import GRACE
from matching.errors import CirclesError
from matching.models import Circle, CircleMember
from matching.queries.circles import board_of, fellow, plan_or_usual
from matching.rules.circle_board import Board, Effect
from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.models import Program

State = Circle.State
SMALLEST_DRAFT = 2


def move_member(member: CircleMember, to: Circle, *, by: Person, now: datetime) -> Effect | None:
    """Put somebody into another circle; those of published circles are told in some minutes, until
    which it can be taken back (matching.actions.circle_undoing). Twice is once.

    Returns what it does to the mix; None where they are in it already.

    Raises CirclesError when that one can't take them, and ProgramOverError.
    """
    with transaction.atomic():
        row, board = _lock(member, now=now)
        if row.circle_id == to.id:
            return None
        here, there = row.circle, _circle(to.id, row.circle)
        who = fellow(row.person)
        effects = {effect.circle: effect for effect in board.moves(who, here.id)}
        if there.id not in effects:
            raise _cannot_take(there, row.person)
        if len(board.circles[here.id]) <= SMALLEST_DRAFT and here.state == State.DRAFT:
            text = _("Circle %(number)d would have nobody to talk to. Swap instead.")
            raise CirclesError(text % {"number": here.number})
        _change([(row, there)], now=now)
        return effects[there.id]


def swap_members(member: CircleMember, other: CircleMember, *, by: Person, now: datetime) -> Effect:
    """Have two people change places; returns what it does to the mix. Doing it again puts it back.

    Raises CirclesError when one of them can't be in the other's circle, and ProgramOverError.
    """
    with transaction.atomic():
        row, board = _lock(member, now=now)
        in_return = _row(other)
        if row.circle_id == in_return.circle_id:
            raise CirclesError(_("The two are in one circle."))
        there = _circle(in_return.circle_id, row.circle)
        swaps = board.swaps(fellow(row.person), row.circle_id)
        effects = {effect.other: effect for effect in swaps}
        if in_return.person_id not in effects:
            raise _cannot_take(there, row.person)
        _change([(row, there), (in_return, row.circle)], now=now)
        return effects[in_return.person_id]


def merge_circles(small: Circle, into: Circle, *, by: Person, now: datetime) -> Circle:
    """Make one circle of two; its members are told when they are published. Twice is once.

    Raises CirclesError when they are too many or may not be together, and ProgramOverError.
    """
    with transaction.atomic():
        program = lock_program(small.program)
        rows = list(_rows().filter(circle=small))
        if not rows:
            return into
        board = _board(program, small.state, now=now)
        if into.id not in {key for key, _mix in board.mergers(small.id)}:
            text = _("Circles %(one)d and %(other)d can’t become one.")
            raise CirclesError(text % {"one": small.number, "other": into.number})
        _change([(row, into) for row in rows], now=now)
        Circle.objects.filter(id=small.id).update(state=State.OVER)
        part_with_facilitator(small, now=now)
        return into


def _lock(member: CircleMember, *, now: datetime) -> tuple[CircleMember, Board]:
    """The place as it is under the program's lock, and the circles beside it."""
    program = lock_program(member.program)
    row = _row(member)
    return row, _board(program, row.circle.state, now=now)


def _board(program: Program, state: str, *, now: datetime) -> Board:
    return board_of(plan_or_usual(program), state, [], today=localdate(now))


def _row(member: CircleMember) -> CircleMember:
    row = _rows().filter(id=member.id).first()
    if row is None:
        raise CirclesError(_("The circles have changed meanwhile. Look at them again."))
    return row


def _rows() -> QuerySet[CircleMember]:
    people = ("person", "circle__program", "circle__organization")
    return CircleMember.objects.filter(left_at__isnull=True).select_related(*people)


def _circle(circle_id: UUID, beside: Circle) -> Circle:
    """A circle of the same program and state."""
    found = Circle.objects.filter(id=circle_id, program=beside.program_id, state=beside.state)
    circle = found.select_related("program", "organization").first()
    if circle is None:
        raise CirclesError(_("The circles have changed meanwhile. Look at them again."))
    return circle


def _change(moves: list[tuple[CircleMember, Circle]], *, now: datetime) -> None:
    """Put people into other circles; a draft is changed in place."""
    if any(circle.state == State.ACTIVE for _row, circle in moves):
        into = [(circle, row.person) for row, circle in moves]
        change_places([row for row, _circle in moves], into, now=now, wait=GRACE)
        return
    for row, circle in moves:
        CircleMember.objects.filter(id=row.id).update(circle=circle)


def _cannot_take(circle: Circle, person: Person) -> CirclesError:
    """One sentence for all reasons: some of them are private."""
    return CirclesError(
        _("Circle %(number)d is full, or can’t take %(name)s.")
        % {"number": circle.number, "name": person.display_name}
    )
