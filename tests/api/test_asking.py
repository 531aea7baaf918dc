"""Questions to mentors, lists, breaks and modes by the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.not_with import say_not_with
from matching.models import Match, MatchRequest, MentorWish
from tests.api.caller import caller, refusal
from tests.matching.builders import enroll, make_program


@pytest.fixture
def spring(cast, hr_admin):
    with cast.inside():
        program = make_program("Spring")
        enroll(program, cast.mentor.person, "mentor")
        enroll(program, cast.facilitator.person, "mentor")
        enroll(program, cast.employee.person, "mentee")
    path = f"programs/{program.id}/"
    assert hr_admin.patch(f"{path}match-modes/", {"choosing": "ask"}).status_code == 200
    assert hr_admin.get(f"{path}match-modes/").json()["choosing"] == "ask"
    return path


def test_mentee_chooses_orders_and_takes_back(cast, spring):
    emil = caller(cast.employee)
    names = [one["mentor"]["name"] for one in emil.get(f"{spring}mentors/").json()["results"]]
    assert set(names) == {"Mina Mentor", "Fay Facilitator"}
    mina = emil.post(f"{spring}mentor-choices/", {"mentor": str(cast.mentor.person.id)}).json()
    fay = emil.post(f"{spring}mentor-choices/", {"mentor": str(cast.facilitator.person.id)}).json()
    assert (mina["state"], fay["state"]) == ("asked", "queued")
    ordered = emil.put(f"{spring}mentor-choices/", {"order": [fay["id"]]}).json()
    assert [one["id"] for one in ordered] == [mina["id"], fay["id"]]
    assert emil.post(f"match-questions/{mina['id']}/withdrawal/").json()["state"] == "withdrawn"
    assert caller(cast.facilitator).get("me/questions/").json()["count"] == 1
    kind, _words = refusal(
        emil.post(f"{spring}mentor-choices/", {"mentor": str(cast.manager.person.id)})
    )
    assert kind == "not-possible"


def test_mentor_says_yes_or_no(cast, hr_admin, spring):
    emil, mina, fay = caller(cast.employee), caller(cast.mentor), caller(cast.facilitator)
    asked = emil.post(f"{spring}mentor-choices/", {"mentor": str(cast.mentor.person.id)}).json()
    emil.post(f"{spring}mentor-choices/", {"mentor": str(cast.facilitator.person.id)})
    path = f"match-questions/{asked['id']}/"
    assert fay.post(f"{path}acceptance/").status_code == 404
    assert mina.post(f"{path}refusal/", {"reason": "no_place"}).status_code == 422
    assert mina.post(f"{path}refusal/", {"reason": "time"}).json()["state"] == "declined"
    assert refusal(mina.post(f"{path}acceptance/"))[0] == "answered"
    assert "reason" not in emil.get("me/questions/").json()["results"][0]
    [waiting, _declined] = hr_admin.get(f"{spring}match-questions/").json()["results"]
    made = fay.post(f"match-questions/{waiting['id']}/acceptance/").json()
    assert made["mentee"]["name"] == "Emil Employee"
    with cast.inside():
        assert Match.objects.get().state == "active"


def test_yes_to_whom_one_no_longer_wants_ends_the_question_for_good(cast, spring):
    emil, mina = caller(cast.employee), caller(cast.mentor)
    asked = emil.post(f"{spring}mentor-choices/", {"mentor": str(cast.mentor.person.id)}).json()
    with cast.inside():
        say_not_with(cast.employee.person, cast.mentor.person)
    for _twice in range(2):
        answer = mina.post(f"match-questions/{asked['id']}/acceptance/")
        kind, words = refusal(answer)
        assert kind == "answered"
        assert "not available" not in words
    with cast.inside():
        assert MatchRequest.objects.get(id=asked["id"]).state == "withdrawn"
        assert not Match.objects.exists()


def test_break_is_taken_and_ended(cast):
    mina, until = caller(cast.mentor), (timezone.localdate() + timedelta(days=9)).isoformat()
    assert mina.put("me/break/", {"until": until}).json() == {"until": until}
    assert mina.delete("me/break/").status_code == 204
    assert mina.get("me/break/").json() == {"until": None}


def test_hr_offers_and_reads_for_whom_nobody_can_be_asked(cast, hr_admin, spring):
    body = {"mentee": str(cast.employee.person.id)}
    assert hr_admin.post(f"{spring}match-questions/", body).json()["origin"] == "admin"
    with cast.inside():
        MatchRequest.objects.all().delete()
        cast.mentor.person.enrollments.all().delete()
        cast.facilitator.person.enrollments.all().delete()
    assert hr_admin.post(f"{spring}match-questions/", body).status_code == 204
    [search] = hr_admin.get(f"{spring}mentor-searches/").json()
    assert search["mentee"]["name"] == "Emil Employee"


def test_mentor_says_how_gladly(cast, hr_admin, spring):
    hr_admin.patch(f"{spring}match-modes/", {"choosing": "rank"})
    emil, mina = caller(cast.employee), caller(cast.mentor)
    emil.post(f"{spring}mentor-choices/", {"mentor": str(cast.mentor.person.id)})
    path = f"{spring}mentor-wishes/{cast.employee.person.id}/"
    assert mina.put(path, {"rank": None}).status_code == 204
    with cast.inside():
        assert MentorWish.objects.get().rank is None
    assert mina.delete(path).status_code == 204
    assert caller(cast.facilitator).put(path, {"rank": 1}).status_code == 409
