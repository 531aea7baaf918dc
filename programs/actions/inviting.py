"""Inviting people to a program: they have a place until they say no."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.notifications.actions import notify_all
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from programs.actions.batches import write_enrollments
from programs.actions.enrollment import check_expected, left_out_now
from programs.actions.moves import lock_program, must_have_places
from programs.errors import TooManyToInviteError, WrongStateError
from programs.joining_mails import invitation
from programs.models import Enrollment, EnrollmentBatch, EnrollmentChange, Program
from programs.queries.enrollment import people_to_enroll
from programs.queries.roles import role_of_program
from programs.rules.acts import AT_ONCE
from programs.rules.enrollment import EnrollmentRule

State = Enrollment.State


def invite_people(
    program: Program,
    rule: EnrollmentRule,
    *,
    role: str,
    by: Person,
    today: date,
    expected: int | None = None,
) -> EnrollmentBatch | None:
    """Ask whom the rule means whether they want to take part; each gets a mail with a link.

    Raises ListChangedError, RoleFullError, TooManyToInviteError, and WrongStateError for a program
    that is over. None when there was nobody to ask.
    """
    with transaction.atomic():
        if lock_program(program).state == Program.State.DRAFT:
            raise WrongStateError(_("Open the program first: nobody can say yes to a draft."))
        new, again = people_to_enroll(program, role, rule, today=today)
        count = len(new) + len(again)
        check_expected(count, expected)
        if not count:
            return None
        if count > AT_ONCE:
            raise TooManyToInviteError(AT_ONCE)
        must_have_places(program, role, count)
        before = dict(_states(program, role, again))
        batch = EnrollmentBatch.objects.create(
            program=program,
            act=EnrollmentBatch.Act.INVITED,
            role=role,
            count=count,
            total=count,
            made_by=by,
            work=left_out_now(program, role, rule, today=today),
        )
        write_enrollments(batch, new, again, capacity=1)
        _ask(batch, before, by=by)
        return batch


def _states(program: Program, role: str, people: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    rows = Enrollment.objects.filter(program=program, role=role, person_id__in=people)
    return rows.values_list("id", "state")


def _ask(batch: EnrollmentBatch, before: dict[UUID, str], *, by: Person) -> None:
    asked = list(Enrollment.objects.filter(batch=batch).select_related("person", "program"))
    changes = EnrollmentChange.objects.bulk_create(
        EnrollmentChange(
            enrollment=one,
            from_state=before.get(one.id, ""),
            to_state=State.INVITED,
            by=by,
            batch=batch,
        )
        for one in asked
    )
    house, facts = house_entered(), role_of_program(batch.program, batch.role)
    notify_all(
        invitation(one, change, facts, house=house)
        for one, change in zip(asked, changes, strict=True)
    )
