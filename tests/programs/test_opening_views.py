from datetime import timedelta

from django.utils import timezone

from programs.models import Enrollment, FacilitatorNomination, Program


def make_draft():
    today = timezone.localdate()
    return Program.objects.create(
        name="Autumn", starts_on=today + timedelta(days=5), ends_on=today + timedelta(days=50)
    )


def test_opening_says_what_is_missing_and_refuses(cast):
    client = cast.hr_admin.client()
    with cast.inside():
        draft = make_draft()
    url = cast.hr_admin.url(f"programs/{draft.id}/opening/")
    page = client.get(url).content.decode()
    assert "Nobody is enrolled, and there is no way in." in page
    assert "disabled" in page
    client.post(url)
    with cast.inside():
        assert Program.objects.get(id=draft.id).state == "draft"
        Enrollment.objects.create(program=draft, person=cast.employee.person, role="mentee")
    assert "Nobody facilitates it." in client.get(url).content.decode()
    assert cast.employee.client().get(cast.employee.url(f"programs/{draft.id}/")).status_code == 404
    client.post(url)
    assert cast.employee.client().get(cast.employee.url(f"programs/{draft.id}/")).status_code == 200


def test_opening_repeats_that_a_facilitator_is_no_longer_neutral(cast):
    client = cast.hr_admin.client()
    with cast.inside():
        draft = make_draft()
        Enrollment.objects.create(program=draft, person=cast.employee.person, role="mentee")
        FacilitatorNomination.objects.create(
            program=draft, person=cast.director.person, state="accepted"
        )
    url = cast.hr_admin.url(f"programs/{draft.id}/opening/")
    page = client.get(url).content.decode()
    assert "Dora Director manages 1 person here: Emil Employee (2 levels below)." in page
    override = cast.hr_admin.url(f"programs/{draft.id}/facilitator/{cast.director.person.id}/")
    assert f'href="{override}"' in page
    assert "A facilitator is no longer neutral" in client.post(url, follow=True).content.decode()
    client.post(override, {"override_reason": "A small company"})
    client.post(url)
    with cast.inside():
        assert Program.objects.get(id=draft.id).state == "open"
