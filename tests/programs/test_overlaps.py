"""Enrolling people who take part in another program at the same time: told, and left out or not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import Person
from peerlearn.tenancy.together import read_together
from programs.actions.enrollment import enroll_people
from programs.actions.inviting import invite_people
from programs.actions.long_acts import carry_out, enroll_many
from programs.models import Enrollment, Program
from programs.queries.enrollment import preview_enrollment
from programs.queries.overlaps import Elsewhere, elsewhere_from, elsewhere_rows
from programs.rules.acts import rule_as_json, rule_from_json
from programs.rules.enrollment import EnrollmentRule

SALES = EnrollmentRule(departments=frozenset({"Sales"}))
FREE = EnrollmentRule(departments=frozenset({"Sales"}), leaves_out_busy=True)


@pytest.fixture
def cohort(cast, program):
    """Another program at the same time as that of Emil."""
    with cast.inside():
        return Program.objects.create(
            name="Autumn cohort",
            starts_on=program.starts_on + timedelta(days=30),
            ends_on=program.ends_on + timedelta(days=30),
            state=Program.State.OPEN,
        )


def preview(cohort, rule=SALES):
    return preview_enrollment(cohort, "participant", rule, today=timezone.localdate())


def enroll(cast, cohort, rule, act=enroll_people):
    return act(
        cohort, rule, role="participant", by=cast.hr_admin.person, today=timezone.localdate()
    )


def test_preview_tells_who_takes_part_elsewhere_and_in_which_program(cast, program, cohort):
    with cast.inside():
        found = preview(cohort)
        assert (found.to_enroll, found.elsewhere.people) == (3, 1)
        [other] = found.elsewhere.programs
        assert (other.id, other.name, other.people, other.names, other.more) == (
            program.id,
            "Onboarding spring",
            1,
            ["Emil Employee"],
            0,
        )


def test_person_of_two_other_programs_in_two_roles_counts_once(cast, program, cohort):
    with cast.inside():
        second = Program.objects.create(
            name="Evergreen", starts_on=program.starts_on, ends_on=None, state="running"
        )
        for role in ("mentor", "mentee"):
            Enrollment.objects.create(program=second, person=cast.employee.person, role=role)
        Enrollment.objects.create(program=second, person=cast.manager.person, role="mentor")
        found = preview(cohort).elsewhere
        assert found.people == 2
        assert [(one.name, one.people) for one in found.programs] == [
            ("Evergreen", 2),
            ("Onboarding spring", 1),
        ]


@pytest.mark.parametrize("change", ["draft", "finished", "before", "paused", "same_role"])
def test_what_is_no_overlap_is_not_told(cast, program, cohort, change):
    with cast.inside():
        if change in ("draft", "finished"):
            Program.objects.filter(id=program.id).update(state=change)
        elif change == "before":
            Program.objects.filter(id=program.id).update(
                ends_on=cohort.starts_on - timedelta(days=1)
            )
        elif change == "paused":
            Enrollment.objects.filter(person=cast.employee.person).update(state="paused")
        else:
            Enrollment.objects.create(
                program=cohort, person=cast.employee.person, role="participant"
            )
        assert preview(cohort).elsewhere.people == 0


def test_nobody_is_elsewhere_when_nobody_is_meant(cast, program, cohort):
    with cast.inside():
        rows = read_together(found=elsewhere_rows(program, Person.objects.none()))
        assert elsewhere_from(rows["found"]) == Elsewhere()


def test_left_out_they_are_not_enrolled_and_the_act_says_how_many(cast, program, cohort):
    with cast.inside():
        found = preview(cohort, FREE)
        assert (found.to_enroll, found.elsewhere.people) == (2, 1)
        assert "Emil Employee" not in [person.name for person in found.names]
        batch = enroll(cast, cohort, FREE)
        assert (batch.count, batch.left_out) == (2, 1)
        assert not Enrollment.objects.filter(program=cohort, person=cast.employee.person).exists()
        assert enroll(cast, cohort, FREE) is None
        assert enroll(cast, cohort, SALES).left_out == 0


def test_invitation_leaves_them_out_too(cast, program, cohort):
    with cast.inside():
        batch = enroll(cast, cohort, FREE, act=invite_people)
        assert (batch.count, batch.left_out) == (2, 1)


def test_worker_leaves_out_the_same(cast, program, cohort):
    with cast.inside():
        people = Person.objects.bulk_create(
            Person(name=f"Person {number:03}", department="Sales") for number in range(510)
        )
        Enrollment.objects.bulk_create(
            Enrollment(program=program, person=one, role="participant") for one in people[:5]
        )
        batch = enroll(cast, cohort, FREE, act=enroll_many)
        assert (batch.state, batch.total, batch.left_out) == ("working", 507, 6)
    carry_out(batch.id, organization_id=cast.organization.id)
    with cast.inside():
        assert Enrollment.objects.filter(program=cohort).count() == 507
    page = cast.hr_admin.client().get(
        cast.hr_admin.url(f"programs/{cohort.id}/enrollment/{batch.id}/")
    )
    assert "6 were left out: they take part in another program" in page.content.decode()


def test_page_tells_it_offers_to_leave_them_out_and_says_what_was_done(cast, program, cohort):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/{cohort.id}/enrollment/")
    asked = {"role": "participant", "started": "any", "departments": "Sales"}
    page = client.get(url, asked).content.decode()
    assert "1 of them takes part in another program at the same time" in page
    assert f'{cast.hr_admin.url(f"programs/{program.id}/people/")}">Onboarding spring</a>' in page
    assert "(Emil Employee)" in page
    without = {**asked, "leaves_out_busy": "on"}
    page = client.get(url, without).content.decode()
    assert "1 person is left out: in another program at the same time" in page
    assert '<input type="hidden" name="leaves_out_busy" value="on">' in page
    page = client.post(url, {**without, "expected": 2}, follow=True).content.decode()
    assert "2 participants enrolled. 1 was left out: they take part in another program" in page


def test_overlap_is_read_with_the_preview(cast, program, cohort, django_assert_num_queries):
    with cast.inside():
        with django_assert_num_queries(1):
            preview(cohort)
        Enrollment.objects.create(program=program, person=cast.manager.person, role="mentor")
        with django_assert_num_queries(1):
            preview(cohort, FREE)


def test_preview_of_nobody_tells_no_overlap(cast, program, cohort):
    nobody = EnrollmentRule(person_ids=frozenset())
    with cast.inside():
        found = preview(cohort, nobody)
        assert (found.to_enroll, found.names, found.elsewhere.people) == (0, [], 0)


def test_rule_is_kept_with_it():
    assert rule_from_json(rule_as_json(FREE)) == FREE
    kept = rule_as_json(SALES)
    del kept["leaves_out_busy"]
    assert rule_from_json(kept) == SALES
