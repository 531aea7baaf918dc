from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions.joining import apply_for, leave_program
from programs.actions.roles import set_role
from programs.models import Enrollment, EnrollmentChange, Program
from tests.programs.conftest import FRAME


@pytest.fixture
def program(cast):
    with cast.inside():
        program = Program.objects.create(
            name="Onboarding spring",
            state="running",
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate() + timedelta(days=60),
        )
        Enrollment.objects.create(program=program, person=cast.employee.person, role="mentee")
        Enrollment.objects.create(program=program, person=cast.mentor.person, role="mentor")
        return program


@pytest.fixture
def shown_to(cast):
    def of(player):
        return player.client().get(player.url("programs/mine/")).content.decode()

    return of


def test_own_programs_say_what_they_ask_and_what_is_next(cast, program, shown_to):
    with cast.inside():
        set_role(
            program,
            "mentee",
            by=None,
            label_one="Newcomer",
            label_many="Newcomers",
            asked="Ask a lot",
        )
    shown = shown_to(cast.employee)
    for words in ("Onboarding spring", "Newcomer", "Ask a lot", "2 hours a month", "Pause"):
        assert words in shown


def test_role_that_can_be_joined_is_listed_with_what_it_asks(cast, program, shown_to):
    assert "You are in no program yet" in shown_to(cast.director)
    with cast.inside():
        set_role(program, "participant", by=None, way_in="open", seats=1, asked="Come along")
    shown = shown_to(cast.director)
    assert "You could join" in shown
    assert "1 place free" in shown
    url = cast.director.url(f"programs/{program.id}/joining/participant/")
    assert "Come along" in cast.director.client().get(url).content.decode()
    assert "You are in." in cast.director.client().post(url, follow=True).content.decode()
    assert cast.director.client().post(url).status_code == 302
    assert cast.outsider.client().get(url).status_code == 404


def test_full_role_says_so_and_lets_people_wait(cast, program, shown_to):
    with cast.inside():
        set_role(program, "participant", by=None, way_in="open", seats=1)
        Enrollment.objects.create(program=program, person=cast.manager.person, role="participant")
    url = cast.director.url(f"programs/{program.id}/joining/participant/")
    client = cast.director.client()
    assert "All places are taken" in client.get(url).content.decode()
    assert "You are on the waiting list." in client.post(url, follow=True).content.decode()
    assert "You are number 1 of those who wait." in shown_to(cast.director)


def test_pages_of_somebody_elses_enrollment_are_not_there(cast, program):
    with cast.inside():
        mine = Enrollment.objects.filter(person=cast.employee.person).first()
    for other in (cast.mentor, cast.hr_admin, cast.outsider):
        for name in ("", "pause/", "leaving/"):
            url = other.url(f"programs/mine/{mine.id}/{name}")
            assert other.client().get(url).status_code == 404


def test_page_takes_as_many_queries_for_3_as_for_1(cast, program, django_assert_num_queries):
    client, url = cast.director.client(), cast.director.url("programs/mine/")
    today = timezone.localdate()

    def another(number):
        other = Program.objects.create(
            name=f"P{number}", state="running", starts_on=today, ends_on=today + timedelta(days=9)
        )
        for role in ("participant", "mentee"):
            set_role(other, role, by=None, way_in="application")
        apply_for(other, cast.director.person, "participant", today=today)

    with cast.inside():
        another(1)
    client.get(url)
    with django_assert_num_queries(FRAME + 13):
        client.get(url)
    with cast.inside():
        another(2)
        another(3)
    with django_assert_num_queries(FRAME + 13):
        assert len(client.get(url).context["mine"]) == 3


def test_leaving_is_taken_back_from_the_page_for_a_day(cast, program, shown_to):
    with cast.inside():
        mine = Enrollment.objects.get(person=cast.employee.person)
        leave_program(mine, by=cast.employee.person, reason="time")
    undo = cast.employee.url(f"programs/mine/{mine.id}/leaving/undo/")
    assert undo in shown_to(cast.employee)
    with cast.inside():
        EnrollmentChange.objects.update(at=timezone.now() - timedelta(hours=25))
    assert undo not in shown_to(cast.employee)
    with cast.inside():
        EnrollmentChange.objects.update(at=timezone.now())
    cast.employee.client().post(undo)
    with cast.inside():
        mine.refresh_from_db()
        assert mine.state == "active"
    assert undo not in shown_to(cast.employee)
