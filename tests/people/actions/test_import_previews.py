"""An import from upload to preview: columns, mapping, states, and that nothing is written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.actions.import_work import prepare_preview
from peerlearn.people.actions.imports import (
    ImportStateError,
    MappingError,
    discard_import,
    read_again,
    send_again,
    start_import,
    start_preview,
    upload_file,
)
from peerlearn.people.actions.topic_admin import mark_sensitive, unmark_sensitive
from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.models import (
    ColumnMapping,
    ImportFile,
    ImportJob,
    ImportRow,
    Person,
    PersonTopic,
    Topic,
)
from peerlearn.people.progress import read_progress
from tests.people.actions.importing import NEW, fresh, imported, previewed, uploaded
from tests.people.imports.files import csv_bytes


def test_upload_writes_no_people_and_guesses_the_columns(cast):
    job = uploaded(cast, *NEW)
    assert (job.state, job.row_count, job.delimiter) == ("uploaded", 2, ",")
    assert job.targets[:3] == ["employee_number", "full_name", "email"]
    assert job.columns[1] == {
        "header": "Name",
        "samples": ["Lind, Ada", "Bo Strand"],
        "filled": 2,
        "is_private": False,
        "is_sensitive": False,
    }
    with cast.inside():
        assert not Person.objects.filter(employee_number="100").exists()


def test_upload_of_something_else_is_refused_and_keeps_nothing(cast):
    with cast.inside(), pytest.raises(FileProblem):
        upload_file(data=b"%PDF-1.7", file_name="x.pdf", by=cast.hr_admin.person)
    with cast.inside():
        assert not ImportJob.objects.exists()


def test_preview_shows_what_would_be_and_writes_no_people(cast):
    job = previewed(cast, *NEW)
    assert (job.state, job.counts["new"], job.counts["not_reachable"]) == ("previewed", 2, 1)
    with cast.inside():
        rows = list(ImportRow.objects.filter(job=job).values_list("number", "outcome", "name"))
        assert rows == [(2, "new", "Ada Lind"), (3, "new", "Bo Strand")]
        assert not Person.objects.filter(name="Ada Lind").exists()


def _told(cast, *, sensitive: bool) -> None:
    """The employee tells of themselves that they want to learn about burnout."""
    with cast.inside():
        topic = Topic.objects.create(name="Burnout")
        PersonTopic.objects.create(person=cast.employee.person, topic=topic, stance="wants")
        if sensitive:
            mark_sensitive(topic, now=timezone.now())


def _row_about_burnout(cast) -> tuple[str, list[list[str]]]:
    person = cast.employee.person
    header, line = "Name,E-mail,Wants to learn", f"{person.name},{person.email},burnout"
    job = previewed(cast, header, line)
    with cast.inside():
        row = ImportRow.objects.get(job=job)
    return row.outcome, row.changes


def test_preview_is_the_same_whether_or_not_somebody_has_a_sensitive_topic(cast):
    added = ("changed", [["wanted_topics", "", "burnout"]])
    assert _row_about_burnout(cast) == added
    _told(cast, sensitive=True)
    assert _row_about_burnout(cast) == added
    with cast.inside():
        topic = Topic.objects.get(name="Burnout")
        unmark_sensitive(topic, now=timezone.now() + timedelta(days=1))
    assert _row_about_burnout(cast) == added


def test_preview_passes_over_a_topic_that_somebody_has_openly(cast):
    _told(cast, sensitive=False)
    assert _row_about_burnout(cast) == ("unchanged", [])


def test_import_writes_a_sensitive_topic_that_somebody_has_once(cast):
    _told(cast, sensitive=True)
    person = cast.employee.person
    line = f"{person.name},{person.email},burnout"
    job = imported(cast, "Name,E-mail,Wants to learn", line)
    assert job.state == "done"
    with cast.inside():
        held = PersonTopic.objects.filter(person=person).values_list("topic__name", "stance")
        assert list(held) == [("Burnout", "wants")]


def test_imported_word_of_somebodys_struggle_is_listed(cast):
    with cast.inside():
        topic = Topic.objects.create(name="Burnout", is_listed=False)
        PersonTopic.objects.create(person=cast.employee.person, topic=topic, stance="struggles")
    imported(cast, "Name,Wants to learn", "Ada Lind,burnout")
    with cast.inside():
        assert Topic.objects.get().is_listed


def test_mapping_is_remembered_for_the_same_headers(cast):
    targets = ("full_name", "attribute", "email")
    previewed(cast, "Who,Shirt,Address", "Ada,L,a@acme.example", targets=targets)
    again = uploaded(cast, "address,WHO,Shirt", "b@acme.example,Bo,M")
    assert again.targets == ["email", "full_name", "attribute"]
    assert again.mapping_was_remembered


def test_mapping_without_a_name_is_refused(cast):
    job = uploaded(cast, "Who,Address", "Ada,a@acme.example")
    with cast.inside(), pytest.raises(MappingError) as refused:
        start_preview(job, targets=("", "email"))
    assert [problem.code for problem in refused.value.problems] == ["name_not_mapped"]
    with cast.inside():
        assert not ColumnMapping.objects.exists()


def test_file_can_be_read_another_way(cast):
    with cast.inside():
        job = upload_file(
            data=csv_bytes("Name;Stadt", "Řehoř;Praha", encoding="cp1250"),
            file_name="p.csv",
            by=cast.hr_admin.person,
        )
        read_again(job, sheet="", encoding="cp1250", delimiter=";")
    assert fresh(cast, job).columns[0]["samples"] == ["Řehoř"]
    assert fresh(cast, job).encoding == "cp1250"


def test_import_before_the_preview_is_refused(cast):
    job = uploaded(cast, *NEW)
    with cast.inside(), pytest.raises(ImportStateError):
        start_import(job)
    with cast.inside(), pytest.raises(ImportStateError):
        send_again(job)


def test_discarded_import_leaves_nothing(cast):
    job = previewed(cast, *NEW)
    with cast.inside():
        discard_import(job)
        assert not ImportJob.objects.exists()
        assert not ImportFile.objects.exists()
        assert not ImportRow.objects.exists()


def test_imported_job_cannot_be_discarded(cast):
    job = imported(cast, *NEW)
    with cast.inside(), pytest.raises(ImportStateError):
        discard_import(job)


def test_failed_preview_can_be_started_again(cast):
    job = uploaded(cast, *NEW)
    with cast.inside():
        start_preview(job, targets=tuple(job.targets))
        ImportFile.objects.update(data=b"")
    prepare_preview(job.id, organization_id=cast.organization.id)
    job = fresh(cast, job)
    assert (job.state, job.failure["code"]) == ("failed", "file_empty")
    with cast.inside():
        ImportFile.objects.update(data=csv_bytes(*NEW))
        start_preview(job, targets=tuple(job.targets))
    prepare_preview(job.id, organization_id=cast.organization.id)
    assert fresh(cast, job).state == "previewed"


def test_progress_is_seen_outside_of_the_transaction_and_tells_silence(cast):
    job = uploaded(cast, *NEW)
    with cast.inside():
        assert read_progress(job.id, total=2).is_silent
        start_preview(job, targets=tuple(job.targets))
        assert read_progress(job.id, total=2).is_silent is False


def test_old_imports_are_forgotten(cast):
    old = uploaded(cast, *NEW)
    with cast.inside():
        ImportJob.objects.filter(id=old.id).update(created_at=timezone.now() - timedelta(days=31))
    new = uploaded(cast, *NEW)
    with cast.inside():
        assert list(ImportJob.objects.values_list("id", flat=True)) == [new.id]
