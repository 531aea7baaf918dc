"""Circles by the interface for programs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.circle_publishing import version_of_drafts
from matching.models import Circle, CircleMember, CirclePlan
from matching.tasks import form_circles_of
from peerlearn.tenancy.context import organization
from programs.models import Enrollment
from tests.api.caller import caller, pointers, refusal
from tests.matching.builders import enroll, make_person, make_program

PARTICIPANT = Enrollment.Role.PARTICIPANT
PLAN = {"size": 4, "mix_by": ["department", "department"], "apart_team": False}


@pytest.fixture
def program(cast):
    with cast.inside():
        program = make_program()
        enroll(program, cast.employee.person, PARTICIPANT)
        for n in range(7):
            enroll(program, make_person(f"Peer {n}", department=f"D{n % 4}"), PARTICIPANT)
        return program


def form(hr, program):
    answer = hr.post(f"programs/{program.id}/circles/")
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    organization_id = hr.player.organization.id
    with organization(organization_id):
        plan = CirclePlan.objects.get()
    form_circles_of(
        organization_id=str(organization_id), plan_id=str(plan.id), asked=str(plan.asked)
    )


def test_circles_are_planned_formed_changed_and_published(cast, program):
    hr, here = caller(cast.hr_admin), f"programs/{program.id}"
    assert hr.get(f"{here}/circle-plan/").status_code == 404
    assert hr.put(f"{here}/circle-plan/", PLAN).json()["mix_by"] == ["department"]
    assert "/mix_by" in pointers(hr.put(f"{here}/circle-plan/", {**PLAN, "mix_by": []}))
    form(hr, program)
    found = hr.get(f"{here}/circles/").json()
    one, other = found["proposal"]["circles"]
    assert [len(one["places"]), len(other["places"])] == [4, 4]
    place = one["places"][0]["id"]
    assert hr.post(f"circle-places/{place}/keeping/").json()["is_kept"] is True
    assert hr.delete(f"circle-places/{place}/keeping/").status_code == 204
    assert hr.get(f"circle-places/{place}/").json()["moves"][0]["circle"] == other["id"]
    assert "/circle" in pointers(hr.put(f"circle-places/{place}/", {}))
    for _twice in range(2):
        moved = hr.put(f"circle-places/{place}/", {"circle": other["id"]})
        assert moved.status_code == 200
    assert moved.json()["all_circles"] == []
    swapped = hr.put(f"circle-places/{place}/", {"swap_with": one["places"][1]["id"]})
    assert swapped.status_code == 200
    stale = hr.post(f"{here}/circles/publication/", {"version": found["version"]})
    assert "have changed" in refusal(stale)[1]
    now = hr.get(f"{here}/circles/").json()["version"]
    published = hr.post(f"{here}/circles/publication/", {"version": now}).json()
    assert len(published["published"]["circles"]) == 2
    assert hr.delete(f"{here}/circles/publication/").status_code == 204
    with cast.inside():
        assert set(Circle.objects.values_list("state", flat=True)) == {"draft"}
        assert version_of_drafts(program) == now


def test_wishes_joiners_and_merging(cast, program):
    hr, here = caller(cast.hr_admin), f"programs/{program.id}"
    with cast.inside():
        enrolled = Enrollment.objects.filter(program=program).select_related("person")
        people = [one.person for one in enrolled.order_by("person__name")]
        circles = [Circle.objects.create(program=program, number=n, state="active") for n in (1, 2)]
        for n, person in enumerate(people[:6]):
            CircleMember.objects.create(circle=circles[n % 2], program=program, person=person)
    said = {"kind": "together", "one": people[0].id, "other": people[1].id}
    three = hr.post(f"{here}/circle-wishes/", {**said, "people": [people[2].id]}).json()
    assert {one["group"] for one in hr.get(f"{here}/circle-wishes/").json()["results"]} == {
        three["group"]
    }
    assert "/people" in pointers(
        hr.post(f"{here}/circle-wishes/", {**said, "people": [program.id]})
    )
    assert hr.delete(f"circle-wishes/{three['id']}/").status_code == 204
    wish = hr.post(f"{here}/circle-wishes/", said)
    assert wish.status_code == 201
    assert "/other" in pointers(hr.post(f"{here}/circle-wishes/", {**said, "other": program.id}))
    assert hr.get(f"{here}/circle-wishes/").json()["count"] == 1
    assert hr.delete(f"circle-wishes/{wish.json()['id']}/").status_code == 204
    assert (
        hr.post(f"circles/{circles[0].id}/merging/", {"into": circles[1].id}).json()["published"][
            "circles"
        ][0]["number"]
        == 2
    )
    assert hr.post(f"{here}/circles/joiners/").json() == {"placed": 2, "left": 0}


def test_member_leaves_comes_back_and_hr_takes_a_move_back(cast, program):
    hr, me, here = caller(cast.hr_admin), caller(cast.employee), f"programs/{program.id}"
    with cast.inside():
        one, other = (
            Circle.objects.create(
                program=program, number=n, state="active", published_at=timezone.now()
            )
            for n in (1, 2)
        )
        for n, enrolled in enumerate(Enrollment.objects.filter(program=program)):
            CircleMember.objects.create(
                circle=(one, other)[n % 2], program=program, person=enrolled.person
            )
        mine = CircleMember.objects.get(person=cast.employee.person)
        there = other if mine.circle_id == one.id else one
    leaving = f"circles/{mine.circle_id}/leaving/"
    assert me.post(leaving).status_code == 204
    [left] = hr.get(f"{here}/circles/").json()["left_by_themselves"]
    assert left["person"]["name"] == "Emil Employee"
    assert hr.delete(f"circle-places/{mine.id}/change/").status_code == 409
    assert me.delete(leaving).status_code == 204
    assert hr.put(f"circle-places/{mine.id}/", {"circle": there.id}).status_code == 200
    assert hr.delete(f"circle-places/{mine.id}/change/").status_code == 204
    assert me.get(f"circles/{mine.circle_id}/").status_code == 200
    me.post(leaving)
    left = hr.get(f"{here}/circles/").json()["left_by_themselves"][0]
    assert hr.delete(f"circle-exits/{left['id']}/").status_code == 204
    assert me.post(f"{here}/circle-wanted/").status_code == 404
    assert len(hr.get(f"{here}/circles/").json()["without_circle"]) == 1


def test_member_sees_hosts_and_plans_and_others_find_nothing(cast, program):
    with cast.inside():
        circle = Circle.objects.create(program=program, number=1, state="active")
        for one in Enrollment.objects.filter(program=program)[:4]:
            CircleMember.objects.create(circle=circle, program=program, person=one.person)
        CircleMember.objects.update_or_create(
            program=program, person=cast.employee.person, defaults={"circle": circle}
        )
    me, here = caller(cast.employee), f"circles/{circle.id}"
    assert [one["id"] for one in me.get("me/circles/").json()] == [str(circle.id)]
    assert me.get(f"{here}/").json()["agenda"]["number"] == 1
    assert me.post(f"{here}/host/").json()["host"]["name"] == "Emil Employee"
    assert me.delete(f"{here}/host/").status_code == 204
    at = timezone.now().replace(microsecond=0) + timedelta(days=2)
    planned = me.put(f"{here}/next-meeting/", {"at": at})
    assert planned.json()["next_meeting"] == f"{at:%Y-%m-%dT%H:%M:%SZ}"
    assert me.delete(f"{here}/next-meeting/").status_code == 204
    past = me.put(f"{here}/next-meeting/", {"at": at - timedelta(days=9)})
    assert past.status_code == 409
    for player in (cast.hr_admin, cast.manager, cast.outsider):
        assert caller(player).get(f"{here}/").status_code == 404
    for path in ("circles/", "circle-plan/", "circle-wishes/"):
        assert me.get(f"programs/{program.id}/{path}").status_code == 404
