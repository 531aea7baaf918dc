"""Who may open the pages of an import, and what they cost."""

import pytest

from tests.people.actions.importing import LINES, fresh, previewed, uploaded

GETS = ["", "{job}/", "{job}/columns/", "{job}/bad-rows.csv", "template.csv"]


POSTS = ["", "{job}/columns/", "{job}/reading/", "{job}/run/", "{job}/again/", "{job}/discard/"]


@pytest.mark.parametrize("who", ["employee", "manager", "facilitator"])
def test_import_is_not_there_for_others(cast, who):
    job = previewed(cast, *LINES)
    player = getattr(cast, who)
    client = player.client()
    for path in GETS:
        url = player.url(f"people/import/{path.format(job=job.id)}")
        assert client.get(url).status_code == 404, path
    for path in POSTS:
        url = player.url(f"people/import/{path.format(job=job.id)}")
        assert client.post(url).status_code == 404, path
    assert fresh(cast, job).state == "previewed"


def test_import_of_another_organization_is_not_there(cast):
    job = previewed(cast, *LINES)
    client = cast.outsider.client()
    for path in GETS[1:4]:
        url = cast.outsider.url(f"people/import/{path.format(job=job.id)}")
        assert client.get(url).status_code == 404, path
    for path in POSTS[1:]:
        url = cast.outsider.url(f"people/import/{path.format(job=job.id)}")
        assert client.post(url).status_code == 404, path
    assert client.get(cast.hr_admin.url("people/import/")).status_code == 404


def test_people_are_not_imported_by_get(cast):
    job = previewed(cast, *LINES)
    url = cast.hr_admin.url(f"people/import/{job.id}/run/")
    assert cast.hr_admin.client().get(url).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_preview_takes_the_same_number_of_queries(cast, rows, django_assert_num_queries):
    lines = ["Name,E-mail", *(f"P {n},p{n}@acme.example" for n in range(rows))]
    job = previewed(cast, *lines)
    client = cast.hr_admin.client()
    with django_assert_num_queries(14):
        client.get(cast.hr_admin.url(f"people/import/{job.id}/?tab=new"))


@pytest.mark.parametrize("jobs", [1, 3])
def test_upload_page_takes_the_same_number_of_queries(cast, jobs, django_assert_num_queries):
    for number in range(jobs):
        uploaded(cast, "Name", f"P {number}")
    client = cast.hr_admin.client()
    with django_assert_num_queries(10):
        client.get(cast.hr_admin.url("people/import/"))
