"""Calendar subscriptions by the API."""

from sessions.models import CalendarFeed
from tests.api.caller import caller
from tests.sessions.making import make_program


def test_subscription_is_made_renewed_and_ended(cast, employee, client):
    made = employee.post("me/calendar-feeds/", {})
    assert made.status_code == 201
    first = made.json()
    assert first["program"] is None
    assert employee.post("me/calendar-feeds/", {}).json()["address"] == first["address"]
    assert client.get(first["address"]).status_code == 200
    renewed = employee.post(f"me/calendar-feeds/{first['id']}/renewal/", {}).json()
    assert client.get(first["address"]).status_code == 404
    assert client.get(renewed["address"]).status_code == 200
    assert employee.delete(f"me/calendar-feeds/{renewed['id']}/").status_code == 204
    assert client.get(renewed["address"]).status_code == 404


def test_list_doesnt_tell_the_secret(cast, employee, program):
    employee.post("me/calendar-feeds/", {"program": str(program.id)})
    (listed,) = employee.get("me/calendar-feeds/").json()["results"]
    assert listed["program"]["name"] == program.name
    assert "address" not in listed


def test_program_and_subscription_of_others_are_not_there(cast, employee):
    with cast.inside():
        other = make_program(cast, "Others", players=[cast.manager])
    body = {"program": str(other.id)}
    assert employee.post("me/calendar-feeds/", body).status_code == 404
    theirs = caller(cast.manager).post("me/calendar-feeds/", body).json()
    assert employee.post(f"me/calendar-feeds/{theirs['id']}/renewal/", {}).status_code == 404
    assert employee.delete(f"me/calendar-feeds/{theirs['id']}/").status_code == 404
    with cast.inside():
        assert str(CalendarFeed.objects.get().id) == theirs["id"]
