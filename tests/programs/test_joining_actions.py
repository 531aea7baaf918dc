from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.enrollment import enroll_people, undo_batch, withdraw_enrollments
from programs.actions.inviting import invite_people
from programs.actions.joining import (
    accept_invitation,
    apply_for,
    decline_invitation,
    join_program,
    leave_program,
    pause_enrollment,
    resume_enrollment,
    take_back_application,
    undo_leaving,
)
from programs.actions.roles import set_role
from programs.actions.waiting import approve_applications, reject_applications
from programs.errors import MoveError, RoleFullError, WrongStateError
from programs.models import Enrollment, EnrollmentChange, Program
from programs.queries.joining import chances_of, others_at_once
from programs.rules.enrollment import EnrollmentRule
from programs.rules.moves import MOVES, next_state
from programs.signals import people_withdrawn

STATES = Enrollment.State.values


@pytest.fixture
def today():
    return timezone.localdate()


def role_is(program, way_in, seats=None, role="participant"):
    set_role(program, role, by=None, way_in=way_in, seats=seats)


def of(*players):
    return EnrollmentRule(person_ids=frozenset(player.person.id for player in players))


@pytest.mark.parametrize("move", MOVES)
def test_move_made_twice_leads_where_it_led_and_others_are_refused(move):
    sources, target = MOVES[move]
    for state in ("", *STATES):
        expected = target if state == target or state in sources else None
        assert next_state(state, move) == expected


def test_applicant_is_let_in_and_told(cast, program, today):
    with cast.inside():
        role_is(program, "application")
        applied = apply_for(
            program, cast.manager.person, "participant", today=today, words="I am curious"
        )
        again = apply_for(program, cast.manager.person, "participant", today=today)
        assert (again.id, again.state) == (applied.id, "applied")
        assert approve_applications(program, [applied.id], by=cast.hr_admin.person) == 1
        assert approve_applications(program, [applied.id], by=cast.hr_admin.person) == 0
        applied.refresh_from_db()
        assert applied.state == "active"
        told = Notification.objects.filter(kind="programs.application_answered")
        assert [one.recipient for one in told] == ["marco.manager@acme.example"]
        asked = Notification.objects.get(kind="programs.application")
        assert asked.recipient == "hanna.admin@acme.example"
        assert "I am curious" in asked.body


def test_applicant_who_is_turned_down_reads_why_and_may_ask_again(cast, program, today):
    with cast.inside():
        role_is(program, "application")
        one = apply_for(program, cast.manager.person, "participant", today=today)
        reject_applications(program, [one.id], words="Next time.", by=cast.hr_admin.person)
        assert "Next time." in Notification.objects.get(kind="programs.application_answered").body
        assert apply_for(program, cast.manager.person, "participant", today=today).id == one.id
        assert [c.to_state for c in EnrollmentChange.objects.filter(enrollment=one)] == [
            "applied",
            "rejected",
            "applied",
        ]
        assert take_back_application(one, by=cast.manager.person).state == "withdrawn"


def test_too_few_places_let_nobody_in(cast, program, today):
    with cast.inside():
        role_is(program, "application", seats=1)
        waiting = [
            apply_for(program, player.person, "participant", today=today)
            for player in (cast.manager, cast.director)
        ]
        ids = [one.id for one in waiting]
        with pytest.raises(RoleFullError, match="1 place is left"):
            approve_applications(program, ids, by=cast.hr_admin.person)
        assert Enrollment.objects.filter(id__in=ids, state="applied").count() == 2
        with pytest.raises(RoleFullError):
            enroll_people(
                program,
                of(cast.facilitator, cast.hr_admin),
                role="participant",
                by=cast.hr_admin.person,
                today=today,
            )


def test_whoever_waits_for_an_open_role_comes_in_when_a_place_is_free(cast, program, today):
    with cast.inside():
        role_is(program, "open", seats=1)
        first = join_program(program, cast.manager.person, "participant", today=today)
        assert join_program(program, cast.manager.person, "participant", today=today) == first
        with pytest.raises(RoleFullError, match="are taken"):
            join_program(program, cast.director.person, "participant", today=today)
        second = apply_for(program, cast.director.person, "participant", today=today)
        third = apply_for(program, cast.facilitator.person, "participant", today=today)
        leave_program(first, reason="time", by=cast.manager.person)
        second.refresh_from_db()
        third.refresh_from_db()
        assert (second.state, third.state) == ("active", "applied")
        with pytest.raises(RoleFullError):
            undo_leaving(first, by=cast.manager.person, now=timezone.now())
        role_is(program, "open", seats=3)
        third.refresh_from_db()
        assert third.state == "active"


def test_closed_role_and_program_that_is_over_take_nobody(cast, program, today):
    with cast.inside():
        with pytest.raises(WrongStateError):
            join_program(program, cast.manager.person, "participant", today=today)
        role_is(program, "open")
        after = program.ends_on + timedelta(days=1)
        with pytest.raises(WrongStateError):
            join_program(program, cast.manager.person, "participant", today=after)
        assert chances_of(cast.manager.person, today=after) == []
        Program.objects.filter(id=program.id).update(state="finished")
        with pytest.raises(WrongStateError):
            apply_for(program, cast.manager.person, "participant", today=today)


