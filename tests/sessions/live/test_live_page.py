"""A participant's page: works, lesser role, outsider, invalid input."""

from uuid import uuid4

import pytest

from sessions.actions.attendance import come_in, undo_check_in
from sessions.actions.questions import QUESTIONS_A_MINUTE
from sessions.actions.rooms import finish_session
from sessions.models import LearningSession, LiveQuestion
from sessions.panels import Panel, _panels
from tests.sessions.making import bring_in, make_people
from tests.sessions.test_pages import queries_of, text

HTMX = {"HX-Request": "true"}


@pytest.fixture
def room(cast, room):
    """Three are inside: they may ask."""
    with cast.inside():
        bring_in(room, "Gil Guest", "Gina Guest")
    return room


def address(player, room, path="live/"):
    return player.url(f"sessions/{room.id}/{path}")


def ask(player, room, words="How long?", **headers):
    return player.client().post(
        address(player, room, "questions/"), {"text": words}, headers=headers
    )


def test_page_says_who_sees_what_before_the_box(cast, room):
    shown = text(cast.employee.client().get(address(cast.employee, room)))
    receipt = "Nobody can see who asked, not even HR or the facilitator."
    assert shown.index(receipt) < shown.index("<textarea")
    assert "Everyone in the room reads the question at once." in shown


def test_page_of_a_room_that_holds_questions_says_so(cast, room):
    with cast.inside():
        LearningSession.objects.filter(pk=room.pk).update(holds_questions=True)
    shown = text(cast.employee.client().get(address(cast.employee, room)))
    assert "The facilitator reads it first" in shown


def test_ask_answers_with_an_empty_box_and_has_the_list_fetched(cast, room):
    answer = ask(cast.employee, room, **HTMX)
    assert answer["HX-Trigger-After-Swap"] == "question:asked"
    assert "Your question was asked." in text(answer)
    assert "How long?" not in text(answer)
    listed = cast.employee.client().get(
        address(cast.employee, room, "live/questions/"), headers=HTMX
    )
    assert "How long?" in text(listed)


def test_box_is_one_line_once_there_are_questions(cast, room):
    def is_open(url):
        html = cast.employee.client().get(url).content.decode()
        return '<details class="card-body ask-fold" open>' in html

    assert is_open(address(cast.employee, room))
    ask(cast.employee, room, **HTMX)
    page = cast.employee.client().get(address(cast.employee, room)).content.decode()
    assert not is_open(address(cast.employee, room))
    assert page.index("<summary") < page.index("<textarea") < page.index("How long?")
    assert is_open(address(cast.employee, room) + "?asked=1")


def test_refused_question_is_shown_in_an_open_box(cast, room):
    ask(cast.employee, room)
    refused = ask(cast.employee, room, words="")
    assert refused.status_code == 422
    assert '<details class="card-body ask-fold" open>' in refused.content.decode()


def test_ask_works_without_scripts(cast, room):
    answer = ask(cast.employee, room)
    assert answer.url == address(cast.employee, room) + "?asked=1#ask"
    shown = text(cast.employee.client().get(answer.url))
    assert "Your question was asked." in shown


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", "Write your question."),
        (" \n ", "Write your question."),
        ("x" * 501, "A question has at most 500 characters."),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_ask_with_a_wrong_text_says_so_and_keeps_it(cast, room, words, problem, headers):
    answer = ask(cast.employee, room, words, **headers)
    assert answer.status_code == 422
    assert problem in text(answer)
    with cast.inside():
        assert LiveQuestion.objects.count() == 0


def test_ask_too_often_keeps_the_text(cast, room):
    for number in range(QUESTIONS_A_MINUTE):
        ask(cast.employee, room, f"Number {number}?")
    answer = ask(cast.employee, room, "One too many?", **HTMX)
    assert answer.status_code == 422
    assert "Wait a minute; your text is kept." in text(answer)
    assert "One too many?" in text(answer)


def test_text_is_shown_as_text(cast, room):
    ask(cast.employee, room, "<script>alert(1)</script>")
    shown = text(cast.employee.client().get(address(cast.employee, room)))
    assert "&lt;script&gt;alert(1)" in shown


def test_vote_is_shown_as_pressed_and_taken_back(cast, room, question):
    client, path = cast.employee.client(), f"questions/{question.id}/vote/"
    shown = text(client.post(address(cast.employee, room, path), headers=HTMX))
    assert 'aria-pressed="true" aria-label="I want this answered, 1 vote"' in shown
    shown = text(client.post(address(cast.employee, room, f"{path}undo/"), headers=HTMX))
    assert 'aria-pressed="false" aria-label="I want this answered, 0 votes"' in shown


