"""The pages of an import: works, lesser role, outsider, invalid input."""

import csv
import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from peerlearn.notifications.models import Notification
from peerlearn.people.actions.import_work import carry_out_import, prepare_preview
from peerlearn.people.actions.imports import start_import, start_preview
from peerlearn.people.models import ImportJob, Person
from tests.people.actions.importing import LINES, fresh, imported, previewed, uploaded
from tests.people.imports.files import csv_bytes


def posted(cast, data, name="people.csv"):
    client = cast.hr_admin.client()
    file = SimpleUploadedFile(name, data)
    return client.post(cast.hr_admin.url("people/import/"), {"file": file})


def text_of(response):
    return response.content.decode()


def test_upload_leads_to_the_columns_with_the_guess_filled_in(cast):
    response = posted(cast, csv_bytes(*LINES))
    with cast.inside():
        job = ImportJob.objects.get()
    assert response.url == cast.hr_admin.url(f"people/import/{job.id}/columns/")
    page = text_of(cast.hr_admin.client().get(response.url))
    assert '<option value="full_name" selected>' in page
    assert "Ada Lind · Bo Strand · Cy Berg" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "submitted file is empty"),
        (b"%PDF-1.7", "This is not a table"),
        (b"Anna,anna@x.example\nBen,b@x.example", "The columns have no names"),
    ],
)
def test_upload_that_cannot_be_read_says_why(cast, data, said):
    response = posted(cast, data)
    assert response.status_code == 422
    assert said in text_of(response)
    with cast.inside():
        assert not ImportJob.objects.exists()


def test_upload_without_a_file_is_refused(cast):
    response = cast.hr_admin.client().post(cast.hr_admin.url("people/import/"))
    assert response.status_code == 422


