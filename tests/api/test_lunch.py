"""Lunch through the API."""

from tests.api.test_sessions import plan


def test_needs_are_told_and_orders_counted(hr_admin, employee, program):
    one = hr_admin.post("sessions/", plan(program, lunch_hours=24, lunch_cost="10.00")).json()
    assert (one["lunch_hours"], one["lunch_cost"]) == (24, "10.00")
    assert employee.get("me/lunch/").json()["needs"] == []
    assert "Nobody reads this" in employee.get("me/lunch/").json()["receipt"][0]
    assert employee.put("me/lunch/", {"needs": ["caviar"]}).status_code == 422
    assert employee.put("me/lunch/", {"needs": ["vegan"]}).json()["needs"] == ["vegan"]
    assert employee.post("bookings/", {"session": one["id"]}).status_code == 201
    address = f"sessions/{one['id']}/lunch/"
    assert employee.get(address).status_code == 404
    before = hr_admin.get(address).json()
    assert (before["heads"], before["meals"]) == (1, [])
    counted = hr_admin.post(address).json()
    assert [(meal["count"], meal["needs"]) for meal in counted["meals"]] == [(1, ["vegan"])]
    assert (counted["cost"], counted["currency"]) == ("10.00", "EUR")
    assert hr_admin.post(address).status_code == 409
    assert [row["session"]["id"] for row in hr_admin.get("lunches/").json()["results"]] == [
        one["id"]
    ]
    assert employee.get("lunches/").status_code == 404
