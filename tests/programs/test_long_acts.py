from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions import long_acts
from programs.actions.long_acts import carry_out, enroll_many, send_again, undo_many
from programs.actions.roles import set_role
from programs.errors import ListChangedError, WrongStateError
from programs.models import Enrollment, EnrollmentBatch, Program
from programs.rules.acts import AT_ONCE, rule_as_json, rule_from_json
from programs.rules.enrollment import EnrollmentRule
from tests.programs.conftest import TODAY

CROWD = EnrollmentRule(departments=frozenset({"Crowd"}))
COUNT = 1_203


@pytest.fixture
def crowd(cast, program):
    with cast.inside():
        Person.objects.bulk_create(
            Person(name=f"Person {n:04}", department="Crowd") for n in range(COUNT)
        )
    return program


def enrolled(program):
    return Enrollment.objects.filter(program=program, person__department="Crowd")


def begin(cast, program, **wish):
    return enroll_many(
        program, CROWD, role="participant", by=cast.hr_admin.person, today=TODAY, **wish
    )


def test_many_are_enrolled_by_a_worker_and_taken_back_by_one(cast, crowd):
    with cast.inside():
        batch = begin(cast, crowd, expected=COUNT)
        assert (batch.state, batch.count, batch.total) == ("working", 0, COUNT)
        assert not enrolled(crowd).exists()
    for _twice in range(2):
        carry_out(batch.id, organization_id=cast.organization.id)
        with cast.inside():
            batch.refresh_from_db()
            assert (batch.state, batch.count) == ("done", COUNT)
            assert enrolled(crowd).count() == COUNT
    with cast.inside():
        assert undo_many(batch, by=cast.hr_admin.person).state == "undoing"
    for _twice in range(2):
        carry_out(batch.id, organization_id=cast.organization.id)
        with cast.inside():
            batch.refresh_from_db()
            assert (batch.state, batch.undone_at is None) == ("done", False)
            assert not enrolled(crowd).exists()
            assert Enrollment.objects.filter(program=crowd).count() == 2


def test_act_that_was_cut_off_goes_on_where_it_was(cast, crowd):
    with cast.inside():
        batch = begin(cast, crowd)
    assert long_acts._one_chunk(batch.id, cast.organization.id)
    with cast.inside():
        batch.refresh_from_db()
        assert 0 < batch.count < COUNT
        with pytest.raises(WrongStateError):
            undo_many(batch, by=cast.hr_admin.person)
        with pytest.raises(WrongStateError):
            begin(cast, crowd)
        before = batch.worked_at
        send_again(batch, now=before + timedelta(seconds=30))
        batch.refresh_from_db()
        assert batch.worked_at == before
        send_again(batch, now=before + timedelta(seconds=90))
        batch.refresh_from_db()
        assert batch.worked_at > before
    carry_out(batch.id, organization_id=cast.organization.id)
    with cast.inside():
        assert enrolled(crowd).count() == COUNT


def test_act_stops_when_the_program_ends_and_what_it_did_is_undone(cast, crowd):
    with cast.inside():
        batch = begin(cast, crowd)
    long_acts._one_chunk(batch.id, cast.organization.id)
    with cast.inside():
        Program.objects.filter(id=crowd.id).update(state="finished")
    carry_out(batch.id, organization_id=cast.organization.id)
    with cast.inside():
        batch.refresh_from_db()
        assert batch.state == "failed"
        assert "This program is over" in batch.failure
        undo_many(batch, by=cast.hr_admin.person)
    carry_out(batch.id, organization_id=cast.organization.id)
    with cast.inside():
        assert not enrolled(crowd).exists()


def test_too_few_places_and_other_numbers_begin_nothing(cast, crowd):
    with cast.inside():
        with pytest.raises(ListChangedError):
            begin(cast, crowd, expected=3)
        set_role(crowd, "participant", by=None, seats=1_000)
        with pytest.raises(Exception, match="1000 places are left"):
            begin(cast, crowd)
        assert not EnrollmentBatch.objects.exists()


def test_few_are_enrolled_at_once(cast, program):
    with cast.inside():
        rule = EnrollmentRule(departments=frozenset({"Sales"}))
        batch = enroll_many(program, rule, role="participant", by=cast.hr_admin.person, today=TODAY)
        assert (batch.state, batch.count) == ("done", 3)
        assert batch.count < AT_ONCE


def test_page_shows_how_far_it_is_and_the_end(cast, crowd):
    client = cast.hr_admin.client()
    where = cast.hr_admin.url(f"programs/{crowd.id}/enrollment/")
    said = {"role": "participant", "started": "any", "departments": ["Crowd"]}
    page = client.get(where, said).content.decode()
    assert "So many people take a moment." in page
    began = client.post(where, {**said, "expected": str(COUNT)})
    assert f"0 of {COUNT} people" in client.get(began.url).content.decode()
    with cast.inside():
        batch = EnrollmentBatch.objects.get()
    carry_out(batch.id, organization_id=cast.organization.id)
    part = client.get(began.url, headers={"HX-Request": "true"}).content.decode()
    assert f"{COUNT} participants enrolled." in part
    assert "<html" not in part
    client.post(f"{began.url}undo/")
    assert "Taking the enrollment back" in client.get(began.url).content.decode()
    assert cast.employee.client().get(began.url).status_code == 404


def test_rule_survives_being_kept():
    rule = EnrollmentRule(
        departments=frozenset({"A"}),
        titles=frozenset({"x"}),
        group=("Team", "Blue"),
        started_from=timezone.localdate(),
        newer_than_days=3,
        person_ids=frozenset(),
        includes_withdrawn=True,
    )
    assert rule_from_json(rule_as_json(rule)) == rule
