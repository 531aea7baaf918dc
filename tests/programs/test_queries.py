from datetime import date

import pytest

from peerlearn.people.models import Membership, Person
from programs.models import Enrollment, FacilitatorNomination, Program
from programs.permissions import may_edit_program, may_view_program
from programs.queries import (
    accepted_facilitators,
    active_enrollments,
    enrolled_programs,
    is_facilitator_of,
    programs_facilitated_by,
    programs_visible_to,
)


@pytest.fixture
def program(cast):
    with cast.inside():
        program = Program.objects.create(
            name="Onboarding spring",
            starts_on=date(2026, 3, 2),
            ends_on=date(2026, 6, 30),
            state=Program.State.RUNNING,
        )
        Enrollment.objects.create(program=program, person=cast.employee.person, role="mentee")
        Enrollment.objects.create(program=program, person=cast.mentor.person, role="mentor")
        FacilitatorNomination.objects.create(
            program=program,
            person=cast.facilitator.person,
            state=FacilitatorNomination.State.ACCEPTED,
        )
        return program


def membership_of(player):
    return Membership.objects.get(user=player.user)


def visible_to(player):
    return list(programs_visible_to(player.person, membership_of(player)))


def test_programs_visible_to_those_in_it_alone(cast, program):
    with cast.inside():
        for player in (cast.hr_admin, cast.employee, cast.mentor, cast.facilitator):
            assert visible_to(player) == [program]
            assert may_view_program(membership_of(player), program)
        assert visible_to(cast.manager) == []
        assert not may_view_program(membership_of(cast.manager), program)


def test_programs_visible_to_person_with_two_roles_once(cast, program):
    with cast.inside():
        Enrollment.objects.create(program=program, person=cast.employee.person, role="mentor")
        assert visible_to(cast.employee) == [program]


def test_draft_is_hidden_from_the_enrolled_alone(cast, program):
    with cast.inside():
        Program.objects.update(state=Program.State.DRAFT)
        assert visible_to(cast.employee) == []
        assert list(enrolled_programs(cast.employee.person)) == []
        assert visible_to(cast.facilitator) == [program]
        assert visible_to(cast.hr_admin) == [program]


def test_withdrawn_person_no_longer_sees_program(cast, program):
    with cast.inside():
        Enrollment.objects.update(state=Enrollment.State.WITHDRAWN)
        assert list(enrolled_programs(cast.employee.person)) == []


@pytest.mark.parametrize("state", ["proposed", "declined", "blocked", "revoked"])
def test_facilitator_who_has_not_accepted_is_none(cast, program, state):
    with cast.inside():
        FacilitatorNomination.objects.update(state=state)
        assert not is_facilitator_of(cast.facilitator.person, program)
        assert list(accepted_facilitators(program)) == []
        assert list(programs_facilitated_by(cast.facilitator.person)) == []


def test_facilitator_who_accepted_facilitates(cast, program):
    with cast.inside():
        assert is_facilitator_of(cast.facilitator.person, program)
        assert list(accepted_facilitators(program)) == [cast.facilitator.person]
        assert list(programs_facilitated_by(cast.facilitator.person)) == [program]


def test_active_enrollments_by_role_without_leavers(cast, program):
    with cast.inside():
        assert [e.person.name for e in active_enrollments(program)] == [
            "Emil Employee",
            "Mina Mentor",
        ]
        assert [e.person.name for e in active_enrollments(program, "mentor")] == ["Mina Mentor"]
        Person.objects.filter(id=cast.mentor.person.id).update(state=Person.State.LEFT)
        assert list(active_enrollments(program, "mentor")) == []


def test_only_hr_admin_may_edit_program(cast, program):
    with cast.inside():
        assert may_edit_program(membership_of(cast.hr_admin), program)
        assert not may_edit_program(membership_of(cast.facilitator), program)
