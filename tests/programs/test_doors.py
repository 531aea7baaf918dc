"""Who is let in by whom: turned down before, too late, or not yet to know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.completing import complete_enrollments
from programs.actions.enrollment import enroll_people, undo_batch, withdraw_enrollments
from programs.actions.joining import (
    apply_for,
    join_or_wait,
    join_program,
    leave_program,
    pause_enrollment,
    resume_enrollment,
    take_back_application,
)
from programs.actions.long_acts import send_again
from programs.actions.rechecking import TASK as RECHECK
from programs.actions.roles import set_role
from programs.actions.waiting import approve_applications, reject_applications
from programs.errors import MoveError
from programs.models import Enrollment, EnrollmentBatch, Program
from programs.queries.daily import silent_acts
from programs.queries.facilitators import neutrality_of
from programs.queries.joining import enrollments_visible_to, turned_down
from programs.rules.enrollment import EnrollmentRule


@pytest.fixture
def today():
    return timezone.localdate()


def role_is(program, way_in, seats=None):
    set_role(program, "participant", by=None, way_in=way_in, seats=seats)


def test_whom_hr_turned_down_comes_in_by_hr_alone(cast, program, today):
    fay = cast.facilitator.person
    with cast.inside():
        role_is(program, "application")
        one = apply_for(program, cast.manager.person, "participant", today=today)
        reject_applications(program, [one.id], words="No.", by=cast.hr_admin.person)
        role_is(program, "open", seats=1)
        again = join_or_wait(program, cast.manager.person, "participant", today=today)
        assert (again.id, again.state) == (one.id, "applied")
        take_back_application(one, by=cast.manager.person)
        with pytest.raises(MoveError, match="HR decides"):
            join_program(program, cast.manager.person, "participant", today=today)
        apply_for(program, cast.manager.person, "participant", today=today)
        first = join_program(program, fay, "participant", today=today)
        leave_program(first, reason="time", by=fay)
        one.refresh_from_db()
        assert one.state == "applied"
        approve_applications(program, [one.id], by=cast.hr_admin.person)
        leave_program(one, reason="time", by=cast.manager.person)
        assert join_program(program, cast.manager.person, "participant", today=today).id == one.id


def test_who_comes_too_late_for_the_last_place_waits_in_line(cast, program, today):
    with cast.inside():
        role_is(program, "open", seats=1)
        join_program(program, cast.manager.person, "participant", today=today)
        late = join_or_wait(program, cast.director.person, "participant", today=today)
        assert late.state == "applied"


def test_draft_is_nobodys_yet_but_for_an_invitation(cast, program, today):
    with cast.inside():
        Program.objects.filter(id=program.id).update(state="draft")
        mine = Enrollment.objects.filter(program=program, person=cast.employee.person)
        seen = enrollments_visible_to(cast.employee.person).filter(program=program)
        assert mine.exists()
        assert not seen.exists()
        mine.update(state="invited")
        assert seen.exists()


def test_whoever_comes_in_has_the_facilitators_checked_again(
    cast, program, today, django_capture_on_commit_callbacks
):
    """By themselves, by HR's yes, or back from a break."""
    fay, marco = cast.facilitator.person, cast.manager.person
    with cast.inside():
        role_is(program, "application")
        applied = apply_for(program, marco, "participant", today=today)
        for act in (
            lambda: approve_applications(program, [applied.id], by=fay),
            lambda: resume_enrollment(applied, by=marco),
        ):
            with django_capture_on_commit_callbacks() as waiting:
                act()
            assert [one.name for one in waiting if getattr(one, "name", "") == RECHECK] == [RECHECK]
            pause_enrollment(applied, returns_on=today + timedelta(days=2), by=marco, today=today)


def test_facilitator_is_not_neutral_to_who_takes_a_break(cast, program, today):
    with cast.inside():
        Enrollment.objects.filter(program=program, person=cast.employee.person).update(
            state="paused"
        )
        Person.objects.filter(id=cast.employee.person.id).update(manager=cast.facilitator.person)
        assert neutrality_of(program, cast.facilitator.person).has_objection


def test_undo_of_enrolling_turns_down_again_whom_hr_had_turned_down(cast, program, today):
    with cast.inside():
        role_is(program, "application")
        one = apply_for(program, cast.manager.person, "participant", today=today)
        reject_applications(program, [one.id], words="No.", by=cast.hr_admin.person)
        rule = EnrollmentRule(
            person_ids=frozenset({cast.manager.person.id}), includes_withdrawn=True
        )
        batch = enroll_people(
            program, rule, role="participant", by=cast.hr_admin.person, today=today
        )
        one.refresh_from_db()
        assert one.state == "active"
        undo_batch(batch, by=cast.hr_admin.person)
        one.refresh_from_db()
        assert one.state == "rejected"
        assert turned_down(Enrollment.objects.filter(id=one.id)).exists()


def test_undo_of_leaving_out_needs_no_place_for_who_has_completed(cast, program, today):
    with cast.inside():
        role_is(program, "open", seats=1)
        done = join_program(program, cast.manager.person, "participant", today=today)
        complete_enrollments(program, [done.id], by=cast.hr_admin.person)
        join_program(program, cast.director.person, "participant", today=today)
        batch = withdraw_enrollments(program, [done.id], by=cast.hr_admin.person)
        undo_batch(batch, by=cast.hr_admin.person)
        done.refresh_from_db()
    assert done.state == "completed"


def test_act_whose_worker_died_is_taken_up_again(cast, program):
    now = timezone.now()
    with cast.inside():
        batch = EnrollmentBatch.objects.create(
            program=program,
            act="enrolled",
            role="participant",
            count=0,
            state="working",
            worked_at=now - timedelta(minutes=2),
        )
        assert list(silent_acts(now=now)) == [batch]
        send_again(batch, now=now)
        assert not silent_acts(now=now).exists()
