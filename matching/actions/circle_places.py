"""Places in circles: somebody comes in or goes, and the others hear of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from matching.circle_facilitator_mails import tell_doubts
from matching.circle_mails import FORMED, NOW, stamp, tell_changed, tell_formed, tell_meeting
from matching.models import Circle, CircleMember, CirclePlan
from matching.queries.circle_facilitators import doubted_by_joiners
from matching.queries.circles import members_of_circles, next_meetings, where_joiners_go
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.moves import lock_program
from programs.models import Enrollment, Program


def place_joiners(program: Program, *, by: Person | None, now: datetime) -> tuple[int, int]:
    """Put everybody without a circle into the published one that gains most by them, and tell
    them and its members.

    Returns how many were placed, and how many no circle can take. Raises ProgramOverError.
    """
    with transaction.atomic():
        locked = lock_program(program)
        placed = where_joiners_go(locked, now=now)
        keys = {key for _person, key in placed if key}
        circles = Circle.objects.select_related("program", "organization").in_bulk(list(keys))
        into = [(circles[key], person) for person, key in placed if key]
        change_places([], into, now=now)
        return len(into), len(placed) - len(into)


def place_joiners_of_all(*, now: datetime) -> None:
    """The same for all programs whose plan says so, in nobody's name."""
    plans = CirclePlan.objects.filter(
        joiners_by_themselves=True,
        program__state__in=(Program.State.OPEN, Program.State.RUNNING),
        program__circles__state=Circle.State.ACTIVE,
    )
    for plan in plans.select_related("program").distinct():
        place_joiners(plan.program, by=None, now=now)


def leave_circles_of(
    person_ids: Collection[UUID], program: Program | None, *, now: datetime
) -> None:
    """These people are gone: out of their circles (of a program, or of all), whose others are
    told. Who is still in the program in another role stays. Twice is once.
    """
    rows = CircleMember.objects.filter(person__in=list(person_ids), left_at__isnull=True)
    if program is not None:
        rows = rows.filter(program=program)
    for row in rows.select_related("person", "circle__program", "circle__organization"):
        if is_there(row):
            continue
        with transaction.atomic():
            if row.circle.state == Circle.State.DRAFT:
                row.delete()
            else:
                change_places([row], [], now=now)


def change_places(
    out: Iterable[CircleMember],
    into: Iterable[tuple[Circle, Person]],
    *,
    now: datetime,
    wait: timedelta = NOW,
) -> None:
    """Some leave their published circles, some come into others; each circle is told once, after
    `wait`, in which it can be taken back.
    """
    circles: dict[UUID, Circle] = {}
    left: dict[UUID, list[Person]] = defaultdict(list)
    joined: dict[UUID, list[Person]] = defaultdict(list)
    for row in out:
        mine = CircleMember.objects.filter(id=row.id, left_at__isnull=True)
        if mine.update(left_at=now):
            Circle.objects.filter(id=row.circle_id, host=row.person_id).update(host=None)
            circles[row.circle_id] = row.circle
            left[row.circle_id].append(row.person)
    for circle, person in into:
        CircleMember.objects.create(
            circle=circle, program_id=circle.program_id, person=person, joined_at=now
        )
        circles[circle.id] = circle
        joined[circle.id].append(person)
    members = members_of_circles(circles.values())
    for key, circle in circles.items():
        people = [row.person for row in members[key]]
        _tell(circle, people, joined[key], left[key], now=now, wait=wait)
    for facilitation in doubted_by_joiners(list(circles.values()), members, joined):
        tell_doubts(facilitation.row, facilitation.doubts, now=now, wait=wait)
    due_at = now + wait if wait else None
    for key, meeting in next_meetings(circles.values(), now=now).items():
        meeting.circle = circles[key]
        # A calendar takes who comes back only with a newer meeting than the one called off.
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
        of_change: Any = {"due_at": due_at, "change": stamp(now)}
        tell_meeting(meeting, joined[key], is_off=False, **of_change)
        tell_meeting(meeting, left[key], is_off=True, **of_change)


def _tell(
    circle: Circle,
    people: list[Person],
    joined: list[Person],
    left: list[Person],
    *,
    now: datetime,
    wait: timedelta,
) -> None:
    """Tell a circle's people who they are now: who has not been told of it yet hears it anew, the
    others what has changed.
    """
    untold = forget_formed(circle, people)
    new = {person.id for person in joined} | untold
    others = [person for person in people if person.id not in new]
    joiners = [person for person in people if person.id in new]
    tell_changed(circle, others, joined=joined, left=left, people=people, now=now, wait=wait)
    tell_formed(circle, people, joiners, now=now, wait=wait)


def forget_formed(circle: Circle, people: Iterable[Person], *, ending: str = "") -> set[UUID]:
    """Put away the mails that would first tell some people of a circle; returns whose they were.

    Of who is not among its people the mail stays: they may come back, else it isn't sent.
    """
    waiting = Notification.objects.filter(
        kind=FORMED,
        cause=str(circle.id),
        person__in=[person.id for person in people],
        dedupe_key__endswith=ending,
        state=Notification.State.PENDING,
    )
    found = dict(waiting.select_for_update(of=("self",)).values_list("id", "person_id"))
    Notification.objects.filter(id__in=found).delete()
    return set(found.values())


def is_there(row: CircleMember) -> bool:
    """Somebody may have left one of two roles; a break keeps the place."""
    present = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED, Enrollment.State.COMPLETED)
    return (
        row.person.state == Person.State.ACTIVE
        and Enrollment.objects.filter(
            program=row.program_id, person=row.person_id, state__in=present
        ).exists()
    )