def test_invited_say_yes_or_no_and_keep_their_place_until_then(cast, program, today):
    with cast.inside():
        role_is(program, "invitation", seats=2)
        people = of(cast.manager, cast.director)
        batch = invite_people(
            program, people, role="participant", by=cast.hr_admin.person, today=today
        )
        assert batch.count == 2
        yes, no = Enrollment.objects.filter(batch=batch).order_by("-person__name")
        with pytest.raises(RoleFullError):
            enroll_people(program, of(cast.facilitator), role="participant", by=None, today=today)
        assert accept_invitation(yes, by=yes.person, today=today).state == "active"
        assert accept_invitation(yes, by=yes.person, today=today).state == "active"
        assert decline_invitation(no, by=no.person, words="No time").state == "withdrawn"
        with pytest.raises(MoveError):
            accept_invitation(no, by=no.person, today=today)
        mails = Notification.objects.filter(kind="programs.invited")
        assert {mail.recipient for mail in mails} == {yes.person.email, no.person.email}
        assert all(mail.is_private for mail in mails)


def test_undone_invitation_leaves_no_trace(cast, program, today):
    with cast.inside():
        rule = of(cast.manager)
        batch = invite_people(program, rule, role="mentee", by=cast.hr_admin.person, today=today)
        undo_batch(batch, by=cast.hr_admin.person)
        assert not Enrollment.objects.filter(person=cast.manager.person).exists()


def test_pause_keeps_the_place_and_ends_by_itself(cast, program, today):
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
        day = today + timedelta(days=7)
        pause_enrollment(mine, returns_on=day, by=cast.employee.person, today=today)
        assert (mine.state, mine.returns_on) == ("paused", day)
        later = day + timedelta(days=7)
        pause_enrollment(mine, returns_on=later, by=cast.employee.person, today=today)
        assert mine.returns_on == later
        assert resume_enrollment(mine, by=None).state == "active"
        assert mine.returns_on is None
        assert Notification.objects.filter(kind="programs.pause_over").count() == 1
        assert resume_enrollment(mine, by=None).state == "active"
        assert Notification.objects.filter(kind="programs.pause_over").count() == 1


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_pause_until_a_day_that_makes_no_sense_is_refused(cast, program, today, days):
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
        with pytest.raises(WrongStateError):
            pause_enrollment(
                mine, returns_on=today + timedelta(days=days), by=mine.person, today=today
            )
        mine.refresh_from_db()
        assert mine.state == "active"


def test_who_leaves_is_told_on_once_and_may_take_it_back_for_a_day(cast, program):
    heard = []

    def hear(person_ids, **_kwargs):
        heard.append(person_ids)

    people_withdrawn.connect(hear)
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
        for _twice in range(2):
            leave_program(mine, reason="time", words="Too much", by=cast.employee.person)
        assert heard == [{cast.employee.person.id}]
        change = EnrollmentChange.objects.filter(enrollment=mine).first()
        assert (change.reason, change.words) == ("time", "Too much")
        with pytest.raises(MoveError):
            undo_leaving(mine, by=mine.person, now=timezone.now() + timedelta(days=2))
        assert undo_leaving(mine, by=mine.person, now=timezone.now()).state == "active"
    people_withdrawn.disconnect(hear)


def test_whom_hr_withdrew_cannot_undo_that(cast, program):
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
        batch = withdraw_enrollments(program, [mine.id], by=cast.hr_admin.person)
        with pytest.raises(MoveError):
            undo_leaving(mine, by=cast.employee.person, now=timezone.now())
        undo_batch(batch, by=cast.hr_admin.person)
        mine.refresh_from_db()
        assert mine.state == "active"


def test_two_programs_at_once_in_one_role_are_found(cast, program):
    with cast.inside():
        other = Program.objects.create(
            name="Another",
            state="running",
            starts_on=program.ends_on,
            ends_on=program.ends_on + timedelta(days=30),
        )
        assert others_at_once(cast.employee.person, other, "mentee") == [program]
        assert others_at_once(cast.employee.person, other, "mentor") == []
        Program.objects.filter(id=other.id).update(starts_on=program.ends_on + timedelta(days=1))
        other.refresh_from_db()
        assert others_at_once(cast.employee.person, other, "mentee") == []


def test_many_who_join_at_once_do_not_get_more_than_the_places(committed_cast):
    cast, today = committed_cast, timezone.localdate()
    with cast.inside():
        program = Program.objects.create(
            name="Circle", state="running", starts_on=today, ends_on=today
        )
        role_is(program, "open", seats=3)
        people = [Person.objects.create(name=f"P{n}") for n in range(8)]
    barrier, refused = Barrier(8), []

    def join(person):
        barrier.wait()
        try:
            with cast.inside():
                join_program(program, person, "participant", today=today)
        except RoleFullError:
            refused.append(person)
        finally:
            connection.close()

    threads = [Thread(target=join, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with cast.inside():
        assert Enrollment.objects.filter(program=program, state="active").count() == 3
    assert len(refused) == 5
