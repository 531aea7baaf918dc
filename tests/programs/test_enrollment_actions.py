from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peerlearn.people.models import Person
from programs.actions.enrollment import (
    enroll_people,
    set_mentor_capacity,
    undo_batch,
    withdraw_enrollments,
)
from programs.errors import ListChangedError, WrongStateError
from programs.models import Enrollment, Program
from programs.queries.enrolled import role_counts
from programs.queries.enrollment import people_matching, preview_enrollment
from programs.rules.enrollment import EnrollmentRule, matches_rule
from tests.programs.conftest import TODAY

EVERYBODY = EnrollmentRule()
SALES = EnrollmentRule(departments=frozenset({"Sales"}))


def enroll(cast, program, rule=SALES, role="mentee", **given):
    return enroll_people(program, rule, role=role, by=cast.hr_admin.person, today=TODAY, **given)


def names_in(program, role="mentee", state="active"):
    found = Enrollment.objects.filter(program=program, role=role, state=state)
    return list(found.order_by("person__name").values_list("person__name", flat=True))


def test_enrolls_whom_the_rule_means_and_not_twice(cast, program):
    with cast.inside():
        batch = enroll(cast, program)
        assert batch.count == 2
        assert names_in(program) == ["Dora Director", "Emil Employee", "Marco Manager"]
        assert enroll(cast, program) is None
        assert len(names_in(program)) == 3


def test_person_may_be_mentor_and_mentee(cast, program):
    with cast.inside():
        enroll(cast, program, role="mentor")
        assert "Emil Employee" in names_in(program, "mentor")
        assert "Emil Employee" in names_in(program, "mentee")
        assert role_counts(program) == {"people": 4, "mentor": 4, "mentee": 1, "participant": 0}


def test_leavers_are_never_enrolled(cast, program):
    with cast.inside():
        Person.objects.filter(id=cast.manager.person.id).update(state="left")
        listed = EnrollmentRule(person_ids=frozenset({cast.manager.person.id}))
        assert enroll(cast, program, listed) is None


def test_mentors_take_two_mentees_unless_said_otherwise(cast, program):
    with cast.inside():
        enroll(cast, program, role="mentor", capacity=5)
        enroll(cast, program, EnrollmentRule(departments=frozenset({"Legal"})), role="mentor")
        capacities = dict(
            Enrollment.objects.filter(role="mentor").values_list("person__name", "capacity")
        )
        assert capacities["Dora Director"] == 5
        assert capacities["Fay Facilitator"] == 2


def test_other_number_than_shown_enrolls_nobody(cast, program):
    with cast.inside():
        with pytest.raises(ListChangedError, match="2 people instead of 3"):
            enroll(cast, program, expected=3)
        assert names_in(program) == ["Emil Employee"]
        assert enroll(cast, program, expected=2).count == 2


@pytest.mark.parametrize("state", ["finished", "archived"])
def test_program_that_is_over_enrolls_nobody(cast, program, state):
    with cast.inside():
        Program.objects.filter(id=program.id).update(state=state)
        with pytest.raises(WrongStateError):
            enroll(cast, program)


def test_undo_leaves_no_trace_of_new_people(cast, program):
    with cast.inside():
        batch = enroll(cast, program)
        for _ in range(2):
            undo_batch(batch, by=cast.hr_admin.person)
        assert names_in(program) == ["Emil Employee"]
        assert names_in(program, state="withdrawn") == []
        assert enroll(cast, program).count == 2


def test_withdrawn_people_are_enrolled_again_only_when_asked_for(cast, program):
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
        withdraw_enrollments(program, [mine.id], by=cast.hr_admin.person)
        assert enroll(cast, program).count == 2
        again = EnrollmentRule(departments=frozenset({"Sales"}), includes_withdrawn=True)
        batch = enroll(cast, program, again)
        assert batch.count == 1
        assert "Emil Employee" in names_in(program)
        undo_batch(batch, by=cast.hr_admin.person)
        assert names_in(program, state="withdrawn") == ["Emil Employee"]


def test_withdrawal_is_undone(cast, program):
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
        batch = withdraw_enrollments(program, [mine.id], by=cast.hr_admin.person)
        assert names_in(program) == []
        assert withdraw_enrollments(program, [mine.id], by=cast.hr_admin.person) is None
        for _ in range(2):
            undo_batch(batch, by=cast.hr_admin.person)
        assert names_in(program) == ["Emil Employee"]


def test_withdrawal_from_another_program_changes_nothing(cast, program):
    with cast.inside():
        other = Program.objects.create(name="Other", starts_on=TODAY, ends_on=TODAY)
        mine = Enrollment.objects.get(person=cast.employee.person)
        assert withdraw_enrollments(other, [mine.id], by=cast.hr_admin.person) is None


def test_capacity_is_of_mentors_and_within_bounds(cast, program):
    with cast.inside():
        ids = list(Enrollment.objects.values_list("id", flat=True))
        assert set_mentor_capacity(program, ids, capacity=4, by=cast.hr_admin.person) == 1
        assert Enrollment.objects.get(role="mentor").capacity == 4
        for capacity in (0, 21):
            with pytest.raises(ValueError, match="1 to 20"):
                set_mentor_capacity(program, ids, capacity=capacity, by=cast.hr_admin.person)


def test_preview_counts_and_names(cast, program):
    with cast.inside():
        Person.objects.create(name="Zoe Deskless", department="Sales")
        preview = preview_enrollment(program, "mentee", SALES, today=TODAY)
        assert (preview.to_enroll, preview.already, preview.unreachable) == (3, 1, 1)
        assert [person.name for person in preview.names] == [
            "Dora Director",
            "Marco Manager",
            "Zoe Deskless",
        ]
        dated = EnrollmentRule(departments=frozenset({"Sales"}), newer_than_days=90)
        assert preview_enrollment(program, "mentee", dated, today=TODAY).without_start_date == 4


def test_sql_means_whom_the_rule_means(cast):
    with cast.inside():
        for number, days in enumerate([-30, 0, 89, 90, 91, 729, 730, 731, 4000]):
            Person.objects.create(
                name=f"Person {number}",
                department=["Sales", "Legal"][number % 2],
                location=["Berlin", "Lisbon"][number % 3 // 2],
                starts_on=TODAY - timedelta(days=days),
                state="left" if number == 4 else "active",
            )
        everybody = list(Person.objects.all())
        departments = [frozenset(), frozenset({"Sales"}), frozenset({"Sales", "Legal"})]
        for department, newer, longer, first in product(
            departments, [None, 90], [None, 2], [None, date(2026, 1, 1)]
        ):
            rule = EnrollmentRule(
                departments=department,
                newer_than_days=newer,
                longer_than_years=longer,
                started_from=first,
            )
            assert set(people_matching(rule, today=TODAY)) == {
                person for person in everybody if matches_rule(person, rule, today=TODAY)
            }


def queries_of_enrolling(cast, program, count):
    people = Person.objects.bulk_create(
        Person(name=f"New {number}", department=f"Group of {count}") for number in range(count)
    )
    rule = EnrollmentRule(departments=frozenset({people[0].department}))
    with CaptureQueriesContext(connection) as queries:
        preview = preview_enrollment(program, "mentee", rule, today=TODAY)
        assert enroll(cast, program, rule, expected=preview.to_enroll).count == count
    return len(queries)


def test_enrolling_5000_takes_as_many_queries_as_3(cast, program):
    with cast.inside():
        assert queries_of_enrolling(cast, program, 3) == 10
        assert queries_of_enrolling(cast, program, 5000) == 10
        assert role_counts(program)["mentee"] == 5004
