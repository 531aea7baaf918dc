"""The preview says when nobody's first day would come in."""

from tests.people.actions.importing import LINES, NEW, previewed


def shown(cast, job):
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"people/import/{job.id}/"))
    return page.content.decode()


def test_preview_without_a_start_date_warns_and_leads_back_to_the_columns(cast):
    job = previewed(cast, *LINES)
    page = shown(cast, job)
    assert "No start date" in page
    columns = cast.hr_admin.url(f"people/import/{job.id}/columns/")
    assert f'<a href="{columns}">Choose the column that says it</a>' in page


def test_preview_with_a_start_date_does_not_warn(cast):
    assert "No start date" not in shown(cast, previewed(cast, *NEW))


def test_preview_that_brings_nobody_in_does_not_warn(cast):
    known = f"Emil Employee,{cast.employee.person.email},Chemist"
    assert "No start date" not in shown(cast, previewed(cast, "Name,E-mail,Title", known))
