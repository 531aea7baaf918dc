"""Taking back what was changed in published circles, while nobody was told of it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from matching.actions.circle_places import forget_formed, is_there
from matching.circle_mails import GRACE, OF_CHANGES, stamp, tell_formed
from matching.errors import CirclesError
from matching.models import Circle, CircleExit, CircleMember
from matching.queries.circles import members_of_circles
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.moves import lock_program

State = Circle.State
UNTOLD = (Notification.State.PENDING, Notification.State.CANCELLED)


def undo_change(place: CircleMember, *, by: Person, now: datetime) -> None:
    """Put everybody back who changed circles together with the one who had this place, or left.

    Twice is once. Raises CirclesError once a mail has left or anybody has moved on since, and for
    somebody else who left by themselves; and ProgramOverError.
    """
    with transaction.atomic():
        program = lock_program(place.program)
        at = CircleMember.objects.get(id=place.id).left_at
        if at is None:
            return
        rows = CircleMember.objects.filter(program=program).select_related("person")
        before, after = list(rows.filter(left_at=at)), list(rows.filter(joined_at=at))
        ids = {row.circle_id for row in (*before, *after)}
        circles = Circle.objects.select_related("program", "organization").in_bulk(list(ids))
        exits = CircleExit.objects.filter(program=program, left_at=at)
        _refuse(before, after, circles.values(), at, now=now)
        if exits.exclude(person=by).exists():
            raise CirclesError(_("Who left by themselves comes back by themselves."))
        exits.delete()
        CircleMember.objects.filter(id__in=[row.id for row in after]).delete()
        CircleMember.objects.filter(id__in=[row.id for row in before]).update(left_at=None)
        Circle.objects.filter(id__in=ids).update(state=State.ACTIVE)
        _forget_mails(circles.values(), at, now=now)


def _refuse(
    before: Collection[CircleMember],
    after: Collection[CircleMember],
    circles: Iterable[Circle],
    at: datetime,
    *,
    now: datetime,
) -> None:
    mails = _mails(circles, at).select_for_update(of=("self",))
    if now > at + GRACE or any(mail.state not in UNTOLD for mail in mails):
        raise CirclesError(_("Somebody was told already. Move them back instead."))
    people = [row.person_id for row in before]
    moved = CircleMember.objects.filter(
        program__in=[row.program_id for row in before], person__in=people, left_at__isnull=True
    ).exclude(id__in=[row.id for row in after])
    if (
        moved.exists()
        or any(row.left_at for row in after)
        or not all(map(is_there, before))
        or any(circle.state == State.DRAFT for circle in circles)
    ):
        raise CirclesError(_("The circles have changed meanwhile. Look at them again."))


def _forget_mails(circles: Collection[Circle], at: datetime, *, now: datetime) -> None:
    """Who would have heard of their circle for the first time still does, of the one it is now."""
    members = members_of_circles(circles)
    people = {circle.id: [row.person for row in members[circle.id]] for circle in circles}
    untold = {
        circle.id: forget_formed(circle, people[circle.id], ending=stamp(at)) for circle in circles
    }
    _mails(circles, at).delete()
    for circle in circles:
        here = people[circle.id]
        tell_formed(circle, here, [one for one in here if one.id in untold[circle.id]], now=now)


def _mails(circles: Iterable[Circle], at: datetime) -> QuerySet[Notification]:
    causes = [str(circle.id) for circle in circles]
    return Notification.objects.filter(
        cause__in=causes, kind__in=OF_CHANGES, dedupe_key__endswith=stamp(at)
    )
