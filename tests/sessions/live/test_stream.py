"""Who is admitted to a room's stream, and what the room says."""

import pytest

from peerlearn.web.redis_connection import connection as redis
from peerlearn.web.streams.channels import CHANNEL_HEADER, position
from sessions.actions.attendance import check_in, undo_check_in
from sessions.actions.booking import cancel_booking
from sessions.actions.questions import (
    ask_question,
    hold_questions,
    move_question,
    take_vote_back,
    vote_for,
)
from sessions.actions.rooms import finish_session, open_room
from sessions.room_channel import channel_of_room
from tests.sessions.making import bring_in


@pytest.fixture
def room(cast, room):
    """Three are inside: they may ask."""
    with cast.inside():
        bring_in(room, "Gil Guest", "Gina Guest")
    return room


def stream(player, room, query=""):
    return player.client().get(player.url(f"sessions/{room.id}/stream/{query}"))


@pytest.mark.parametrize("who", ["facilitator", "mentor", "employee", "manager"])
def test_who_leads_or_has_a_seat_is_admitted(cast, room, who):
    answer = stream(getattr(cast, who), room)
    assert answer[CHANNEL_HEADER] == f"{cast.organization.id}:stream:room-{room.id}"


@pytest.mark.parametrize("who", ["director", "hr_admin", "outsider"])
def test_others_find_no_stream(cast, room, who):
    player = getattr(cast, who)
    answer = stream(player, room)
    assert answer.status_code == 404
    assert CHANNEL_HEADER not in answer


def test_outsider_finds_no_stream_under_the_other_address(cast, room):
    url = cast.employee.url(f"sessions/{room.id}/stream/")
    assert cast.outsider.client().get(url).status_code == 404


def test_who_cancelled_is_not_admitted(cast, room, seat):
    with cast.inside():
        cancel_booking(seat, by=cast.manager.person)
    assert stream(cast.manager, room).status_code == 404


def test_stream_holds_no_transaction_open(cast, room):
    answer = stream(cast.employee, room)
    assert (answer.status_code, answer.streaming, answer.content) == (204, False, b"")


@pytest.fixture
def told(cast, room, django_capture_on_commit_callbacks):
    """What an act tells the room."""

    def words(act):
        with cast.inside():
            channel = channel_of_room(room)
            before = position(channel)
            with django_capture_on_commit_callbacks(execute=True):
                act()
        entries = redis().xrange(channel, min=f"({before}")
        return [fields for _id, fields in entries]

    return words


def test_every_change_is_told_and_says_no_more_than_what(cast, room, seat, question, told):
    fay, emil = cast.facilitator.person, cast.employee.person
    questions, attendance = [{"event": "questions"}], [{"event": "attendance"}]
    assert told(lambda: ask_question(room, text="Secret?", asker=emil)) == questions
    assert told(lambda: vote_for(question, voter=emil)) == questions
    assert told(lambda: take_vote_back(question, voter=emil)) == questions
    assert told(lambda: move_question(question, to="answered", by=fay)) == questions
    assert told(lambda: check_in(seat, by=fay)) == attendance
    assert told(lambda: undo_check_in(seat, by=fay)) == attendance
    assert told(lambda: hold_questions(room, by=fay)) == [{"event": "state"}]
    assert told(lambda: finish_session(room, by=fay, before_start=True)) == [{"event": "state"}]


def test_what_changes_nothing_tells_nothing(cast, room, question, told):
    emil = cast.employee.person
    assert told(lambda: ask_question(room, text=question.text, asker=emil)) == []
    assert told(lambda: take_vote_back(question, voter=emil)) == []
    assert told(lambda: open_room(room, by=cast.facilitator.person)) == []
