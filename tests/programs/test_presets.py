"""What the pages that enroll begin with, who starts later, and what is done without places."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.roles import set_role
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.models import Enrollment, Program
from programs.queries.roles import main_role
from tests.people.actions.importing import imported

TODAY = timezone.localdate()


@pytest.fixture
def enrolling(cast, program):
    return cast.hr_admin.url(f"programs/{program.id}/enrollment/")


@pytest.fixture
def circles(cast):
    with cast.inside():
        return create_from_template(
            TEMPLATES["peer-circles"],
            name="Circles",
            goal="",
            starts_on=TODAY + timedelta(days=20),
            ends_on=None,
            by=cast.hr_admin.person,
        )


def test_main_role_is_one_that_the_program_has(cast, program, circles):
    with cast.inside():
        assert main_role(circles) == "participant"
        assert main_role(program) == "mentee"
        blank = Program.objects.create(name="Blank", starts_on=TODAY)
        assert main_role(blank) == "mentee"
        Enrollment.objects.create(program=blank, person=cast.mentor.person, role="mentor")
        assert main_role(blank) == "mentor"


def test_pages_of_a_program_without_pairs_begin_with_its_own_role(cast, circles):
    client = cast.hr_admin.client()
    for path in ("enrollment/", "enrollment/pick/"):
        found = client.get(cast.hr_admin.url(f"programs/{circles.id}/{path}"))
        assert found.context["form"].data["role"] == "participant"
    job = imported(cast, "Name,E-mail", "Ada Lind,ada@acme.example")
    html = client.get(cast.hr_admin.url(f"programs/imports/{job.id}/")).content.decode()
    assert f"programs/{circles.id}/enrollment/?role=participant" in html


def test_recruits_are_measured_at_the_first_day_of_a_program_to_come(cast, circles):
    with cast.inside():
        days = {"Soon": 10, "First day": 20, "Late": 25, "Latest": 40, "Long ago": -71}
        for name, ahead in days.items():
            Person.objects.create(name=name, starts_on=TODAY + timedelta(days=ahead))
    address = cast.hr_admin.url(f"programs/{circles.id}/enrollment/")
    client = cast.hr_admin.client()
    found = client.get(address)
    assert [one.name for one in found.context["preview"].names] == ["First day", "Soon"]
    assert found.context["presets"][0]["is_on"]
    html = found.content.decode()
    assert "2 people start later" in html
    assert "Late (" in html
    wider = client.get(f"{address}?{found.context['later'].query}")
    assert [one.name for one in wider.context["preview"].names] == [
        "First day",
        "Late",
        "Latest",
        "Soon",
    ]
    assert wider.context["later"] is None


def test_who_starts_after_today_is_offered_in_a_program_under_way(cast, enrolling):
    with cast.inside():
        Person.objects.create(name="Nia Next", starts_on=TODAY + timedelta(days=3))
    html = cast.hr_admin.client().get(enrolling).content.decode()
    assert "1 person starts later" in html
    assert "Nia Next" in html
    assert "enrollment/new-hires/" in html


@pytest.fixture
def three_for_two(cast, program):
    """Three new people, and two places."""
    with cast.inside():
        set_role(program, "participant", by=None, seats=2)
        return [
            Person.objects.create(name=f"New {n}", starts_on=TODAY, email=f"new{n}@acme.example")
            for n in range(3)
        ]


RULE = {"role": "participant", "started": "new", "days": "30"}


def test_too_few_places_are_said_once_with_a_way_out(cast, program, enrolling, three_for_two):
    client, sentence = cast.hr_admin.client(), "2 places are left for “Participants”"
    for answer in (client.get(enrolling, RULE), client.post(enrolling, {**RULE, "expected": "3"})):
        html = answer.content.decode()
        assert html.count(sentence) == 1
        assert 'id="enroll-button"' not in html
        assert f"/programs/{program.id}/roles/participant/" in html
        assert html.count('name="person"') == 3
        assert answer.status_code == (200 if answer.request["REQUEST_METHOD"] == "GET" else 422)


def test_those_chosen_take_the_places_that_are_left(cast, program, enrolling, three_for_two):
    chosen = [str(one.id) for one in three_for_two[1:]]
    said = {"role": "participant", "person": chosen}
    cast.hr_admin.client().post(f"{enrolling}pick/", said)
    with cast.inside():
        there = Enrollment.objects.filter(program=program, role="participant")
        assert {str(one.person_id) for one in there} == set(chosen)
    html = cast.hr_admin.client().get(enrolling, RULE).content.decode()
    assert "All places for “Participants” are taken." in html
    assert 'name="person"' not in html


def test_list_with_too_few_places_offers_no_button_that_can_not_work(
    cast, program, enrolling, three_for_two
):
    text = "\n".join(one.email for one in three_for_two)
    said = {"role": "participant", "text": text}
    html = cast.hr_admin.client().post(f"{enrolling}list/", said).content.decode()
    assert "2 places are left for “Participants”" in html
    assert 'value="enroll"' not in html
    assert 'value="invite"' not in html
