"""The facilitator's pages: works, lesser role, outsider, invalid input."""

from uuid import uuid4

import pytest

from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.rooms import finish_session
from sessions.models import Booking, LearningSession, LiveQuestion
from sessions.panels import Panel, Preparation, _panels, _preparations
from tests.sessions.making import enroll, in_days, make_people, make_session
from tests.sessions.test_pages import queries_of, text

HTMX = {"HX-Request": "true"}


def address(player, room, path="run/"):
    return player.url(f"sessions/{room.id}/{path}")


def post(player, room, path, data=None, **headers):
    return player.client().post(address(player, room, path), data or {}, headers=headers)


def paths(room, seat, question):
    return [
        "run/",
        "run/people/",
        "run/questions/",
        "room/",
        "finish/",
        "approval/",
        "approval/undo/",
        f"check-ins/{seat.id}/",
        f"check-ins/{seat.id}/undo/",
        f"walk-ins/{seat.person_id}/",
        f"walk-ins/{seat.person_id}/extra-seat/",
        f"questions/{question.id}/to/answered/",
        "present/",
        "present/screen/",
        "poster/",
    ]


@pytest.mark.parametrize("who", ["employee", "manager", "director", "hr_admin"])
def test_who_does_not_run_the_session_finds_none_of_its_pages(cast, room, seat, question, who):
    player = getattr(cast, who)
    client = player.client()
    for path in paths(room, seat, question):
        for method in (client.get, client.post):
            assert method(address(player, room, path)).status_code in {404, 405}, path
    with cast.inside():
        question.refresh_from_db()
        seat.refresh_from_db()
        assert (question.state, seat.checked_in_at) == ("submitted", None)


def test_outsider_finds_none_of_its_pages(cast, room, seat, question):
    client = cast.outsider.client()
    for path in paths(room, seat, question):
        for method in (client.get, client.post):
            assert method(address(cast.facilitator, room, path)).status_code == 404, path
            assert method(address(cast.outsider, room, path)).status_code in {404, 405}, path


def test_hr_admin_runs_a_session_without_a_facilitator(cast, room):
    with cast.inside():
        LearningSession.objects.filter(pk=room.pk).update(facilitator=None)
    assert cast.hr_admin.client().get(address(cast.hr_admin, room)).status_code == 200


def test_presenter_sees_the_big_screen_and_no_more(cast, room):
    client = cast.mentor.client()
    assert client.get(address(cast.mentor, room, "present/")).status_code == 200
    assert client.get(address(cast.mentor, room, "poster/")).status_code == 200
    assert client.get(address(cast.mentor, room)).status_code == 404


def test_run_page_shows_code_people_and_questions(cast, room, question):
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room)))
    assert room.join_code in shown
    assert "localhost:8000/join" in shown
    assert "1 of 2" in shown
    assert "Check in Marco Manager" in shown
    assert "Undo the check-in of Emil Employee" in shown
    assert "by code" in shown
    assert "First time" in shown
    assert "Why is the rent so high?" in shown


def test_room_is_opened_from_the_page(cast, booked):
    shown = text(cast.facilitator.client().get(address(cast.facilitator, booked)))
    assert "Open the room now?" in shown  # it starts in three days: asked first
    answer = post(cast.facilitator, booked, "room/")
    assert answer.url == address(cast.facilitator, booked)
    with cast.inside():
        assert LearningSession.objects.get(pk=booked.pk).state == LearningSession.State.LIVE


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


@pytest.mark.parametrize("to", ["highlighted", "answered", "archived", "dismissed"])
def test_question_is_moved_and_the_undo_brings_it_back(cast, room, question, to):
    answer = post(cast.facilitator, room, f"questions/{question.id}/to/{to}/", **HTMX)
    undo = address(cast.facilitator, room, f"questions/{question.id}/to/submitted/")
    assert undo in text(answer)
    assert cast.facilitator.client().post(undo).status_code == 302
    with cast.inside():
        question.refresh_from_db()
        assert question.state == "submitted"


def test_question_to_an_unknown_state_does_not_exist(cast, room, question):
    assert post(cast.facilitator, room, f"questions/{question.id}/to/gone/").status_code == 404


def test_question_of_another_room_does_not_exist(cast, program, room, question):
    with cast.inside():
        other = make_session(
            program, cast.hr_admin, starts_at=in_days(9), facilitator=cast.facilitator.person
        )
    path = f"questions/{question.id}/to/answered/"
    assert post(cast.facilitator, other, path).status_code == 404


def test_move_that_is_refused_says_so(cast, room, question):
    with cast.inside():
        LiveQuestion.objects.update(state="answered")
    answer = post(cast.facilitator, room, f"questions/{question.id}/to/held/", **HTMX)
    assert "This question was changed meanwhile." in text(answer)


