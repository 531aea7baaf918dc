"""Two callers change one thing at once: what neither of them named stays."""

import json

import pytest
from django.utils import timezone

from peerlearn.people.models import Person, Topic
from programs.actions.joining import apply_for, join_program
from programs.actions.roles import set_role
from programs.models import Enrollment, Program
from sessions.models import LearningSession
from tests.api.caller import caller, refusal
from tests.locks import while_uncommitted
from tests.sessions.making import make_program, make_session


@pytest.fixture
def committed_program(committed_cast):
    with committed_cast.inside():
        return make_program(committed_cast)


def test_program_keeps_what_another_saved_at_the_same_moment(committed_cast, committed_program):
    cast, program = committed_cast, committed_program
    hr_admin = caller(cast.hr_admin)
    answer = while_uncommitted(
        cast,
        lambda: Program.objects.filter(id=program.id).update(goal="Theirs"),
        lambda: hr_admin.patch(f"programs/{program.id}/", {"name": "Mine"}),
    )
    assert answer.status_code == 200, answer.content
    assert (answer.json()["name"], answer.json()["goal"]) == ("Mine", "Theirs")


@pytest.mark.parametrize("way_in", ["open", "application"])
def test_who_comes_in_twice_at_once_is_told_the_second_time_that_they_are(
    committed_cast, committed_program, way_in
):
    cast, program, today = committed_cast, committed_program, timezone.localdate()
    dora = cast.director.person
    with cast.inside():
        names = {"label_one": "Guest", "label_many": "Guests", "hours_a_month": 1}
        set_role(program, "mentee", by=None, way_in=way_in, **names)
    answer = while_uncommitted(
        cast,
        lambda: join_or_apply(program, dora, way_in, today=today),
        lambda: caller(cast.director).post(
            "me/enrollments/", {"program": str(program.id), "role": "mentee"}
        ),
    )
    assert answer.status_code == 200, answer.content
    with cast.inside():
        assert Enrollment.objects.filter(program=program, person=dora).count() == 1


def join_or_apply(program, person, way_in, *, today):
    comes_in = join_program if way_in == "open" else apply_for
    comes_in(program, person, "mentee", today=today)


def test_person_keeps_what_another_saved_at_the_same_moment(committed_cast):
    cast = committed_cast
    hr_admin, emil = caller(cast.hr_admin), cast.employee.person
    answer = while_uncommitted(
        cast,
        lambda: Person.objects.filter(id=emil.id).update(department="Theirs"),
        lambda: hr_admin.patch(f"people/{emil.id}/", {"title": "Mine"}),
    )
    assert (answer.json()["title"], answer.json()["department"]) == ("Mine", "Theirs")


def test_own_name_leaves_alone_what_hr_saved_at_the_same_moment(committed_cast):
    cast = committed_cast
    employee, emil = caller(cast.employee), cast.employee.person
    while_uncommitted(
        cast,
        lambda: Person.objects.filter(id=emil.id).update(department="Theirs"),
        lambda: employee.patch("me/", {"name": "Emil E."}),
    )
    with cast.inside():
        emil.refresh_from_db()
    assert (emil.name, emil.department) == ("Emil E.", "Theirs")


def test_session_keeps_what_another_saved_at_the_same_moment(committed_cast, committed_program):
    cast = committed_cast
    with cast.inside():
        lunch = make_session(committed_program, cast.hr_admin)
    hr_admin = caller(cast.hr_admin)
    answer = while_uncommitted(
        cast,
        lambda: LearningSession.objects.filter(id=lunch.id).update(description="Theirs"),
        lambda: hr_admin.patch(f"sessions/{lunch.id}/", {"title": "Mine"}),
    )
    assert (answer.json()["title"], answer.json()["description"]) == ("Mine", "Theirs")


def test_topic_keeps_what_another_saved_at_the_same_moment(committed_cast):
    cast = committed_cast
    with cast.inside():
        topic = Topic.objects.create(name="SQL")
    hr_admin = caller(cast.hr_admin)
    answer = while_uncommitted(
        cast,
        lambda: Topic.objects.filter(id=topic.id).update(category="Theirs"),
        lambda: hr_admin.patch(f"topics/{topic.id}/", {"name": "Postgres"}),
    )
    assert (answer.json()["name"], answer.json()["category"]) == ("Postgres", "Theirs")


def test_etag_of_an_older_state_is_refused(cast, program, lunch, hr_admin):
    changes = {
        f"programs/{program.id}/": ({"goal": "Mine"}, {"name": "Theirs"}),
        f"people/{cast.employee.person.id}/": ({"title": "Mine"}, {"department": "Theirs"}),
        f"sessions/{lunch.id}/": ({"title": "Mine"}, {"description": "Theirs"}),
    }
    for address, (mine, theirs) in changes.items():
        tag = hr_admin.get(address)["ETag"]
        assert hr_admin.patch(address, theirs, **{"If-Match": tag}).status_code == 200
        stale = hr_admin.patch(address, mine, **{"If-Match": tag})
        assert stale.status_code == 412
        assert stale["Content-Type"] == "application/problem+json"
        assert json.loads(stale.content)["detail"].startswith("Somebody else has saved this")
        [name] = mine
        assert hr_admin.get(address).json()[name] != "Mine"
        fresh = hr_admin.get(address)["ETag"]
        assert hr_admin.patch(address, mine, **{"If-Match": fresh}).status_code == 200


def test_version_of_an_older_state_is_refused(program, hr_admin):
    address = f"programs/{program.id}/"
    version = hr_admin.get(address).json()["version"]
    assert hr_admin.patch(address, {"name": "Theirs", "version": version}).status_code == 200
    stale = hr_admin.patch(address, {"goal": "Mine", "version": version})
    assert refusal(stale)[0] == "changed-meanwhile"
    assert hr_admin.patch(address, {"goal": "Mine", "version": version + 1}).status_code == 200


def test_readers_of_reports_are_named_on_top_of_what_was_read(cast, program, hr_admin):
    address = f"programs/{program.id}/report-desk/"
    theirs = {"trusted_person": str(cast.mentor.person.id)}
    assert hr_admin.put(address, theirs).status_code == 200
    tag = hr_admin.get(address)["ETag"]
    assert hr_admin.put(address, {**theirs, "external_contact": "112"}).status_code == 200
    assert hr_admin.put(address, theirs, **{"If-Match": tag}).status_code == 412
    assert hr_admin.get(address).json()["external_contact"] == "112"
