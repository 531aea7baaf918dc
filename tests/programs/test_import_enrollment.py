"""Enrolling the people of an import."""

from uuid import uuid4

import pytest

from peerlearn.people.models import Person
from peerlearn.people.queries.imports import finished_imports, people_of_import
from programs.models import Program
from tests.people.actions.importing import imported, previewed

LINES = (
    "Name,E-mail",
    "Ada Lind,ada@acme.example",
    "Emil Employee,emil.employee@acme.example",
    "Cy Berg,cy@acme",
)


def ids_of(job):
    return {str(person_id) for person_id in people_of_import(job.id)}


def enrollment_of(cast, program, player=None):
    return (player or cast.hr_admin).url(f"programs/{program.id}/enrollment/")


def test_people_of_an_import_are_new_and_known_ones_but_no_bad_rows(cast):
    job = imported(cast, *LINES)
    with cast.inside():
        ada = Person.objects.get(email="ada@acme.example")
        assert ids_of(job) == {str(ada.id), str(cast.employee.person.id)}
        assert list(finished_imports()) == [job]
        ada.delete()
        assert ids_of(job) == {str(cast.employee.person.id)}


def test_preview_alone_has_no_people_to_enroll(cast):
    job = previewed(cast, *LINES)
    with cast.inside():
        assert (ids_of(job), list(finished_imports())) == (set(), [])
    answer = cast.hr_admin.client().get(cast.hr_admin.url(f"programs/imports/{job.id}/"))
    assert answer.status_code == 404


def test_result_of_an_import_leads_to_the_programs_that_can_be_joined(cast, program):
    job = imported(cast, *LINES)
    client = cast.hr_admin.client()
    way = cast.hr_admin.url(f"programs/imports/{job.id}/")
    done = client.get(cast.hr_admin.url(f"people/import/{job.id}/")).content.decode()
    assert f'href="{way}"' in done
    page = client.get(way).content.decode()
    assert "2 people came with people.csv." in page
    assert f"{enrollment_of(cast, program)}?role=mentee&amp;imported={job.id}" in page
    with cast.inside():
        Program.objects.update(state=Program.State.FINISHED)
    assert "No program can be joined yet" in client.get(way).content.decode()


def test_rule_means_the_people_of_the_file_and_its_shortcut_is_marked(cast, program):
    job = imported(cast, *LINES)
    client, at = cast.hr_admin.client(), enrollment_of(cast, program)
    assert f"imported={job.id}" in client.get(at).content.decode()
    rule = {"role": "mentor", "imported": job.id, "started": "any", "days": 90, "years": 2}
    page = client.get(at, rule)
    assert [preset["is_on"] for preset in page.context["presets"]] == [False, False, False, True]
    assert {person.name for person in page.context["preview"].names} == {
        "Ada Lind",
        "Emil Employee",
    }


@pytest.mark.parametrize("foreign", [True, False])
def test_import_of_others_or_nobody_is_not_there(cast, program, foreign):
    job_id = imported(cast, *LINES).id if foreign else uuid4()
    outsider = cast.outsider
    answer = outsider.client().get(outsider.url(f"programs/imports/{job_id}/"))
    assert answer.status_code == 404
    employee = cast.employee
    assert employee.client().get(employee.url(f"programs/imports/{job_id}/")).status_code == 404


def test_rule_of_an_unknown_import_is_refused(cast, program):
    rule = {"role": "mentor", "imported": uuid4(), "started": "any"}
    assert cast.hr_admin.client().get(enrollment_of(cast, program), rule).status_code == 422
