"""No lunch for one's own seat, by token."""

from django.utils import timezone

from sessions.actions.lunch import close_order
from tests.api.caller import caller, refusal


def test_lunch_is_declined_and_wanted_again_until_the_order_leaves(cast, lunch, employee):
    seat = employee.post("bookings/", {"session": str(lunch.id)}).json()
    assert seat["no_lunch"] is False
    path = f"bookings/{seat['id']}/no-lunch/"
    assert employee.post(path).json()["no_lunch"] is True
    assert employee.delete(path).json()["no_lunch"] is False
    assert caller(cast.manager).post(path).status_code == 404
    with cast.inside():
        close_order(lunch, by=None, now=timezone.now())
    assert refusal(employee.post(path))[0] == "lunch-ordered"
