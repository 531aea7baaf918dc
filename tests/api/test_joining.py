"""Coming into a program by the API: the same actions, for those to whom they belong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions.inviting import invite_people
from programs.actions.roles import set_role
from programs.models import Enrollment, EnrollmentBatch
from programs.rules.enrollment import EnrollmentRule
from tests.api.caller import caller, pointers, refusal


@pytest.fixture
def applying(cast, program):
    with cast.inside():
        set_role(
            program,
            "participant",
            by=None,
            way_in="application",
            label_one="Guest",
            label_many="Guests",
            hours_a_month=3,
        )
    return {"program": str(program.id), "role": "participant"}


def test_openings_say_what_they_ask(cast, program, applying):
    [opening] = caller(cast.director).get("me/openings/").json()["results"]
    assert (opening["role_name"], opening["hours_a_month"]) == ("Guest", 3.0)
    assert (opening["way_in"], opening["free"]) == ("application", None)


def test_application_is_made_listed_and_decided(cast, program, applying, hr_admin):
    director = caller(cast.director)
    made = director.post("me/enrollments/", {**applying, "words": "Curious"})
    assert (made.status_code, made.json()["state"]) == (201, "applied")
    assert director.post("me/enrollments/", applying).json()["id"] == made.json()["id"]
    path = f"programs/{program.id}/applications/"
    [waiting] = hr_admin.get(path).json()["results"]
    assert (waiting["words"], waiting["person"]["name"]) == ("Curious", "Dora Director")
    no = {"enrollments": [waiting["id"]], "decision": "reject"}
    assert list(pointers(hr_admin.post(path, no))) == ["/words"]
    yes = {"enrollments": [waiting["id"]], "decision": "approve"}
    assert hr_admin.post(path, yes).json() == {"count": 1}
    assert hr_admin.post(path, yes).json() == {"count": 0}
    assert director.get("me/enrollments/").json()["results"][0]["state"] == "active"


def test_own_steps_pause_return_and_leave(cast, program):
    mine = caller(cast.employee)
    [own] = mine.get("me/enrollments/").json()["results"]
    path = f"me/enrollments/{own['id']}/steps/"
    assert list(pointers(mine.post(path, {"step": "pause"}))) == ["/returns_on"]
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    paused = mine.post(path, {"step": "pause", "returns_on": day}).json()
    assert (paused["state"], paused["returns_on"]) == ("paused", day)
    assert mine.post(path, {"step": "resume"}).json()["state"] == "active"
    assert list(pointers(mine.post(path, {"step": "leave"}))) == ["/reason"]
    assert mine.post(path, {"step": "leave", "reason": "time"}).json()["state"] == "withdrawn"
    assert refusal(mine.post(path, {"step": "resume"}))[0] == "move"


def test_step_of_somebody_else_is_not_there(cast, program):
    with cast.inside():
        own = Enrollment.objects.filter(person=cast.employee.person).first()
    path = f"me/enrollments/{own.id}/steps/"
    for other in (cast.hr_admin, cast.mentor, cast.outsider):
        assert caller(other).post(path, {"step": "leave", "reason": "time"}).status_code == 404


def test_invitation_is_accepted(cast, program):
    with cast.inside():
        rule = EnrollmentRule(person_ids=frozenset({cast.director.person.id}))
        invite_people(
            program, rule, role="mentee", by=cast.hr_admin.person, today=timezone.localdate()
        )
    director = caller(cast.director)
    [own] = director.get("me/enrollments/").json()["results"]
    assert own["state"] == "invited"
    answer = director.post(f"me/enrollments/{own['id']}/steps/", {"step": "accept"})
    assert answer.json()["state"] == "active"


def test_token_without_the_scope_reads_and_does_not_join(cast, applying):
    reader = caller(cast.director, scopes=["read"])
    assert reader.get("me/openings/").status_code == 200
    assert reader.post("me/enrollments/", applying).status_code == 403


def test_batch_says_how_far_it_is(cast, program, hr_admin):
    body = {"role": "mentee", "departments": ["Legal"], "invite": True}
    done = hr_admin.post(f"programs/{program.id}/enrollments/", body).json()
    batch = hr_admin.get(f"programs/{program.id}/batches/{done['batch']}/").json()
    assert (batch["act"], batch["state"], batch["count"], batch["total"]) == (
        "invited",
        "done",
        1,
        1,
    )
    with cast.inside():
        assert EnrollmentBatch.objects.get().act == "invited"
