"""Choosing a template, looking at it, taking it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.catalogue import TEMPLATES
from programs.models import Program
from sessions.models import LearningSession


def test_gallery_shows_all_templates_and_the_empty_program(cast):
    html = cast.hr_admin.client().get(cast.hr_admin.url("programs/templates/")).content.decode()
    assert all(f"/programs/templates/{key}/" in html for key in TEMPLATES)
    assert cast.hr_admin.url("programs/new/") in html


@pytest.mark.parametrize("key", TEMPLATES)
def test_preview_shows_what_would_be_made_and_writes_nothing(cast, key):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/templates/{key}/")
    page = client.get(url, {"starts_on": "2027-03-01"})
    html = page.content.decode()
    template = TEMPLATES[key]
    assert page.status_code == 200
    assert page.context["preview"].sessions[0].day == template.sessions[0].day(
        page.context["preview"].starts_on
    )
    assert "1 Mar 2027" in html
    with cast.inside():
        assert not Program.objects.exists()


def test_preview_with_a_date_that_makes_no_sense_says_so(cast):
    url = cast.hr_admin.url("programs/templates/peer-circles/")
    page = cast.hr_admin.client().get(url, {"starts_on": "soon"})
    assert page.status_code == 200
    assert "Enter a valid date" in page.content.decode()


@pytest.mark.parametrize("key", TEMPLATES)
@pytest.mark.parametrize("day", ["9999-12-31", "2101-01-01", "1999-12-31", "0001-01-01"])
def test_preview_and_form_refuse_a_year_that_makes_no_sense(cast, key, day):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"programs/templates/{key}/")
    sentence = "Choose a day between the years 2000 and 2100."
    page = client.get(url, {"starts_on": day})
    assert page.status_code == 200
    assert sentence in page.content.decode()
    told = {"name": "Circles", "starts_on": day, "weeks": "10", "goal": ""}
    refused = client.post(f"{url}use/", told)
    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    with cast.inside():
        assert not Program.objects.exists()


def test_short_form_makes_the_draft_with_its_sessions(cast):
    client, url = cast.hr_admin.client(), cast.hr_admin.url("programs/templates/peer-circles/use/")
    told = {"name": "Circles", "starts_on": "2027-03-01", "weeks": "10", "goal": "Ours"}
    answer = client.post(url, told)
    with cast.inside():
        program = Program.objects.get()
        assert (program.name, program.goal) == ("Circles", "Ours")
        assert (program.ends_on - program.starts_on).days == 69
        assert LearningSession.objects.filter(program=program).count() == 6
    assert answer.url == cast.hr_admin.url(f"programs/{program.id}/proposals/")


def test_short_form_of_an_evergreen_template_asks_for_no_length(cast):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url("programs/templates/onboarding-buddy/use/")
    assert "weeks" not in client.get(url).context["form"].fields
    client.post(url, {"name": "Buddies", "starts_on": "2027-03-01", "goal": ""})
    with cast.inside():
        assert Program.objects.get().is_evergreen


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"starts_on": "2020-01-01"}, "over already"),
        ({"weeks": "0"}, "greater than or equal to 1"),
        ({"name": "circles"}, "already a program called"),
    ],
)
def test_short_form_that_is_wrong_says_why_and_makes_nothing(cast, changes, words):
    client, url = cast.hr_admin.client(), cast.hr_admin.url("programs/templates/peer-circles/use/")
    good = {"name": "Circles", "starts_on": "2027-03-01", "weeks": "10", "goal": ""}
    client.post(url, good)
    answer = client.post(url, {**good, "name": "Other", **changes})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with cast.inside():
        assert Program.objects.count() == 1


def test_first_day_that_has_passed_is_warned_of(cast):
    client, url = cast.hr_admin.client(), cast.hr_admin.url("programs/templates/peer-circles/use/")
    yesterday = timezone.localdate() - timedelta(days=1)
    told = {"name": "Circles", "starts_on": yesterday.isoformat(), "weeks": "10", "goal": ""}
    html = client.post(url, told, follow=True).content.decode()
    assert "has passed: with the launch the program is running at once" in html
    assert "Drafts of sessions on days that have passed need another day" in html


def test_preview_says_where_its_days_come_from(cast):
    url = cast.hr_admin.url("programs/templates/peer-circles/")
    html = cast.hr_admin.client().get(url).content.decode()
    assert "Days are counted from the first day" in html
    assert "none is on a weekend" in html


@pytest.mark.parametrize("key", TEMPLATES)
@pytest.mark.parametrize("shift", range(7))
def test_no_session_of_a_template_is_on_a_weekend_whatever_the_first_day(key, shift):
    first_day = date(2027, 3, 1) + timedelta(days=shift)
    days = [one.day(first_day) for one in TEMPLATES[key].sessions]
    assert all(day.weekday() < 5 and day >= first_day for day in days)


def test_unknown_template_is_not_found(cast):
    client = cast.hr_admin.client()
    assert client.get(cast.hr_admin.url("programs/templates/nothing/")).status_code == 404
    assert client.get(cast.hr_admin.url("programs/templates/nothing/use/")).status_code == 404


def test_gallery_offers_to_repeat_a_program_once_there_is_one(cast):
    def gallery():
        return cast.hr_admin.client().get(cast.hr_admin.url("programs/templates/")).content.decode()

    assert "Repeat an earlier program" not in gallery()
    with cast.inside():
        today = timezone.localdate()
        Program.objects.create(name="First", starts_on=today, ends_on=today)
    assert "Repeat an earlier program" in gallery()
