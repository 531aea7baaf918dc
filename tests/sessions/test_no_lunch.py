"""No lunch for me: for one seat, until the order leaves, and counted in it."""

import pytest
from django.utils import timezone

from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.lunch import (
    LunchOrderedError,
    LunchRefusedError,
    close_order,
    decline_lunch,
    want_lunch,
)
from sessions.models import Booking, Mode
from sessions.queries.lunch import lunches_of
from tests.sessions.making import in_days, make_session
from tests.sessions.test_planning_pages import text


@pytest.fixture
def seat(cast, lunch):
    """Emil comes to the room; who presents and who facilitates eat too."""
    with cast.inside():
        return book_seat(lunch, person=cast.employee.person, by=cast.employee.person)


def heads(lunch):
    return lunches_of([lunch])[0].heads


def test_who_wants_no_lunch_is_not_counted(cast, lunch, seat):
    with cast.inside():
        assert heads(lunch) == 3
        for _twice in range(2):
            assert decline_lunch(seat).no_lunch
        assert heads(lunch) == 2
        assert not want_lunch(seat).no_lunch
        assert heads(lunch) == 3
        decline_lunch(seat)
        assert close_order(lunch, by=None, now=timezone.now()).heads == 2
        with pytest.raises(LunchOrderedError):
            want_lunch(seat)


def test_seat_that_is_taken_again_has_a_lunch(cast, lunch, seat):
    emil = cast.employee.person
    with cast.inside():
        decline_lunch(seat)
        cancel_booking(seat, by=emil)
        with pytest.raises(LunchRefusedError):
            want_lunch(seat)
        assert not book_seat(lunch, person=emil, by=emil).no_lunch


def test_without_a_lunch_there_is_nothing_to_say(cast, program):
    emil = cast.employee.person
    with cast.inside():
        bare = make_session(
            program, cast.hr_admin, lunch_hours=0, room="Room 5", starts_at=in_days(5)
        )
        hybrid = make_session(
            program, cast.hr_admin, video_url="https://v.example/", room="R", starts_at=in_days(7)
        )
        for held, mode in ((bare, ""), (hybrid, Mode.REMOTE)):
            with pytest.raises(LunchRefusedError):
                decline_lunch(book_seat(held, person=emil, by=emil, mode=mode))


def test_page_has_a_button_until_the_order_leaves(cast, lunch, seat):
    client, url = cast.employee.client(), cast.employee.url(f"sessions/{lunch.id}/")
    assert "No lunch for me" in text(client.get(url))
    page = text(client.post(f"{url}seat/no-lunch/", follow=True))
    assert "No lunch is ordered for you, as you said. You can change that until" in page
    assert f'action="{url}seat/no-lunch/undo/"' in page
    again = text(client.post(f"{url}seat/no-lunch/undo/", follow=True))
    assert "No lunch for me" in again
    client.post(f"{url}seat/no-lunch/", follow=True)
    with cast.inside():
        close_order(lunch, by=None, now=timezone.now())
    later = text(client.get(url))
    assert "No lunch is ordered for you, as you said." in later
    assert "no-lunch/" not in later
    refused = text(client.post(f"{url}seat/no-lunch/undo/", follow=True))
    assert "The order has left already." in refused
    other = cast.manager
    assert "No lunch for me" not in text(other.client().get(other.url(f"sessions/{lunch.id}/")))
    other.client().post(other.url(f"sessions/{lunch.id}/seat/no-lunch/"))
    with cast.inside():
        assert Booking.objects.filter(no_lunch=True).count() == 1
