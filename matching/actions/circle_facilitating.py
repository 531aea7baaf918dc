"""A facilitator for a circle: asking a neutral person, and their answer."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.circle_facilitator_mails import (
    ask_for_circle,
    forget_question,
    tell_answer,
    tell_meeting_ahead,
    tell_over,
)
from matching.circle_mails import GRACE
from matching.errors import CirclesError
from matching.models import Circle, CircleFacilitator, CircleMember
from matching.queries.circle_facilitators import doubts_about, standing_in
from peerlearn.people.actions import invite_people
from peerlearn.people.models import Person
from programs.actions.moves import lock_program

State = CircleFacilitator.State


def ask_facilitator(
    circle: Circle, person: Person, *, by: Person, now: datetime
) -> CircleFacilitator:
    """Ask somebody to facilitate a published circle; they get a mail. Twice is once.

    Raises CirclesError for who is in the circle, isn't neutral to its members, can't be reached, or
    was asked on the same day already, and where somebody else is asked; and ProgramOverError.
    """
    with transaction.atomic():
        program = lock_program(circle.program)
        locked = Circle.objects.select_related("organization").get(id=circle.id)
        locked.program = program
        standing = standing_in(locked).select_related("person").first()
        if standing and standing.person_id == person.id:
            return standing
        _refuse(locked, person, standing)
        row, is_new = CircleFacilitator.objects.get_or_create(
            circle=locked, person=person, defaults={"asked_by": by, "asked_at": now}
        )
        if not is_new:
            _ask_again(row, by=by, now=now)
        row.circle = locked
        # Whoever can't sign in yet gets that by a mail of its own, as for a program.
        invite_people([person], by=by)
        ask_for_circle(row)
        return row


def accept_circle(row: CircleFacilitator, *, now: datetime) -> CircleFacilitator:
    """The one who is asked says yes. Twice is once.

    Where the circle has changed so that they are not neutral any more, the question is taken back
    instead, and who asked reads why. Raises CirclesError when it was taken back, and
    ProgramOverError.
    """
    with transaction.atomic():
        locked = _lock(row)
        if locked.state == State.ACCEPTED:
            return locked
        _must_be(locked, State.ASKED)
        doubts = doubts_about(locked.circle, locked.person)
        locked.state = State.REVOKED if doubts else State.ACCEPTED
        _decide(locked, now=now)
        tell_answer(locked, doubts)
        if not doubts:
            tell_meeting_ahead(locked, now=now)
        return locked


def decline_circle(row: CircleFacilitator, *, reason: str, now: datetime) -> CircleFacilitator:
    """The one who is asked says no, or stops; who asked reads the reason, the members don't.

    Twice is once. Raises CirclesError when it was taken back, and ProgramOverError.
    """
    with transaction.atomic():
        locked = _lock(row)
        if locked.state == State.DECLINED:
            return locked
        _must_be(locked, *CircleFacilitator.STANDING)
        was_on = locked.state == State.ACCEPTED
        locked.state, locked.decline_reason = State.DECLINED, reason.strip()
        _decide(locked, now=now)
        tell_answer(locked)
        if was_on:
            _call_nothing(locked)
            tell_meeting_ahead(locked, now=now, is_off=True)
        return locked


def take_back_facilitator(row: CircleFacilitator, *, by: Person, now: datetime) -> None:
    """The circle has no facilitator any more; who was asked or had accepted is told, unless the
    question hasn't left. Twice is once. Raises ProgramOverError.
    """
    with transaction.atomic():
        lock_program(row.circle.program)
        _end([row.id], State.REVOKED, now=now)


def end_facilitating_of(person_ids: Collection[UUID]) -> None:
    """These people have left the company: their circles wait for somebody else."""
    rows = CircleFacilitator.objects.filter(
        person__in=list(person_ids), state__in=CircleFacilitator.STANDING
    )
    with transaction.atomic():
        _end(rows.values_list("id", flat=True), State.ENDED, now=timezone.now())


def forget_facilitators(circles: Iterable[Circle]) -> None:
    """These circles are drafts again: nobody is asked for them."""
    rows = CircleFacilitator.objects.filter(
        circle__in=list(circles), state__in=CircleFacilitator.STANDING
    )
    _end(rows.values_list("id", flat=True), State.REVOKED, now=timezone.now())


def part_with_facilitator(circle: Circle, *, now: datetime) -> None:
    """This circle is one with another: who facilitated it hears so in some minutes, unless that is
    undone.
    """
    for row in standing_in(circle).select_related("person"):
        row.circle = circle
        tell_over(row, now=now, wait=GRACE)
        if row.state == State.ACCEPTED:
            tell_meeting_ahead(row, now=now, is_off=True, wait=GRACE)


def _end(ids: Iterable[UUID], state: str, *, now: datetime) -> None:
    people = ("person", "circle__program", "circle__organization", "asked_by")
    found = CircleFacilitator.objects.filter(
        id__in=list(ids), state__in=CircleFacilitator.STANDING
    ).select_related(*people)
    for row in found.select_for_update(of=("self",)):
        was_on, row.state = row.state == State.ACCEPTED, state
        _decide(row, now=now)
        if state == State.ENDED:
            forget_question(row)
            tell_answer(row)
        elif not forget_question(row):
            tell_over(row, now=now)
        if was_on:
            _call_nothing(row)
            if state != State.ENDED:
                tell_meeting_ahead(row, now=now, is_off=True)


def _refuse(circle: Circle, person: Person, standing: CircleFacilitator | None) -> None:
    name = {"name": person.display_name, "number": circle.number}
    if circle.state != Circle.State.ACTIVE:
        raise CirclesError(_("Publish the circle first: only then somebody is asked."))
    if standing:
        other = {"name": standing.person.display_name}
        raise CirclesError(_("%(name)s is asked already. Take that back first.") % other)
    if not person.is_reachable:
        raise CirclesError(_("%(name)s has no e-mail address to be asked at.") % name)
    members = CircleMember.objects.filter(circle=circle, person=person, left_at__isnull=True)
    if members.exists():
        raise CirclesError(_("%(name)s is in circle %(number)d.") % name)
    if doubts := doubts_about(circle, person):
        raise CirclesError(" ".join(doubts))


def _ask_again(row: CircleFacilitator, *, by: Person, now: datetime) -> None:
    if row.state == State.DECLINED and timezone.localdate(row.asked_at) == timezone.localdate(now):
        name = {"name": row.person.display_name}
        raise CirclesError(_("%(name)s was asked today already. Ask again tomorrow.") % name)
    row.state, row.asked_by, row.asked_at = State.ASKED, by, now
    row.decided_at, row.decline_reason = None, ""
    row.save()


def _decide(row: CircleFacilitator, *, now: datetime) -> None:
    row.decided_at = now
    row.save(update_fields=["state", "decline_reason", "decided_at"])


def _call_nothing(row: CircleFacilitator) -> None:
    """Whoever facilitates no longer calls no first meeting."""
    Circle.objects.filter(id=row.circle_id, host=row.person_id).update(host=None)


def _lock(row: CircleFacilitator) -> CircleFacilitator:
    """The question and its circle as they are now, while nobody else changes who is in it."""
    program = lock_program(row.circle.program)
    rows = CircleFacilitator.objects.select_related("circle__organization", "person", "asked_by")
    locked = rows.select_for_update(of=("self",)).get(id=row.id)
    locked.circle.program = program
    return locked


def _must_be(row: CircleFacilitator, *states: str) -> None:
    if row.state not in states or row.circle.state != Circle.State.ACTIVE:
        raise CirclesError(_("This question is settled: nobody waits for an answer any more."))
