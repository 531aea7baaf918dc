"""While so few are in the room that it could be told who asked, nobody can ask."""

import pytest

from sessions.actions.attendance import check_in, come_in, undo_check_in
from sessions.actions.questions import ask_question, vote_for
from sessions.actions.rooms import finish_session
from sessions.models import Booking, LearningSession, LiveQuestion
from sessions.queries.attendance import attendance_of, participants_here
from sessions.rules.questions import LEAST_PEOPLE, TooFewPeopleError, may_ask
from tests.sessions.live.visiting import HTMX, address, post
from tests.sessions.making import bring_in
from tests.sessions.test_pages import queries_of, text

SENTENCE = "You can ask as soon as 3 people have come in by themselves"


@pytest.fixture
def pair(cast, room):
    """Two are inside: the employee and a guest."""
    with cast.inside():
        bring_in(room, "Gil Guest")
    return room


def ask(cast, room, words="Why?"):
    return ask_question(room, text=words, asker=cast.employee.person)


def arrives(seat):
    return come_in(seat.learning_session, person=seat.person, by=seat.person)


def box(cast, room, shown):
    url = address(cast.employee, room, f"live/ask/?shown={shown}")
    return cast.employee.client().get(url, headers=HTMX)


@pytest.mark.parametrize(("here", "expected"), [(0, False), (2, False), (3, True), (40, True)])
def test_three_may_ask_and_fewer_may_not(here, expected):
    assert may_ask(here=here) is expected
    assert LEAST_PEOPLE == 3


def test_ask_is_refused_with_two_and_allowed_with_three(cast, pair, seat):
    with cast.inside():
        with pytest.raises(TooFewPeopleError, match=SENTENCE):
            ask(cast, pair)
        assert LiveQuestion.objects.count() == 0
        arrives(seat)
        assert ask(cast, pair).text == "Why?"


def test_ask_is_refused_again_when_a_check_in_is_undone(cast, pair, seat):
    with cast.inside():
        undo_check_in(arrives(seat), by=cast.facilitator.person)
        with pytest.raises(TooFewPeopleError):
            ask(cast, pair)


def test_those_who_lead_do_not_count(cast, pair, seat):
    with cast.inside():
        arrives(seat)
        LearningSession.objects.filter(pk=pair.pk).update(presenter=cast.manager.person)
        pair.refresh_from_db()
        assert participants_here(pair) == 2
        with pytest.raises(TooFewPeopleError):
            ask(cast, pair)


def test_vote_and_list_are_there_for_two(cast, pair, question):
    with cast.inside():
        assert vote_for(question, voter=cast.employee.person).votes == 1
    assert question.text in text(cast.employee.client().get(address(cast.employee, pair, "live/")))


def test_page_says_so_before_anybody_types_and_has_no_form(cast, pair):
    shown = text(cast.employee.client().get(address(cast.employee, pair, "live/")))
    assert SENTENCE in shown
    assert 'id="ask-button"' not in shown


def test_ask_in_spite_of_it_says_so_and_keeps_the_text(cast, pair):
    for headers in ({}, HTMX):
        answer = post(cast.employee, pair, "questions/", {"text": "Why so few?"}, **headers)
        assert answer.status_code == 422
        assert SENTENCE in text(answer)
        assert "Why so few?</textarea>" in text(answer)
    with cast.inside():
        assert LiveQuestion.objects.count() == 0


def test_box_opens_with_the_third_and_closes_with_the_undo(cast, pair, seat):
    assert box(cast, pair, "closed").status_code == 204
    with cast.inside():
        arrives(seat)
    opened = text(box(cast, pair, "closed"))
    assert 'id="ask-button"' in opened
    assert "You can ask now." in opened
    assert "only while at least 3 people are here who came in by themselves" in opened
    assert box(cast, pair, "open").status_code == 204
    with cast.inside():
        undo_check_in(Booking.objects.get(pk=seat.pk), by=cast.facilitator.person)
    closed = text(box(cast, pair, "open"))
    assert SENTENCE in closed
    assert "<form" not in closed


def test_refresh_keeps_what_was_typed_and_an_answer_to_asking_does_not(cast, pair, seat):
    assert "hx-preserve" in text(box(cast, pair, "open"))
    assert "hx-preserve" in text(cast.employee.client().get(address(cast.employee, pair, "live/")))
    with cast.inside():
        arrives(seat)
    answer = post(cast.employee, pair, "questions/", {"text": "Why?"}, **HTMX)
    assert "Your question was asked." in text(answer)
    assert "hx-preserve" not in text(answer)


def test_box_without_scripts_is_the_page(cast, pair):
    answer = cast.employee.client().get(address(cast.employee, pair, "live/ask/"))
    assert answer.url == address(cast.employee, pair, "live/") + "#ask"


def test_box_is_for_those_in_the_room(cast, pair):
    for player in (cast.manager, cast.facilitator, cast.outsider):
        url = address(player, pair, "live/ask/")
        assert player.client().get(url, headers=HTMX).status_code == 404


def test_facilitator_is_told_why_nobody_can_ask(cast, pair, seat):
    hint = "Nobody can ask before 3 people have come in by themselves"
    assert hint in text(cast.facilitator.client().get(address(cast.facilitator, pair)))
    with cast.inside():
        arrives(seat)
    assert hint not in text(cast.facilitator.client().get(address(cast.facilitator, pair)))


def test_box_costs_the_same_with_two_and_five(cast, pair):
    client, url = cast.employee.client(), address(cast.employee, pair, "live/ask/?shown=other")
    client.defaults["HTTP_HX_REQUEST"] = "true"
    two = queries_of(client, url)
    with cast.inside():
        bring_in(pair, "Guest One", "Guest Two", "Guest Three")
    assert queries_of(client, url) == two == 7


def test_ticked_off_people_do_not_count_until_they_open_the_room(cast, pair, seat):
    with cast.inside():
        check_in(seat, by=cast.facilitator.person)
        assert attendance_of(pair).here == 3
        assert not attendance_of(pair).opens_questions
        with pytest.raises(TooFewPeopleError):
            ask(cast, pair)
    assert cast.manager.client().get(address(cast.manager, pair, "live/")).status_code == 200
    with cast.inside():
        seat.refresh_from_db()
        assert seat.checked_in_by == cast.manager.person
        assert attendance_of(pair).opens_questions
        assert ask(cast, pair).text == "Why?"


def test_ticked_off_person_counts_with_the_code_too(cast, pair, seat):
    with cast.inside():
        noted = check_in(seat, by=cast.facilitator.person)
        arrived = arrives(seat)
        assert arrived.checked_in_at == noted.checked_in_at
        assert arrived.checked_in_by == cast.manager.person
        assert participants_here(pair) == 3


def test_page_right_after_asking_notes_nothing_about_the_asker(cast, pair, seat):
    with cast.inside():
        check_in(seat, by=cast.facilitator.person)
    cast.manager.client().get(address(cast.manager, pair, "live/?asked=1"))
    with cast.inside():
        seat.refresh_from_db()
        assert seat.checked_in_by == cast.facilitator.person


def test_room_that_is_over_notes_no_arrival(cast, pair, seat):
    with cast.inside():
        check_in(seat, by=cast.facilitator.person)
        finish_session(pair, by=cast.facilitator.person, before_start=True)
    assert cast.manager.client().get(address(cast.manager, pair, "live/")).status_code == 200
    with cast.inside():
        seat.refresh_from_db()
        assert seat.checked_in_by == cast.facilitator.person
