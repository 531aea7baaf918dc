"""A facilitator for a circle, by the interface for programs."""

import pytest
from django.utils import timezone

from matching.models import Circle, CircleMember
from programs.models import Enrollment
from tests.api.caller import caller, pointers, refusal
from tests.matching.builders import enroll, make_person, make_program


@pytest.fixture
def circle(cast):
    with cast.inside():
        program = make_program()
        made = Circle.objects.create(
            program=program, number=1, state="active", published_at=timezone.now()
        )
        for person in (cast.employee.person, make_person("Peer")):
            enroll(program, person, Enrollment.Role.PARTICIPANT)
            CircleMember.objects.create(circle=made, program=program, person=person)
        return made


def test_neutral_person_is_found_asked_and_answers(cast, circle):
    hr, asked = caller(cast.hr_admin), caller(cast.facilitator)
    here = f"circles/{circle.id}/facilitator/"
    found = {one["person"]["name"]: one["doubts"] for one in hr.get(f"{here}candidates/").json()}
    assert found[cast.facilitator.person.name] == []
    assert cast.manager.person.name not in found
    [named] = hr.get(f"{here}candidates/?q={cast.manager.person.name}").json()
    assert "manages 1 person here" in named["doubts"][0]
    assert hr.get(here).status_code == 404
    said = {"person": str(cast.facilitator.person.id)}
    assert hr.put(here, said).json()["question"]["state"] == "asked"
    assert "/person" in pointers(hr.put(here, {"person": str(circle.id)}))
    assert "is asked already" in refusal(hr.put(here, {"person": str(cast.mentor.person.id)}))[1]
    [question] = asked.get("me/circle-questions/").json()["results"]
    answer = f"circle-questions/{question['id']}/answer/"
    assert caller(cast.manager).post(answer, {"answer": "accept"}).status_code == 404
    for _twice in range(2):
        assert asked.post(answer, {"answer": "accept"}).json()["state"] == "accepted"
    mine = caller(cast.employee).get(f"circles/{circle.id}/").json()
    assert mine["facilitator"]["name"] == cast.facilitator.person.name
    assert asked.get(f"circles/{circle.id}/").status_code == 200
    [listed] = hr.get(f"programs/{circle.program_id}/circles/").json()["published"]["circles"]
    assert listed["facilitator"]["doubts"] == []
    for _twice in range(2):
        assert hr.delete(here).status_code == 204
    assert asked.get(f"circles/{circle.id}/").status_code == 404


def test_who_has_a_say_over_a_member_is_refused_and_others_see_no_such_page(cast, circle):
    here = f"circles/{circle.id}/facilitator/"
    refused = caller(cast.hr_admin).put(here, {"person": str(cast.director.person.id)})
    assert refused.status_code == 409
    assert "manages" in refusal(refused)[1]
    for player in (cast.employee, cast.facilitator, cast.outsider):
        assert caller(player).get(here).status_code == 404
        assert caller(player).put(here, {"person": str(cast.mentor.person.id)}).status_code == 404
