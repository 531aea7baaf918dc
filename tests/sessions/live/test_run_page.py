"""The facilitator's page: who finds it, what it shows from opening to finishing."""

import pytest
from django.utils import timezone

from sessions.models import Booking, LearningSession, LiveQuestion
from tests.sessions.live.visiting import address, post
from tests.sessions.making import in_days, make_people
from tests.sessions.test_pages import queries_of, text


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
            expected = {404, 405}
            if (who, path, method) == ("hr_admin", "run/", client.get):
                expected = {302}
            assert method(address(player, room, path)).status_code in expected, path
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


def test_hr_admin_hears_on_the_page_of_the_session_that_another_runs_it(cast, room):
    response = cast.hr_admin.client().get(address(cast.hr_admin, room), follow=True)
    assert response.redirect_chain == [(cast.hr_admin.url(f"sessions/{room.id}/"), 302)]
    assert "Only the facilitator runs the room." in text(response)


def test_room_of_a_draft_is_not_there_for_hr(cast, room):
    with cast.inside():
        LearningSession.objects.filter(pk=room.pk).update(facilitator=None, state="draft")
    assert cast.hr_admin.client().get(address(cast.hr_admin, room)).status_code == 404


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
    assert "by themselves" in shown
    assert "First time" in shown
    assert "Why is the rent so high?" in shown


def test_room_is_opened_from_the_page(cast, booked):
    shown = text(cast.facilitator.client().get(address(cast.facilitator, booked)))
    assert "Open the room now?" in shown  # it starts in three days: asked first
    answer = post(cast.facilitator, booked, "room/")
    assert answer.url == address(cast.facilitator, booked)
    with cast.inside():
        assert LearningSession.objects.get(pk=booked.pk).state == LearningSession.State.LIVE


def test_finish_asks_with_the_counts_and_then_finishes(cast, room):
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room, "finish/")))
    assert "1 person is noted as attended." in shown
    assert "1 person with a seat is noted as not there." in shown
    with cast.inside():
        assert LearningSession.objects.get(pk=room.pk).state == LearningSession.State.LIVE
    assert "Finish all the same?" in shown  # it begins in three days
    post(cast.facilitator, room, "finish/")
    with cast.inside():
        assert LearningSession.objects.get(pk=room.pk).state == LearningSession.State.LIVE
    for _ in range(2):
        answer = post(cast.facilitator, room, "finish/", {"before_start": "yes"})
        assert answer.url == address(cast.facilitator, room)
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room)))
    assert "Who came" in shown
    assert "not there" in shown
    assert "Check in Marco" not in shown


def test_finish_of_a_session_that_has_begun_asks_only_with_the_counts(cast, room):
    with cast.inside():
        LearningSession.objects.update(starts_at=timezone.now(), ends_at=in_days(1))
    shown = text(cast.facilitator.client().get(address(cast.facilitator, room, "finish/")))
    assert "Finish all the same?" not in shown
    post(cast.facilitator, room, "finish/")
    with cast.inside():
        assert LearningSession.objects.get(pk=room.pk).state == LearningSession.State.FINISHED


def fill(room, *, seated):
    """More seats, and a question for each."""
    Booking.objects.bulk_create(Booking(learning_session=room, person=person) for person in seated)
    LiveQuestion.objects.bulk_create(
        LiveQuestion(learning_session=room, text=f"{person}?") for person in seated
    )


@pytest.mark.parametrize(
    ("path", "count"), [("run/", 11), ("run/?name=person", 12), ("present/", 7)]
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
