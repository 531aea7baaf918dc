"""Match runs from start to publication, and what people know of their matches."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from matching.models import FirstMeeting, Match, MatchRun
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person, PersonTopic, Topic
from tests.api.caller import Caller, caller, refusal
from tests.matching.builders import enroll, make_program, work


@pytest.fixture
def scene(cast) -> SimpleNamespace:
    """Mentor and facilitator can each take one; employee wants what the mentor knows, and the
    director manages the manager.
    """
    with cast.inside():
        program = make_program("Spring")
        enroll(program, cast.mentor.person, "mentor")
        enroll(program, cast.director.person, "mentor")
        enroll(program, cast.employee.person, "mentee")
        topic = Topic.objects.create(name="Payroll")
        for player, stance in ((cast.mentor, "knows"), (cast.employee, "wants")):
            PersonTopic.objects.create(person=player.person, topic=topic, stance=stance)
    return SimpleNamespace(program=program, runs=f"programs/{program.id}/match-runs/")


@pytest.fixture
def run(cast, hr_admin, scene) -> str:
    """The path of a run whose pairs are under review."""
    started = hr_admin.post(scene.runs)
    assert started.status_code == 202, started.content
    with cast.inside():
        work(MatchRun.objects.get(id=started.json()["id"]))
    return f"match-runs/{started.json()['id']}/"


def test_run_is_started_once_and_followed(hr_admin, scene):
    started = hr_admin.post(scene.runs).json()
    assert started["state"] == "queued"
    assert refusal(hr_admin.post(scene.runs))[0] == "run-going"
    assert hr_admin.get(f"match-runs/{started['id']}/").json()["requested_by"]["name"] == (
        "Hanna Admin"
    )
    assert hr_admin.get(scene.runs).json()["count"] == 1


def test_program_without_people_is_refused_in_words(cast, hr_admin, program):
    kind, words = refusal(hr_admin.post(f"programs/{program.id}/match-runs/"))
    assert kind == "no-mentors"
    assert "mentors" in words


def test_pairs_come_with_reasons_in_words(cast, hr_admin, run):
    [pair] = hr_admin.get(f"{run}pairs/").json()["results"]
    assert pair["mentor"]["name"] == "Mina Mentor"
    assert pair["mentee"]["name"] == "Emil Employee"
    assert any("Payroll" in reason for reason in pair["reasons"])
    assert hr_admin.get(f"{run}left-out/").json() == []
    assert hr_admin.get(run).json()["is_proven"] is True


def test_pair_is_excluded_and_put_back(cast, hr_admin, run):
    [pair] = hr_admin.get(f"{run}pairs/").json()["results"]
    path = f"proposals/{pair['id']}/exclusion/"
    assert hr_admin.post(path).json()["state"] == "declined"
    [left] = hr_admin.get(f"{run}left-out/").json()
    assert left["person"]["name"] == "Emil Employee"
    assert left["why"]
    assert hr_admin.delete(path).json()["state"] == "proposed"
    assert hr_admin.post(f"proposals/{pair['id']}/lock/").status_code == 200


def test_excluded_pairs_are_listed_with_why_and_allowed_again(cast, hr_admin, scene, run):
    [pair] = hr_admin.get(f"{run}pairs/").json()["results"]
    hr_admin.post(f"proposals/{pair['id']}/exclusion/", {"reason": "They share a flat"})
    path = scene.runs.replace("match-runs", "match-exclusions")
    [one] = hr_admin.get(path).json()["results"]
    assert (one["mentor"]["name"], one["reason"]) == ("Mina Mentor", "They share a flat")
    assert one["blocked_by"]["id"] == str(cast.hr_admin.person.id)
    assert hr_admin.delete(f"match-exclusions/{one['id']}/").status_code == 204
    assert hr_admin.get(path).json()["results"] == []


def test_publishing_tells_both_people_once(cast, hr_admin, run):
    assert refusal(hr_admin.post(f"{run}publication/", {"expected": 7}))[0] == "list-changed"
    assert hr_admin.post(f"{run}publication/", {"expected": 1}).json() == {
        "published": 1,
        "dropped": 0,
        "tell_yourself": 0,
        "mails_leave_at": None,
        "with_launch": False,
    }
    assert hr_admin.post(f"{run}publication/").json()["published"] == 0
    with cast.inside():
        assert Notification.objects.filter(kind__startswith="matching.matched").count() == 2


def test_publication_waits_and_is_taken_back(cast, hr_admin, run):
    [pair] = hr_admin.get(f"{run}pairs/").json()["results"]
    path = f"{run}publication/"
    held = hr_admin.post(path, {"hold_back": [pair["id"]]})
    assert refusal(held)[0] == "nothing-to-publish"
    done = hr_admin.post(path, {"expected": 1, "wait_minutes": 10}).json()
    assert done["mails_leave_at"] > hr_admin.get(run).json()["published_at"]
    assert hr_admin.delete(path).json()["state"] == "done"
    assert refusal(hr_admin.delete(path))[0] == "mails-left"
    assert hr_admin.post(path, {"wait_minutes": 61}).status_code == 422


@pytest.mark.parametrize("who", ["employee", "facilitator", "outsider"])
def test_runs_are_not_there_for_others(cast, scene, run, request, who):
    other: Caller = request.getfixturevalue(who)
    with cast.inside():
        pair = Match.objects.get()
    assert other.get(scene.runs).status_code == 404
    assert other.post(scene.runs).status_code == 404
    assert other.get(run).status_code == 404
    assert other.get(f"{run}pairs/").status_code == 404
    assert other.post(f"{run}publication/").status_code == 404
    assert other.post(f"proposals/{pair.id}/exclusion/").status_code == 404
    assert other.get(f"matches/{pair.id}/").status_code == 404


def test_published_match_is_known_to_its_people_and_hr(cast, hr_admin, employee, run):
    assert employee.get("matches/").json()["results"] == []
    hr_admin.post(f"{run}publication/")
    [match] = employee.get("matches/").json()["results"]
    assert (match["mentor"]["name"], match["state"]) == ("Mina Mentor", "active")
    assert hr_admin.get("matches/").json()["count"] == 1
    stranger = caller(cast.manager)
    assert stranger.get("matches/").json()["count"] == 0
    assert stranger.get(f"matches/{match['id']}/").status_code == 404


def test_first_meeting_is_for_the_two_alone(cast, hr_admin, employee, run):
    hr_admin.post(f"{run}publication/")
    [mine] = employee.get("me/matches/").json()["results"]
    assert mine["other"]["name"] == "Mina Mentor"
    assert mine["i_am_the_mentee"] is True
    assert mine["first_met_at"] is None
    path = f"matches/{mine['match']['id']}/first-meeting/"
    assert hr_admin.post(path).status_code == 404
    assert employee.post(path).json()["first_met_at"] is not None
    assert caller(cast.mentor).delete(path).status_code == 204
    with cast.inside():
        assert not FirstMeeting.objects.exists()


def test_shared_struggles_are_read_by_the_two_alone(cast, hr_admin, employee, scene):
    with cast.inside():
        topic = Topic.objects.create(name="Speaking up")
        for player in (cast.mentor, cast.employee):
            PersonTopic.objects.create(
                person=player.person,
                topic=topic,
                stance="struggles",
                told_at=timezone.now() - timedelta(days=8),
            )
    started = hr_admin.post(scene.runs).json()
    with cast.inside():
        work(MatchRun.objects.get(id=started["id"]))
    run = f"match-runs/{started['id']}/"
    assert "Speaking up" not in hr_admin.get(f"{run}pairs/").content.decode()
    hr_admin.post(f"{run}publication/")
    assert "Speaking up" not in hr_admin.get("matches/").content.decode()
    [mine] = employee.get("me/matches/").json()["results"]
    assert any("Speaking up" in reason for reason in mine["reasons"])


def test_people_without_e_mail_are_named_to_who_tells_them(cast, hr_admin, run):
    mentor = cast.mentor.person
    [pair] = hr_admin.get(f"{run}pairs/").json()["results"]
    assert pair["tell_yourself"] == []
    with cast.inside():
        Person.objects.filter(pk=mentor.pk).update(email=None)
    [pair] = hr_admin.get(f"{run}pairs/").json()["results"]
    assert pair["tell_yourself"] == [str(mentor.id)]
    assert hr_admin.post(f"{run}publication/").json()["tell_yourself"] == 1


def test_run_is_cancelled_once_and_not_when_it_is_over(cast, hr_admin, scene, run):
    kind, words = refusal(hr_admin.post(f"{run}cancellation/"))
    assert (kind, "too late" in words) == ("run-over", True)
    started = hr_admin.post(scene.runs).json()
    path = f"match-runs/{started['id']}/cancellation/"
    assert (started["percent"], started["seconds_left"]) == (0, None)
    for _time in range(2):
        cancelled = hr_admin.post(path).json()
        assert cancelled["state"] == "cancelled"
        assert cancelled["cancelled_by"]["name"] == "Hanna Admin"
    assert hr_admin.get(run).json()["state"] == "done"


def test_run_tells_how_it_was_made_and_is_made_again(cast, hr_admin, scene, run):
    record = hr_admin.get(f"{run}record/").json()
    assert record["changes"] == []
    assert (record["seed"] > 0, len(record["fingerprint"])) == (True, 64)
    assert {"rule": "The mentor knows what the mentee wants to learn", "points": 70} in (
        record["weights"]
    )
    assert "Never within a reporting line" in record["without_exception"]
    [before] = hr_admin.get(f"{run}pairs/").json()["results"]
    again = hr_admin.post(f"{run}repetition/")
    assert again.status_code == 202, again.content
    with cast.inside():
        new = work(MatchRun.objects.get(id=again.json()["id"]))
    assert new.state == "done"
    path = f"match-runs/{new.id}/"
    [after] = hr_admin.get(f"{path}pairs/").json()["results"]
    assert {**after, "id": ""} == {**before, "id": ""}
    repeated = hr_admin.get(f"{path}record/").json()
    assert repeated["repeats"] == str(run).split("/")[1]
    assert (repeated["seed"], repeated["fingerprint"]) == (record["seed"], record["fingerprint"])
    assert hr_admin.get(path).json()["percent"] == 100
