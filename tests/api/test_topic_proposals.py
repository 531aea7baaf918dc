"""Proposed topics by the API."""

from sessions.actions.proposals import propose_topic
from tests.api.caller import caller
from tests.sessions.making import make_program


def propose(player, program, **body):
    return player.post("topic-proposals/", {"program": str(program.id), "title": "Leases"} | body)


def test_topic_is_proposed_voted_for_and_becomes_a_session(cast, employee, hr_admin, program):
    made = propose(employee, program, would_present=True)
    assert made.status_code == 201
    address = f"topic-proposals/{made.json()['id']}/"
    mentor = caller(cast.mentor)
    voted = mentor.call("PATCH", address, {"vote": True}).json()
    assert (voted["votes"], voted["is_voted"], voted["is_offered"]) == (2, True, False)
    assert [one["name"] for one in voted["could_present"]] == [cast.employee.person.display_name]
    draft = hr_admin.post(f"{address}session/").json()
    assert draft["state"] == "draft"
    assert hr_admin.get(address).json()["session"] == draft["id"]
    shown = mentor.get(address).json()
    assert (shown["state"], shown["session"]) == ("planned", None)
    changed = hr_admin.call("PATCH", f"sessions/{draft['id']}/", {"room": "Room 4"})
    assert changed.status_code == 200, changed.json()
    assert hr_admin.post(f"sessions/{draft['id']}/publication/").json()["state"] == "published"
    assert mentor.get(address).json()["session"] == draft["id"]


def test_discarded_draft_opens_the_topic_again(cast, employee, hr_admin, program):
    address = f"topic-proposals/{propose(employee, program).json()['id']}/"
    draft = hr_admin.post(f"{address}session/").json()["id"]
    assert hr_admin.delete(f"sessions/{draft}/").status_code == 204
    assert hr_admin.get(address).json()["state"] == "open"


def test_lists_are_by_state_and_program(cast, employee, hr_admin, program):
    address = f"topic-proposals/{propose(employee, program).json()['id']}/"
    propose(employee, program, title="Taxes")
    refused = hr_admin.post(f"{address}refusal/", {"reason": "Not now"})
    assert refused.json()["decline_reason"] == "Not now"
    assert titles(employee, "") == ["Taxes"]
    assert titles(employee, "?state=closed") == ["Leases"]
    hr_admin.post(f"{address}reopening/")
    assert titles(employee, f"?program={program.id}") == ["Leases", "Taxes"]


def titles(player, query):
    return [one["title"] for one in player.get(f"topic-proposals/{query}").json()["results"]]


def test_same_topic_is_a_conflict_and_nothing_said_is_a_mistake(cast, employee, program):
    made = propose(employee, program).json()
    again = propose(caller(cast.mentor), program)
    assert (again.status_code, again.json()["type"].rsplit(":", 1)[-1]) == (409, "already-proposed")
    assert employee.call("PATCH", f"topic-proposals/{made['id']}/", {}).status_code == 422


def test_only_their_own_is_taken_back_and_others_programs_are_not_there(cast, employee, program):
    with cast.inside():
        other = make_program(cast, "Others", players=[cast.manager])
        hidden = propose_topic(other, title="Secret", would_present=False, by=cast.manager.person)
    assert propose(employee, other).status_code == 404
    assert employee.get(f"topic-proposals/{hidden.id}/").status_code == 404
    own = f"topic-proposals/{propose(employee, program).json()['id']}/"
    assert caller(cast.mentor).delete(own).status_code == 404
    assert employee.delete(own).json()["state"] == "withdrawn"
    assert caller(cast.mentor).get(own).status_code == 404
    assert employee.post(f"{own}reopening/").json()["state"] == "open"
