"""The performance reviewer of a person: edited, shown, imported, exported, logged."""

from peerlearn.people.models import Person
from tests.people.actions.importing import imported
from tests.typed import send


def edit(cast, **told):
    emil = cast.employee.person
    given = {"name": emil.name, "email": emil.email, "state": "active", **told}
    url = cast.hr_admin.url(f"people/{emil.id}/edit/")
    return send(cast.hr_admin.client(), url, given, follow=True)


def reviewer_of(person):
    return Person.objects.select_related("reviewer").get(id=person.id).reviewer


def test_reviewer_is_edited_and_shown_on_both_pages(cast):
    page = edit(cast, reviewer_text="Fay Facilitator").content.decode()
    assert "Work reviewed by" in page
    assert "Fay Facilitator" in page
    with cast.inside():
        assert reviewer_of(cast.employee.person) == cast.facilitator.person
    client = cast.hr_admin.client()
    fay = client.get(cast.hr_admin.url(f"people/{cast.facilitator.person.id}/")).content.decode()
    assert "Reviews the work of" in fay
    assert "Emil Employee" in fay
    form = client.get(cast.hr_admin.url(f"people/{cast.employee.person.id}/edit/"))
    assert 'value="fay.facilitator@acme.example"' in form.content.decode()


def test_nobody_reviews_their_own_work(cast):
    page = edit(cast, reviewer_text="Emil Employee")
    assert page.status_code == 422
    assert "Nobody reviews their own work." in page.content.decode()
    with cast.inside():
        assert reviewer_of(cast.employee.person) is None


def test_unknown_reviewer_is_refused_at_its_field(cast):
    page = edit(cast, reviewer_text="Nobody Here")
    assert page.status_code == 422
    assert "Nobody here has this e-mail, number or name." in page.content.decode()


def test_reviewer_comes_with_an_import_and_goes_out_with_the_export(cast):
    job = imported(
        cast, "Name,E-mail,Reviewer", f"Emil Employee,{cast.employee.person.email},Fay Facilitator"
    )
    assert job.counts["changed"] == 1
    with cast.inside():
        assert reviewer_of(cast.employee.person) == cast.facilitator.person
    lines = cast.hr_admin.client().get(cast.hr_admin.url("people/export.csv")).content.decode()
    header, *rows = lines.lstrip("\ufeff").splitlines()
    place = header.split(",").index("Performance reviewer")
    [emil] = [row for row in rows if row.startswith("Emil")]
    assert emil.split(",")[place] == "fay.facilitator@acme.example"


def test_change_of_reviewer_is_logged_with_names(cast):
    edit(
        cast,
        reviewer_text="Fay Facilitator",
        department="Sales",
        location="Berlin",
        manager_text="Marco Manager",
    )
    page = cast.hr_admin.client().get(cast.hr_admin.url("audit/?table=person")).content.decode()
    assert "Changed who reviews somebody&#x27;s work: Emil Employee" in page
    assert "reviewer: – → Fay Facilitator" in page
