"""Having completed a program: marked by HR, taken back, and what people see of it."""

import pytest
from django.utils import timezone

from programs.actions.completing import complete_enrollments
from programs.actions.enrollment import undo_batch
from programs.actions.roles import set_role
from programs.errors import RoleFullError
from programs.models import Enrollment, EnrollmentBatch, EnrollmentChange, Program

State = Enrollment.State


def states(program):
    rows = Enrollment.objects.filter(program=program).select_related("person")
    return {row.person.name: row.state for row in rows}


def ids(program):
    return list(Enrollment.objects.filter(program=program).values_list("id", flat=True))


def test_completion_is_marked_once_and_taken_back(cast, program):
    hr = cast.hr_admin.person
    with cast.inside():
        batch = complete_enrollments(program, ids(program), by=hr)
        assert (batch.act, batch.count) == ("completed", 2)
        assert states(program) == {"Emil Employee": "completed", "Mina Mentor": "completed"}
        assert complete_enrollments(program, ids(program), by=hr) is None
        assert EnrollmentChange.objects.filter(to_state="completed").count() == 2
        for _again in range(2):
            undo_batch(batch, by=hr)
        assert states(program) == {"Emil Employee": "active", "Mina Mentor": "active"}


def test_who_is_out_is_not_completed_and_who_pauses_is(cast, program):
    with cast.inside():
        Enrollment.objects.filter(person=cast.employee.person).update(
            state=State.PAUSED, returns_on=timezone.localdate()
        )
        Enrollment.objects.filter(person=cast.mentor.person).update(state=State.WITHDRAWN)
        assert complete_enrollments(program, ids(program), by=cast.hr_admin.person).count == 1
        assert states(program) == {"Emil Employee": "completed", "Mina Mentor": "withdrawn"}


def test_program_that_is_over_can_be_completed(cast, program):
    with cast.inside():
        Program.objects.filter(id=program.id).update(state="finished")
        assert complete_enrollments(program, ids(program), by=cast.hr_admin.person).count == 2


def test_archived_program_is_left_as_it_is(cast, program):
    with cast.inside():
        Program.objects.filter(id=program.id).update(state="archived")
        mine = Enrollment.objects.get(person=cast.employee.person)
    at = cast.hr_admin.url(f"programs/{program.id}/people/completion/")
    page = cast.hr_admin.client().post(at, {"enrollment": [mine.id]}, follow=True)
    assert page.status_code == 200
    with cast.inside():
        assert states(program)["Emil Employee"] == "active"


def test_undo_is_refused_when_the_place_is_taken(cast, program):
    hr = cast.hr_admin.person
    with cast.inside():
        batch = complete_enrollments(program, ids(program), by=hr)
        Enrollment.objects.create(program=program, person=cast.manager.person, role="mentee")
        set_role(program, "mentee", seats=1, by=hr)
        with pytest.raises(RoleFullError):
            undo_batch(batch, by=hr)
        assert states(program)["Emil Employee"] == "completed"


def test_page_marks_those_ticked_and_offers_undo(cast, program):
    client = cast.hr_admin.client()
    at = cast.hr_admin.url(f"programs/{program.id}/people/")
    assert f'formaction="{at}completion/"' in client.get(at).content.decode()
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
    page = client.post(f"{at}completion/", {"enrollment": [mine.id]}, follow=True).content.decode()
    assert "Emil Employee has completed the program." in page
    with cast.inside():
        batch = EnrollmentBatch.objects.get(act="completed")
    assert cast.hr_admin.url(f"programs/{program.id}/enrollment/{batch.id}/undo/") in page
    said = cast.employee.client().get(cast.employee.url("programs/mine/"))
    assert "You have completed it." in said.content.decode()
    nobody = client.post(f"{at}completion/", {}, follow=True).content.decode()
    assert "Tick at least one person who takes part." in nobody


def test_completion_is_for_hr_alone(cast, program):
    at = f"programs/{program.id}/people/completion/"
    assert cast.employee.client().post(cast.employee.url(at)).status_code == 404