def test_approval_is_switched_on_and_off(cast, room):
    assert post(cast.facilitator, room, "approval/").status_code == 302
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room)))
    assert "New questions wait until you show them." in shown
    assert post(cast.facilitator, room, "approval/undo/").status_code == 302
    with cast.inside():
        assert LearningSession.objects.get(pk=room.pk).holds_questions is False


def test_finish_asks_with_the_counts_and_then_finishes(cast, room):
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room, "finish/")))
    assert "1 person is noted as attended." in shown
    assert "1 person with a seat is noted as not there." in shown
    with cast.inside():
        assert LearningSession.objects.get(pk=room.pk).state == LearningSession.State.LIVE
    for _ in range(2):
        assert post(cast.facilitator, room, "finish/").url == address(cast.facilitator, room)
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room)))
    assert "Who came" in shown
    assert "not there" in shown
    assert "Check in Marco" not in shown


def test_big_screen_shows_the_way_in_and_no_controls(cast, room, question):
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room, "present/")))
    assert room.join_code in shown
    assert "localhost:8000/join" in shown
    assert "<svg" in shown
    assert "Why is the rent so high?" in shown
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert "<form" not in main
    assert "<button" not in main


def test_part_of_the_screen_without_scripts_is_the_page(cast, room):
    url = address(cast.facilitator, room, "present/screen/")
    assert cast.facilitator.client().get(url).url == address(cast.facilitator, room, "present/")


def test_dashboard_sorts_by_when_and_says_what_to_prepare(cast, program, room):
    with cast.inside():
        coming = make_session(
            program,
            cast.hr_admin,
            starts_at=in_days(9),
            title="To come",
            facilitator=cast.facilitator.person,
        )
        old = make_session(
            program,
            cast.hr_admin,
            starts_at=in_days(10),
            title="Behind",
            facilitator=cast.facilitator.person,
        )
        LearningSession.objects.filter(pk=old.pk).update(state="finished")
    assert coming.title == "To come"
    shown = text(cast.facilitator.client().get(cast.facilitator.url("sessions/facilitate/")))
    assert shown.index("On now") < shown.index(room.title) < shown.index("Next")
    assert shown.index("Next") < shown.index("To come") < shown.index("Behind you")
    assert "Nobody who has booked is in your reporting line." in shown


def test_dashboard_names_who_is_in_the_reporting_line(cast, room):
    with cast.inside():
        cast.employee.person.manager = cast.facilitator.person
        cast.employee.person.save()
    shown = text(cast.facilitator.client().get(cast.facilitator.url("sessions/facilitate/")))
    assert "Emil Employee is in your reporting line. Ask HR for another facilitator." in shown


def test_dashboard_of_somebody_who_runs_nothing_says_so(cast, room):
    shown = text(cast.employee.client().get(cast.employee.url("sessions/facilitate/")))
    assert "You run no session yet" in shown


def test_apps_above_add_preparations_and_panels(cast, room):
    def prepare(sessions, person):
        return {session.id: [Preparation("Write a check", is_done=False)] for session in sessions}

    def panel(session, person):
        return Panel("components/notice.html", {})

    _preparations.append(prepare)
    _panels["run.finished"].append(panel)
    try:
        board = text(cast.facilitator.client().get(cast.facilitator.url("sessions/facilitate/")))
        assert "Write a check" in board
        with cast.inside():
            finish_session(room, by=cast.facilitator.person)
        page = cast.facilitator.client().get(address(cast.facilitator, room))
        assert "components/notice.html" in [template.name for template in page.templates]
    finally:
        _preparations.remove(prepare)
        _panels["run.finished"].remove(panel)


def fill(room, *, seated):
    """More seats, and a question for each."""
    Booking.objects.bulk_create(Booking(learning_session=room, person=person) for person in seated)
    LiveQuestion.objects.bulk_create(
        LiveQuestion(learning_session=room, text=f"{person}?") for person in seated
    )


@pytest.mark.parametrize(
    ("path", "count"), [("run/", 10), ("run/?name=person", 11), ("present/", 8)]
)
def test_page_costs_the_same_with_one_and_three_of_each(cast, program, room, path, count):
    client, url = cast.facilitator.client(), address(cast.facilitator, room, path)
    with cast.inside():
        people = make_people(program, 6)
        fill(room, seated=people[:1])
    one = queries_of(client, url)
    with cast.inside():
        fill(room, seated=people[1:3])
    assert queries_of(client, url) == one == count


def test_dashboard_costs_the_same_with_one_and_three_sessions(cast, program, room):
    client, url = cast.facilitator.client(), cast.facilitator.url("sessions/facilitate/")
    one = queries_of(client, url)
    with cast.inside():
        for day in (8, 9):
            more = make_session(
                program,
                cast.hr_admin,
                starts_at=in_days(day),
                facilitator=cast.facilitator.person,
            )
            book_seat(more, person=cast.employee.person, by=cast.employee.person)
    assert queries_of(client, url) == one == 11