def test_vote_for_an_answered_question_says_so(cast, room, question):
    with cast.inside():
        LiveQuestion.objects.update(state="answered")
    path = address(cast.employee, room, f"questions/{question.id}/vote/")
    shown = text(cast.employee.client().post(path, headers=HTMX))
    assert "This question is no longer open for votes." in shown


@pytest.mark.parametrize("state", ["held", "archived", "dismissed"])
def test_question_that_is_not_shown_does_not_exist_for_participants(cast, room, question, state):
    with cast.inside():
        LiveQuestion.objects.update(state=state)
    client = cast.employee.client()
    path = address(cast.employee, room, f"questions/{question.id}/vote/")
    assert client.post(path).status_code == 404
    assert question.text not in text(client.get(address(cast.employee, room)))


def test_unknown_question_does_not_exist(cast, room):
    path = address(cast.employee, room, f"questions/{uuid4()}/vote/")
    assert cast.employee.client().post(path).status_code == 404


def test_list_without_scripts_is_the_page(cast, room):
    answer = cast.employee.client().get(address(cast.employee, room, "live/questions/"))
    assert answer.url == address(cast.employee, room) + "#questions"


def test_who_has_not_come_in_is_sent_to_the_door(cast, room):
    answer = cast.manager.client().get(address(cast.manager, room))
    assert answer.url == cast.manager.url("join/")


@pytest.mark.parametrize(("who", "page"), [("facilitator", "run/"), ("mentor", "present/")])
def test_who_leads_is_sent_to_their_own_page(cast, room, who, page):
    player = getattr(cast, who)
    assert player.client().get(address(player, room)).url == address(player, room, page)


@pytest.mark.parametrize("who", ["manager", "mentor", "facilitator", "hr_admin", "director"])
def test_who_is_not_in_the_room_can_neither_ask_nor_vote_nor_read(cast, room, question, who):
    player = getattr(cast, who)
    assert ask(player, room).status_code == 404
    vote = address(player, room, f"questions/{question.id}/vote/")
    assert player.client().post(vote).status_code == 404
    assert player.client().get(address(player, room, "live/questions/")).status_code == 404
    with cast.inside():
        question.refresh_from_db()
        assert (LiveQuestion.objects.count(), question.votes) == (1, 0)


def test_who_was_checked_in_by_mistake_is_out_after_the_undo(cast, room):
    with cast.inside():
        undo_check_in(room.bookings.get(person=cast.employee.person), by=cast.facilitator.person)
    assert ask(cast.employee, room).status_code == 404


def test_outsider_finds_no_room(cast, room, question):
    client = cast.outsider.client()
    for path in ("live/", "live/questions/", "stream/"):
        assert client.get(address(cast.employee, room, path)).status_code == 404
        assert client.get(address(cast.outsider, room, path)).status_code == 404
    for path in ("questions/", f"questions/{question.id}/vote/"):
        assert client.post(address(cast.employee, room, path)).status_code == 404
        assert client.post(address(cast.outsider, room, path)).status_code == 404


def test_finished_room_thanks_and_takes_no_more_questions(cast, room, question):
    with cast.inside():
        finish_session(room, by=cast.facilitator.person, before_start=True)
    page = cast.employee.client().get(address(cast.employee, room))
    shown = text(page)
    assert "This session is over" in shown
    assert "feedback/_participant_panel.html" in [template.name for template in page.templates]
    assert "<textarea" not in shown
    assert "Why is the rent so high?" in shown
    answer = ask(cast.employee, room, **HTMX)
    assert "The room is closed" in text(answer)


def test_finished_room_shows_the_panels_of_the_apps_above(cast, room):
    def panel(session, person):
        return Panel("components/notice.html", {"title": person.name})

    _panels["live.finished"].append(panel)
    try:
        with cast.inside():
            finish_session(room, by=cast.facilitator.person, before_start=True)
        page = cast.employee.client().get(address(cast.employee, room))
        assert "components/notice.html" in [template.name for template in page.templates]
    finally:
        _panels["live.finished"].remove(panel)


@pytest.mark.parametrize(("path", "count"), [("live/", 11), ("live/questions/", 7)])
def test_page_costs_the_same_with_one_and_three_questions(cast, program, room, path, count):
    client, url = cast.employee.client(), address(cast.employee, room, path)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    with cast.inside():
        come_in(room, person=cast.manager.person, by=cast.manager.person)
        LiveQuestion.objects.create(learning_session=room, text="One?")
        make_people(program, 2)
    one = queries_of(client, url)
    with cast.inside():
        for words in ("Two?", "Three?"):
            LiveQuestion.objects.create(learning_session=room, text=words)
    assert queries_of(client, url) == one == count
