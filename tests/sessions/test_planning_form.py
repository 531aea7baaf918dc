"""What the form of a session makes easy, and what it asks about."""

from datetime import timedelta

import pytest

from peerlearn.people.models import Person
from programs.models import FacilitatorNomination
from sessions.models import LearningSession
from tests.sessions.test_planning_pages import only_session, text, typed
from tests.typed import send


@pytest.fixture
def new(cast, program):
    return cast.hr_admin.url(f"sessions/new/?program={program.id}")


@pytest.mark.parametrize("words", ["Mina", "mentor", "mina m", "mina.men"])
def test_presenter_whom_a_part_of_the_name_means_alone_is_taken(cast, new, words):
    cast.hr_admin.client().post(new, typed(presenter=words))
    with cast.inside():
        assert only_session().presenter_id == cast.mentor.person.id


def test_presenter_called_anna_is_not_taken_for_hanna(cast, new):
    with cast.inside():
        anna = Person.objects.create(name="Anna Berg", email="anna.berg@acme.example")
    cast.hr_admin.client().post(new, typed(presenter="Anna"))
    with cast.inside():
        assert only_session().presenter_id == anna.id


def test_presenters_who_can_be_meant_are_named(cast, new):
    with cast.inside():
        Person.objects.create(name="Anna Berg", email="anna.berg@acme.example")
        Person.objects.create(name="Anna Lind", employee_number="12")
    response = cast.hr_admin.client().post(new, typed(presenter="anna"))
    assert response.status_code == 422
    assert (
        "Several people can be meant. Write one of these: "
        "Anna Berg &lt;anna.berg@acme.example&gt;; Anna Lind &lt;12&gt;."
    ) in text(response)
    with cast.inside():
        assert not LearningSession.objects.exists()


def test_only_facilitator_is_chosen_to_begin_with(cast, program, new):
    form = cast.hr_admin.client().get(new).context["form"]
    assert form["facilitator"].value() == cast.facilitator.person.id
    with cast.inside():
        FacilitatorNomination.objects.create(
            program=program, person=cast.director.person, state="accepted"
        )
    form = cast.hr_admin.client().get(new).context["form"]
    assert form["facilitator"].value() is None


def test_edited_session_without_a_facilitator_stays_without(cast, program, new):
    client = cast.hr_admin.client()
    client.post(new, typed())
    with cast.inside():
        edit = cast.hr_admin.url(f"sessions/{only_session().id}/edit/")
    assert client.get(edit).context["form"]["facilitator"].value() is None


@pytest.mark.parametrize("beyond", ["before", "after"])
def test_day_outside_of_the_program_is_asked_about_once(cast, program, new, beyond):
    client = cast.hr_admin.client()
    with cast.inside():
        day = program.ends_on + timedelta(days=1)
        if beyond == "before":
            program.starts_on = day = program.starts_on + timedelta(days=200)
            program.save()
            day -= timedelta(days=1)
    assert "Hold it on this day" not in text(client.get(new))
    asked = client.post(new, typed(day=day.isoformat()))
    assert asked.status_code == 422
    assert "The program runs from" in text(asked)
    assert "tick below that you mean it" in text(asked)
    assert 'name="outside_program"' in text(asked)
    with cast.inside():
        assert not LearningSession.objects.exists()
    client.post(new, typed(day=day.isoformat(), outside_program="on"))
    with cast.inside():
        assert only_session().starts_at.date() == day


def test_session_outside_of_the_program_is_edited_without_being_asked_again(cast, program, new):
    client, day = cast.hr_admin.client(), program.ends_on + timedelta(days=1)
    client.post(new, typed(day=day.isoformat(), outside_program="on"))
    with cast.inside():
        edit = cast.hr_admin.url(f"sessions/{only_session().id}/edit/")
    saved = send(client, edit, typed(day=day.isoformat(), title="New"))
    assert saved.status_code == 302
    later = (day + timedelta(days=1)).isoformat()
    assert send(client, edit, typed(day=later)).status_code == 422


def test_program_without_a_last_day_asks_about_days_before_it_alone(cast, program, new):
    client, begins = cast.hr_admin.client(), program.starts_on + timedelta(days=200)
    with cast.inside():
        program.starts_on, program.ends_on = begins, None
        program.save()
    asked = client.post(new, typed(day=(begins - timedelta(days=1)).isoformat()))
    assert "The program begins on" in text(asked)
    assert (
        client.post(new, typed(day=(begins + timedelta(days=999)).isoformat())).status_code == 302
    )
