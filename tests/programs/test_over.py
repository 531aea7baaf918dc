"""A program that is finished or archived stays as it was."""

import pytest
from django.utils import timezone

from matching.actions.rules import set_weights
from peerlearn.people.models import Person
from programs.actions.conduct import publish_conduct
from programs.actions.enrollment import (
    enroll_people,
    set_mentor_capacity,
    undo_batch,
    withdraw_enrollments,
)
from programs.actions.long_acts import undo_many
from programs.actions.pausing import resume_people
from programs.actions.programs import archive_program, edit_program, restore_program
from programs.actions.report_desks import name_readers
from programs.actions.roles import set_role
from programs.actions.suggestions import decline_suggestion, suggest_conduct, withdraw_suggestion
from programs.errors import ProgramOverError
from programs.models import Enrollment, Program
from programs.rules.enrollment import EnrollmentRule


@pytest.fixture
def batch(cast, program):
    with cast.inside():
        emil = cast.employee.person
        rule = EnrollmentRule(person_ids=frozenset({emil.id}))
        today = timezone.localdate()
        return enroll_people(program, rule, role="mentor", by=cast.hr_admin.person, today=today)


def put(program, state):
    Program.objects.filter(id=program.id).update(state=state)
    program.refresh_from_db()


@pytest.mark.parametrize("state", ["finished", "archived"])
def test_nothing_is_written_in_a_program_that_is_over(cast, program, batch, state):
    hanna, now = cast.hr_admin.person, timezone.now()
    with cast.inside():
        publish_conduct(program, text="Be kind.", by=hanna)
        suggestion = suggest_conduct(program, text="Be very kind.", why="Better.", by=hanna)
        put(program, state)
        row = Enrollment.objects.get(batch=batch)
        for act in (
            lambda: edit_program(program, name="Other", by=hanna),
            lambda: undo_batch(batch, by=hanna),
            lambda: undo_many(batch, by=hanna),
            lambda: withdraw_enrollments(program, [row.id], by=hanna),
            lambda: set_mentor_capacity(program, [row.id], capacity=3, by=hanna),
            lambda: resume_people(program, [row.id], by=hanna),
            lambda: publish_conduct(program, text="Be rude.", by=hanna),
            lambda: decline_suggestion(suggestion, reason="No.", by=hanna, now=now),
            lambda: withdraw_suggestion(suggestion, now=now),
            lambda: set_role(program, "mentor", by=hanna, asked="More"),
            lambda: set_weights(program, {}, by=hanna),
        ):
            with pytest.raises(ProgramOverError):
                act()
        row.refresh_from_db()
        assert row.state == "active"


def test_readers_of_reports_are_named_until_the_program_is_archived(cast, program):
    told = {
        "trusted_person": cast.mentor.person,
        "stand_in": None,
        "external_contact": "",
        "by": cast.hr_admin.person,
    }
    with cast.inside():
        put(program, "finished")
        assert name_readers(program, **told).trusted_person == cast.mentor.person
        archive_program(program, by=cast.hr_admin.person)
        with pytest.raises(ProgramOverError, match="Restore it first"):
            name_readers(program, **told)
        restore_program(program, by=cast.hr_admin.person)
        assert program.state == "finished"


def test_pages_say_so_in_words_and_offer_nothing(cast, program, batch):
    client = cast.hr_admin.client()
    with cast.inside():
        row = Enrollment.objects.get(batch=batch)
        put(program, "finished")
    url = cast.hr_admin.url(f"programs/{program.id}/people/")
    assert "withdrawal/" not in client.get(url).content.decode()
    for path, told in (
        ("people/withdrawal/", {"only": str(row.id)}),
        ("people/return/", {"only": str(row.id)}),
        (f"enrollment/{batch.id}/undo/", {}),
    ):
        page = client.post(
            cast.hr_admin.url(f"programs/{program.id}/{path}"), told, follow=True
        ).content.decode()
        assert "This program is over: everything stays as it was" in page, path


def test_undoing_a_withdrawal_leaves_out_who_has_left_the_company(cast, program, batch):
    hanna = cast.hr_admin.person
    with cast.inside():
        row = Enrollment.objects.get(batch=batch)
        out = withdraw_enrollments(program, [row.id], by=hanna)
        Person.objects.filter(id=row.person_id).update(state=Person.State.LEFT)
    url = cast.hr_admin.url(f"programs/{program.id}/enrollment/{out.id}/undo/")
    page = cast.hr_admin.client().post(url, follow=True).content.decode()
    assert "1 person has left the company since, and stays out." in page
    with cast.inside():
        row.refresh_from_db()
        assert row.state == "withdrawn"
