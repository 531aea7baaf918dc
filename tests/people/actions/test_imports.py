"""What an import writes: people, managers, topics, leavers; once, and all or nothing."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models.signals import post_init

from peerlearn.people.actions.import_work import carry_out_import, prepare_preview
from peerlearn.people.actions.imports import (
    start_import,
    start_preview,
    upload_file,
)
from peerlearn.people.models import (
    ImportFile,
    ImportJob,
    ImportRow,
    Person,
    PersonTopic,
    Topic,
)
from peerlearn.people.signals import import_finished
from peerlearn.tenancy.context import organization
from tests.people.actions.importing import HEADER, NEW, fresh, imported, previewed
from tests.people.imports.files import CIVIL_SERVICE

IMPORT_QUERIES = 36


def person(cast, name):
    with cast.inside():
        return Person.objects.select_related("manager").get(name=name)


def test_import_writes_people_with_managers_and_topics(cast):
    job = imported(cast, *NEW)
    assert (job.state, job.counts["new"]) == ("done", 2)
    ada, bo = person(cast, "Ada Lind"), person(cast, "Bo Strand")
    assert (ada.email, ada.starts_on, ada.time_zone) == (
        "ada@acme.example",
        date(2024, 2, 1),
        "Europe/Berlin",
    )
    assert (bo.email, bo.is_reachable, bo.manager, bo.time_zone) == (
        None,
        False,
        ada,
        "Europe/Lisbon",
    )
    with cast.inside():
        assert set(Topic.objects.values_list("name", flat=True)) == {"Excel", "SQL"}
        assert set(PersonTopic.objects.filter(person=ada).values_list("topic__name", "stance")) == {
            ("Excel", "knows"),
            ("SQL", "knows"),
        }
        assert not ImportFile.objects.exists()


def test_same_file_twice_changes_nothing(cast):
    imported(cast, *NEW)
    with cast.inside():
        before = list(Person.objects.order_by("id").values())
    again = imported(cast, *NEW)
    assert (again.counts["unchanged"], again.counts["new"]) == (2, 0)
    with cast.inside():
        assert list(Person.objects.order_by("id").values()) == before
        assert PersonTopic.objects.count() == 3


def test_import_changes_only_what_the_file_says(cast):
    employee = cast.employee.person
    job = imported(cast, "Name,E-mail,Department,Manager", f"Emil Employee,{employee.email},Legal,")
    assert job.counts["changed"] == 1
    found = person(cast, "Emil Employee")
    assert (found.id, found.department, found.location, found.manager) == (
        employee.id,
        "Legal",
        "Berlin",
        cast.manager.person,
    )


def test_two_people_swap_their_addresses(cast):
    imported(cast, "Employee ID,Name,E-mail", "1,Ada,a@acme.example", "2,Bo,b@acme.example")
    job = imported(cast, "Employee ID,Name,E-mail", "1,Ada,b@acme.example", "2,Bo,a@acme.example")
    assert (job.state, job.counts["changed"]) == ("done", 2)
    assert (person(cast, "Ada").email, person(cast, "Bo").email) == (
        "b@acme.example",
        "a@acme.example",
    )


def test_leaver_is_marked_and_unknown_leaver_never_comes_in(cast):
    job = imported(
        cast,
        "Name,E-mail,Status,End date",
        f"Emil Employee,{cast.employee.person.email},left,2020-01-31",
        "Gone Long,gone@acme.example,left,",
    )
    assert (job.counts["leaver"], job.counts["skipped"]) == (1, 1)
    found = person(cast, "Emil Employee")
    assert (found.state, found.ends_on, found.is_reachable) == ("left", date(2020, 1, 31), False)
    with cast.inside():
        assert not Person.objects.filter(name="Gone Long").exists()


def test_importer_cannot_be_made_a_leaver(cast):
    admin = cast.hr_admin.person
    job = imported(cast, "Name,E-mail,Status", f"{admin.name},{admin.email},left")
    assert job.counts["error"] == 1
    assert person(cast, admin.name).state == "active"


def test_good_rows_come_in_and_bad_ones_are_kept_for_download(cast):
    job = imported(cast, "Name,E-mail,Manager", "Ada,ada@acme,", "Bo,bo@acme.example,Cy", "Cy,,Bo")
    assert (job.counts["new"], job.counts["error"]) == (2, 1)
    with cast.inside():
        bad = ImportRow.objects.get(job=job, outcome="error")
        assert (bad.number, bad.cells) == (2, ["Ada", "ada@acme", ""])
        assert not Person.objects.filter(name="Ada").exists()
    assert person(cast, "Bo").manager is None


def test_outsider_with_the_same_address_is_untouched(cast):
    other = cast.outsider.person
    job = imported(cast, "Name,E-mail", f"Otto Twin,{other.email}")
    assert job.counts["new"] == 1
    with organization(cast.outsider.organization.id):
        assert Person.objects.get().name == "Otto Outsider"
        assert not ImportJob.objects.exists()


def test_detail_columns_level_and_about_are_kept_as_attributes(cast):
    imported(
        cast,
        "Name,Grade,Biography,Shirt",
        "Ada,7,Likes tea,L",
        targets=("full_name", "level", "about", "attribute"),
    )
    assert person(cast, "Ada").attributes == {"level": "7", "about": "Likes tea", "Shirt": "L"}
    again = previewed(
        cast,
        "Name,Grade,Biography,Shirt",
        "Ada,7,Likes tea,L",
        targets=("full_name", "level", "about", "attribute"),
    )
    assert again.counts["unchanged"] == 1


def test_languages_are_kept_with_commas_however_they_are_separated(cast):
    lines = ("Name;Sprachen", "Ada;Deutsch | English, deutsch", "Ben;")
    imported(cast, *lines)
    assert person(cast, "Ada").languages == "Deutsch, English"
    assert person(cast, "Ben").languages == ""
    assert previewed(cast, *lines).counts["unchanged"] == 2


def test_import_starts_once_however_often_pressed(cast):
    job = previewed(cast, *NEW)
    with cast.inside():
        start_import(job)
        start_import(fresh(cast, job))
    carry_out_import(job.id, organization_id=cast.organization.id)
    carry_out_import(job.id, organization_id=cast.organization.id)
    with cast.inside():
        assert start_import(fresh(cast, job)).state == "done"
        assert Person.objects.filter(name="Ada Lind").count() == 1


def test_address_taken_in_the_very_moment_writes_nothing_and_says_so(cast):
    """Another insert after the people were read for the plan, and before the plan is written."""
    job = previewed(cast, *NEW)
    with cast.inside():
        start_import(job)
    taken = []

    def take_the_address(instance, **_kwargs):
        if not taken:
            taken.append(True)
            Person.objects.create(name="Q", email="ADA@acme.example")

    post_init.connect(take_the_address, sender=Person)
    try:
        carry_out_import(job.id, organization_id=cast.organization.id)
    finally:
        post_init.disconnect(take_the_address, sender=Person)
    job = fresh(cast, job)
    assert (job.state, job.failure["code"]) == ("failed", "people_changed_meanwhile")
    with cast.inside():
        assert not Person.objects.filter(name__in=["Ada Lind", "Bo Strand", "Q"]).exists()


def test_receiver_that_fails_undoes_the_whole_import(cast):
    job = previewed(cast, *NEW)
    with cast.inside():
        start_import(job)

    def refuse(**_kwargs):
        raise RuntimeError("no room in the outbox")

    import_finished.connect(refuse)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            carry_out_import(job.id, organization_id=cast.organization.id)
    finally:
        import_finished.disconnect(refuse)
    with cast.inside():
        assert not Person.objects.filter(name="Ada Lind").exists()


def test_civil_service_files_as_they_are(cast):
    for name in ("mentors.csv", "mentees.csv"):
        with cast.inside():
            job = upload_file(
                data=(CIVIL_SERVICE / name).read_bytes(),
                file_name=name,
                by=cast.hr_admin.person,
            )
            start_preview(job, targets=tuple(job.targets))
        prepare_preview(job.id, organization_id=cast.organization.id)
        with cast.inside():
            start_import(fresh(cast, job))
        carry_out_import(job.id, organization_id=cast.organization.id)
        assert fresh(cast, job).counts["new"] == 50
    with cast.inside():
        assert Person.objects.filter(email__endswith="@gov.uk").count() == 100
        assert {"DDaT", "Gay", "Non-binary"} <= set(Topic.objects.values_list("name", flat=True))


def test_number_of_queries_does_not_grow_with_the_rows(cast, django_assert_num_queries):
    def file_of(start, count):
        return [
            HEADER,
            *(
                f"{n},P {n},p{n}@acme.example,D,Berlin,2024-01-01,{start},T {n}"
                for n in range(start, start + count)
            ),
        ]

    jobs = [previewed(cast, *file_of(1000, 1)), previewed(cast, *file_of(2000, 3))]
    for job in jobs:
        with cast.inside():
            start_import(job)
        with django_assert_num_queries(IMPORT_QUERIES):
            carry_out_import(job.id, organization_id=cast.organization.id)