def test_columns_start_the_preview_and_the_page_shows_progress(cast):
    job = uploaded(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/")
    client = cast.hr_admin.client()
    chosen = {f"column_{index}": target for index, target in enumerate(job.targets)}
    chosen["date_order"] = "auto"
    response = client.post(f"{url}columns/", chosen)
    assert response.url == url
    page = client.get(url)
    assert "preparing the preview" in text_of(page).lower()
    assert f'id="import-{job.id}"' in text_of(page)
    prepare_preview(job.id, organization_id=cast.organization.id)
    done = client.get(url, headers={"HX-Request": "true", "HX-Target": f"import-{job.id}"})
    assert done.headers["HX-Redirect"] == url


def test_columns_without_a_name_are_refused_with_the_choices_kept(cast):
    job = uploaded(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/columns/")
    response = cast.hr_admin.client().post(url, {"column_1": "email", "date_order": "auto"})
    assert response.status_code == 422
    assert "No column is mapped to a name" in text_of(response)
    assert fresh(cast, job).state == "uploaded"


def test_columns_of_an_unknown_field_are_refused(cast):
    job = uploaded(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/columns/")
    response = cast.hr_admin.client().post(url, {"column_0": "salary"})
    assert response.status_code == 422


def test_file_is_read_again_with_another_delimiter(cast):
    job = uploaded(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/reading/")
    client = cast.hr_admin.client()
    refused = client.post(url, {"encoding": "klingon", "delimiter": ";"})
    assert refused.status_code == 422
    assert client.post(url, {"encoding": "utf-8", "delimiter": ";"}).status_code == 302
    assert len(fresh(cast, job).columns) == 1


def test_preview_counts_and_tells_row_column_and_mend(cast):
    job = previewed(cast, *LINES)
    client = cast.hr_admin.client()
    page = text_of(client.get(cast.hr_admin.url(f"people/import/{job.id}/")))
    assert "Import 2 people" in page
    assert "E-mail:</strong> The e-mail address “cy@acme” ends too early" in page
    new = text_of(client.get(cast.hr_admin.url(f"people/import/{job.id}/?tab=new")))
    assert "Not yet reachable" in new
    assert "Manager:</span> Ada Lind" in new


@pytest.mark.parametrize(
    "tab", ["new", "changed", "unchanged", "error", "leaver", "notes", "skipped", "missing", "x"]
)
def test_preview_has_a_page_for_every_tab(cast, tab):
    job = previewed(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/?tab={tab}&page=7")
    assert cast.hr_admin.client().get(url).status_code == 200


def test_tabs_count_the_rows_that_they_list(cast):
    job = previewed(
        cast,
        "Name,E-mail,Department,Manager,Time zone",
        "Ada Lind,ada@acme.example,IT,Nobody,Nowhere",
        "Ada Lind,ada@acme.example,IT,Nobody,Nowhere",
        "Bo Strand,bo@acme.example,IT,Bo Strand,",
        "Cy Berg,cy@acme,IT,Nobody,",
        "Di Falk,di@acme.example,IT,,",
    )
    response = cast.hr_admin.client().get(cast.hr_admin.url(f"people/import/{job.id}/?tab=notes"))
    rows = {row.number: len(row.problems) for row in response.context["rows"]}
    assert rows == {2: 2, 4: 1}
    tabs = {tab.key: tab.count for tab in response.context["tabs"]}
    assert tabs.items() >= {"new": 3, "error": 1, "notes": 2, "skipped": 1}.items()
    for tab, count in tabs.items():
        url = cast.hr_admin.url(f"people/import/{job.id}/?tab={tab}")
        listed = cast.hr_admin.client().get(url).context["page"].paginator.count
        assert (tab, listed) == (tab, count)


def test_people_who_are_not_in_the_file_are_listed_by_pages(cast, monkeypatch):
    monkeypatch.setattr("peerlearn.people.views.imports.PAGE_SIZE", 2)
    job = previewed(cast, "Name,E-mail", f"Emil Employee,{cast.employee.person.email}")
    url = cast.hr_admin.url(f"people/import/{job.id}/?tab=missing")
    with cast.inside():
        others = Person.objects.filter(state="active").exclude(name="Emil Employee")
        names = list(others.order_by("name").values_list("name", flat=True))
    shown = []
    for page in range(1, len(names) // 2 + 2):
        shown += cast.hr_admin.client().get(f"{url}&page={page}").context["page"].object_list
    assert [person.name for person in shown[: len(names)]] == names
    page = text_of(cast.hr_admin.client().get(url))
    assert "Nothing happens to them" in page
    listed = next(person for person in shown[:2] if person != cast.hr_admin.person)
    assert cast.hr_admin.url(f"people/{listed.id}/edit/#id_state") in page
    with cast.inside():
        Person.objects.filter(id=shown[0].id).update(state="left")
    assert cast.hr_admin.client().get(url).context["page"].paginator.count == len(names) - 1


def test_nobody_is_offered_to_mark_themselves_as_left(cast):
    job = previewed(cast, "Name,E-mail", f"Emil Employee,{cast.employee.person.email}")
    url = cast.hr_admin.url(f"people/import/{job.id}/?tab=missing")
    page = text_of(cast.hr_admin.client().get(url))
    assert cast.hr_admin.url(f"people/{cast.manager.person.id}/edit/#id_state") in page
    assert cast.hr_admin.url(f"people/{cast.hr_admin.person.id}/") in page
    assert cast.hr_admin.url(f"people/{cast.hr_admin.person.id}/edit/#id_state") not in page


def test_bad_rows_are_downloaded_with_what_is_wrong(cast):
    job = previewed(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/bad-rows.csv")
    response = cast.hr_admin.client().get(url)
    lines = list(csv.reader(io.StringIO(text_of(response).lstrip("\ufeff"))))
    assert lines[1][:5] == ["Cy Berg", "cy@acme", "CFO", "", "4"]
    assert "attachment" in response.headers["Content-Disposition"]


def test_template_is_downloaded(cast):
    response = cast.hr_admin.client().get(cast.hr_admin.url("people/import/template.csv"))
    assert "Full name" in text_of(response)


def test_run_imports_and_the_result_leads_to_invitations(cast):
    job = previewed(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/")
    client = cast.hr_admin.client()
    assert client.post(f"{url}run/").url == url
    carry_out_import(job.id, organization_id=cast.organization.id)
    page = text_of(client.get(url))
    assert "Import finished" in page
    assert cast.hr_admin.url("people/members/invitations/?everyone=1") in page
    assert f'btn-primary" href="{cast.hr_admin.url("programs/templates/")}"' in page
    with cast.inside():
        told = Notification.objects.get(kind="people.import_finished")
    assert told.person_id == cast.hr_admin.person.id
    assert url in told.body


def test_run_of_an_old_page_shows_where_things_are(cast):
    job = uploaded(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/run/")
    page = cast.hr_admin.client().post(url, follow=True)
    assert "This import has moved on meanwhile" in text_of(page)


def test_discard_forgets_the_file(cast):
    job = previewed(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/discard/")
    page = cast.hr_admin.client().post(url, follow=True)
    assert "Nothing of it was imported" in text_of(page)
    with cast.inside():
        assert not ImportJob.objects.exists()


def test_silent_import_can_be_started_again(cast):
    job = uploaded(cast, *LINES)
    with cast.inside():
        start_preview(job, targets=tuple(job.targets))
    cache.clear()
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"people/import/{job.id}/")
    assert "Start it again" in text_of(client.get(url))
    client.post(f"{url}again/")
    assert "Start it again" not in text_of(client.get(url))


def test_failed_import_says_why_and_leads_back(cast):
    job = previewed(cast, *LINES)
    with cast.inside():
        ImportJob.objects.update(
            state="failed",
            failure={"code": "import_crashed", "column": "", "value": "", "detail": {}},
        )
    url = cast.hr_admin.url(f"people/import/{job.id}/")
    client = cast.hr_admin.client()
    assert "Something went wrong on our side" in text_of(client.get(url))
    assert client.get(f"{url}columns/").status_code == 200


def test_exported_people_import_again_unchanged(cast):
    imported(
        cast,
        "Name,E-mail,Manager,Skills,Location",
        "Ada Lind,ada@acme.example,,=cmd|x,Berlin",
        "Bo Strand,,Ada Lind,SQL,",
    )
    response = cast.hr_admin.client().get(cast.hr_admin.url("people/export.csv"))
    again = posted(cast, response.content)
    with cast.inside():
        job = ImportJob.objects.get(id=again.url.split("/")[-3])
        start_preview(job, targets=tuple(job.targets))
    prepare_preview(job.id, organization_id=cast.organization.id)
    job = fresh(cast, job)
    with cast.inside():
        count = Person.objects.count()
        start_import(job)
    assert (job.counts["unchanged"], job.counts["error"]) == (count, 0)
