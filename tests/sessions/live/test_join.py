"""Coming in by the code: at the short address and inside the organization."""

import pytest

from sessions.actions.booking import cancel_booking
from sessions.actions.rooms import finish_session
from sessions.models import Booking, LearningSession
from sessions.rules.join_code import ALPHABET, LENGTH, clean_join_code, make_join_code
from sessions.views.join import CODES_A_MINUTE
from tests.sessions.making import enroll
from tests.sessions.test_pages import text


def join(player, code, method="get"):
    return getattr(player.client(), method)(player.url("join/"), {"code": code})


def live(player, room):
    return player.url(f"sessions/{room.id}/live/")


def test_code_is_read_as_people_type_it():
    code = make_join_code()
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert clean_join_code(f" {code[:3].lower()}-{code[3:]} ") == code


def test_short_address_asks_to_sign_in_and_keeps_the_code(db, anonymous):
    answer = anonymous.get("/join/?code=ABC123")
    assert answer.url == "/accounts/login/?next=/join/%3Fcode%3DABC123"


def test_short_address_finds_the_organization(cast, room):
    answer = cast.manager.client().get("/join/", {"code": room.join_code.lower()})
    assert answer.url == cast.manager.url("join/") + f"?code={room.join_code}"


def test_short_address_asks_for_the_code(cast, room):
    answer = cast.manager.client().get("/join/")
    assert answer.status_code == 200
    assert 'name="code"' in text(answer)


@pytest.mark.parametrize("code", ["ZZZZZZ", "short", ""])
def test_short_address_with_another_code_says_so(cast, room, code):
    answer = cast.manager.client().get("/join/", {"code": code})
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)


def test_short_address_knows_no_session_of_another_organization(cast, room):
    answer = cast.outsider.client().get("/join/", {"code": room.join_code})
    assert answer.status_code == 422
    assert room.title not in text(answer)


def test_code_leads_to_the_session_and_asks_before_it_checks_in(cast, room, seat):
    shown = text(join(cast.manager, room.join_code))
    assert room.title in shown
    assert "Check in and join" in shown
    with cast.inside():
        seat.refresh_from_db()
        assert seat.checked_in_at is None


def test_button_checks_in_and_leads_to_the_room(cast, room, seat):
    assert join(cast.manager, room.join_code, "post").url == live(cast.manager, room)
    with cast.inside():
        seat.refresh_from_db()
        assert seat.checked_in_by == cast.manager.person
    assert join(cast.manager, room.join_code).url == live(cast.manager, room)
    assert cast.manager.client().get(live(cast.manager, room)).status_code == 200


def test_enrolled_without_a_booking_gets_a_free_seat(cast, program, room, seat):
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
        enroll(program, cast.director.person)
    assert join(cast.director, room.join_code, "post").url == live(cast.director, room)
    with cast.inside():
        booking = Booking.objects.get(learning_session=room, person=cast.director.person)
        assert booking.checked_in_by == cast.director.person


def test_enrolled_without_a_booking_is_told_when_the_room_is_full(cast, program, room):
    with cast.inside():
        enroll(program, cast.director.person)
    shown = text(join(cast.director, room.join_code))
    assert "All seats are taken" in shown
    assert "Wait for a seat" in shown
    assert "Check in and join" not in shown


def test_somebody_outside_the_program_is_told(cast, room):
    shown = text(join(cast.director, room.join_code))
    assert "This session is for the people of its program." in shown
    assert "Check in and join" not in shown
    answer = join(cast.director, room.join_code, "post")
    assert (answer.status_code, "Booking" in text(answer)) == (422, False)


def test_room_that_is_not_open_yet_says_so_and_looks_again(cast, booked):
    shown = text(join(cast.employee, booked.join_code))
    assert "The room isn't open yet." in shown or "The room isn&#x27;t open yet." in shown
    assert 'hx-trigger="every 5s"' in shown
    assert join(cast.employee, booked.join_code, "post").status_code == 422


def test_code_of_a_finished_session_is_unknown(cast, room):
    with cast.inside():
        finish_session(room, by=cast.facilitator.person, before_start=True)
    assert join(cast.manager, room.join_code).status_code == 422


@pytest.mark.parametrize("code", ["ZZZZZZ", "x", "<b>"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_code_is_refused_beside_the_field(cast, room, code, method):
    answer = join(cast.manager, code, method)
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)


def test_trying_codes_is_limited(cast, room):
    client, url = cast.director.client(), cast.director.url("join/")
    for _ in range(CODES_A_MINUTE):
        client.get(url, {"code": "ZZZZZZ"})
    answer = client.get(url, {"code": room.join_code})
    assert answer.status_code == 422
    assert room.title not in text(answer)
    assert "Wait a minute" in text(answer)


def test_trying_codes_at_the_short_address_is_limited_for_that_login_alone(cast, room):
    client = cast.manager.client()
    for _ in range(CODES_A_MINUTE):
        client.get("/join/", {"code": "ZZZZZZ"})
    answer = client.get("/join/", {"code": room.join_code})
    assert answer.status_code == 422
    assert "Wait a minute" in text(answer)
    assert cast.employee.client().get("/join/", {"code": room.join_code}).status_code == 302


def test_facilitator_with_the_code_comes_to_their_own_page(cast, room):
    expected = cast.facilitator.url(f"sessions/{room.id}/run/")
    assert join(cast.facilitator, room.join_code).url == expected


def test_outsider_finds_no_door(cast, room):
    client = cast.outsider.client()
    assert client.get(cast.manager.url("join/"), {"code": room.join_code}).status_code == 404
    own = client.get(cast.outsider.url("join/"), {"code": room.join_code})
    assert own.status_code == 422
    with cast.inside():
        assert LearningSession.objects.get(pk=room.pk).booked == 2
