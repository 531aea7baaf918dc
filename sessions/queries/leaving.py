"""What people who left still hold of sessions to come."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerlearn.people.models import Membership, Person
from programs.models import Enrollment, Program
from programs.queries import IN_PROGRAM
from sessions.models import Booking, LearningSession, WaitlistEntry
from sessions.queries.bookings import ON


def led_by_leavers(person_ids: Collection[UUID]) -> QuerySet[LearningSession]:
    """Sessions that haven't begun, and drafts, which those who left were to facilitate."""
    ahead = (LearningSession.State.DRAFT, LearningSession.State.PUBLISHED)
    gone = Person.objects.filter(id__in=person_ids, state=Person.State.LEFT)
    return LearningSession.objects.filter(state__in=ahead, facilitator__in=gone)


def presenters_lost(*, now: datetime) -> QuerySet[LearningSession]:
    """Sessions to come, and drafts, whose presenter has left; in programs that aren't over."""
    ahead = (LearningSession.State.DRAFT, LearningSession.State.PUBLISHED)
    over = (Program.State.FINISHED, Program.State.ARCHIVED)
    found = LearningSession.objects.filter(
        state__in=ahead, starts_at__gt=now, presenter__state=Person.State.LEFT
    )
    return (
        found.exclude(program__state__in=over)
        .select_related("presenter")
        .order_by("starts_at", "id")
    )


def held_by_leavers(person_ids: Collection[UUID]) -> QuerySet[Booking]:
    """Seats of those who left the organization."""
    return _held().filter(person__in=person_ids, person__state=Person.State.LEFT)


def held_by_outsiders(program: Program, person_ids: Collection[UUID]) -> QuerySet[Booking]:
    """Seats in a program's sessions of those who may no longer attend them."""
    held = _held().filter(learning_session__program=program, person__in=person_ids)
    return held.exclude(_may_attend(program))


def waited_for_by_leavers(person_ids: Collection[UUID]) -> QuerySet[WaitlistEntry]:
    """Places in line of those who left the organization."""
    return _waiting().filter(person__in=person_ids, person__state=Person.State.LEFT)


def waited_for_by_outsiders(
    program: Program, person_ids: Collection[UUID]
) -> QuerySet[WaitlistEntry]:
    """Places in the lines of a program of those who may no longer attend."""
    waiting = _waiting().filter(learning_session__program=program, person__in=person_ids)
    return waiting.exclude(_may_attend(program))


def _held() -> QuerySet[Booking]:
    return Booking.objects.filter(
        state=Booking.State.CONFIRMED, checked_in_at=None, learning_session__state__in=ON
    )


def _waiting() -> QuerySet[WaitlistEntry]:
    return WaitlistEntry.objects.filter(state__in=WaitlistEntry.OPEN).select_related("person")


def _may_attend(program: Program) -> Q:
    enrolled: QuerySet[Any] = Enrollment.objects.filter(
        program=program, person=OuterRef("person"), state__in=IN_PROGRAM
    )
    admin = Membership.objects.filter(person=OuterRef("person"), role=Membership.Role.HR_ADMIN)
    return Q(Exists(enrolled)) | Q(Exists(admin))
