"""Who is in the room, on the facilitator's page."""

from uuid import uuid4

from sessions.actions.booking import book_seat, cancel_booking
from sessions.models import LearningSession
from tests.sessions.live.visiting import HTMX, address, post
from tests.sessions.making import enroll, in_days, make_session
from tests.sessions.test_pages import text


def test_check_in_answers_with_the_row_and_the_count(cast, room, seat):
    answer = post(cast.facilitator, room, f"check-ins/{seat.id}/", **HTMX)
    assert "Undo the check-in of Marco Manager" in text(answer)
    assert 'id="people-count" hx-swap-oob="true"' in text(answer)
    assert "2 of 2" in text(answer)
    answer = post(cast.facilitator, room, f"check-ins/{seat.id}/undo/", **HTMX)
    assert "Check in Marco Manager" in text(answer)
    assert "1 of 2" in text(answer)


def test_check_in_works_without_scripts(cast, room, seat):
    answer = post(cast.facilitator, room, f"check-ins/{seat.id}/")
    assert answer.url == address(cast.facilitator, room) + f"#seat-{seat.id}"


def test_check_in_of_a_seat_of_another_session_does_not_exist(cast, program, room):
    with cast.inside():
        other = make_session(program, cast.hr_admin, starts_at=in_days(9))
        elsewhere = book_seat(other, person=cast.employee.person, by=cast.employee.person)
    assert post(cast.facilitator, room, f"check-ins/{elsewhere.id}/").status_code == 404
    assert post(cast.facilitator, room, f"check-ins/{uuid4()}/").status_code == 404


def test_check_in_of_somebody_who_cancelled_meanwhile_says_so(cast, room, seat):
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
    answer = post(cast.facilitator, room, f"check-ins/{seat.id}/", **HTMX)
    assert "This booking was cancelled." in text(answer)


def test_search_finds_seats_and_people_without_one(cast, program, room, seat):
    with cast.inside():
        enroll(program, cast.director.person)
    url = address(cast.facilitator, room, "run/people/?name=do")
    shown = text(cast.facilitator.client().get(url, headers=HTMX))
    assert "Dora Director" in shown
    assert "Add a seat" in shown  # both seats are taken
    assert "Marco" not in shown
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
    assert "Let in" in text(cast.facilitator.client().get(url, headers=HTMX))


def test_search_without_scripts_is_the_page(cast, room):
    url = address(cast.facilitator, room, "run/people/?name=do")
    answer = cast.facilitator.client().get(url)
    assert answer.url == address(cast.facilitator, room) + "?name=do#people"


def test_walk_in_into_a_full_room_is_told_and_an_extra_seat_lets_them_in(cast, program, room):
    with cast.inside():
        enroll(program, cast.director.person)
    path = f"walk-ins/{cast.director.person.id}/"
    refused = post(cast.facilitator, room, path, **HTMX)
    assert "All seats are taken." in text(refused)
    let_in = post(cast.facilitator, room, f"{path}extra-seat/", **HTMX)
    assert "Dora Director is checked in." in text(let_in)
    with cast.inside():
        assert LearningSession.objects.get(pk=room.pk).capacity == 3
