import pytest
from django.utils import timezone

from sessions.actions.attendance import check_in
from sessions.actions.questions import vote_for
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.scheduling import cancel_session
from sessions.models import Booking, LearningSession, LiveQuestionVote
from sessions.rules.room import FinishedBeforeStartError, RoomNotOpenableError, RoomNotOpenError
from sessions.signals import session_finished
from tests.sessions.making import in_days


@pytest.fixture
def finished_signals():
    """What the apps above are told."""
    told = []

    def hear(sender, learning_session, by, **_kwargs):
        told.append((learning_session.id, by.id, learning_session.state))

    session_finished.connect(hear)
    yield told
    session_finished.disconnect(hear)


def states(room):
    return dict(Booking.objects.filter(learning_session=room).values_list("person__name", "state"))


def test_open_makes_the_session_live_and_twice_is_once(cast, booked):
    with cast.inside():
        first = open_room(booked, by=cast.facilitator.person)
        second = open_room(booked, by=cast.facilitator.person)
        assert first.state == second.state == LearningSession.State.LIVE
        assert first.opened_at == second.opened_at is not None


def test_open_of_a_cancelled_session_is_refused(cast, booked):
    with cast.inside():
        cancel_session(booked, reason="Fire", by=cast.hr_admin.person)
        with pytest.raises(RoomNotOpenableError):
            open_room(booked, by=cast.facilitator.person)


def test_finish_settles_who_came_and_who_did_not(cast, room, finished_signals):
    with cast.inside():
        finished = finish_session(room, by=cast.facilitator.person, before_start=True)
        assert finished.state == LearningSession.State.FINISHED
        assert finished.finished_at is not None
        assert states(room) == {"Emil Employee": "attended", "Marco Manager": "no_show"}
    assert finished_signals == [(room.id, cast.facilitator.person.id, "finished")]


def test_finish_twice_tells_the_others_once_and_keeps_the_outcome(
    cast, room, seat, finished_signals
):
    with cast.inside():
        check_in(seat, by=cast.facilitator.person)
        finish_session(room, by=cast.facilitator.person, before_start=True)
        before = LearningSession.objects.get(pk=room.pk).finished_at
        finish_session(room, by=cast.facilitator.person, before_start=True)
        assert LearningSession.objects.get(pk=room.pk).finished_at == before
        assert states(room) == {"Emil Employee": "attended", "Marco Manager": "attended"}
    assert len(finished_signals) == 1


def test_finish_of_a_room_that_never_opened_is_refused(cast, booked, finished_signals):
    with cast.inside(), pytest.raises(RoomNotOpenError):
        finish_session(booked, by=cast.facilitator.person, before_start=True)
    assert finished_signals == []


def test_finish_before_the_start_is_refused_until_it_is_meant(cast, room, finished_signals):
    with cast.inside():
        with pytest.raises(FinishedBeforeStartError):
            finish_session(room, by=cast.facilitator.person)
        room.refresh_from_db()
        assert room.state == LearningSession.State.LIVE
        assert set(states(room).values()) == {"confirmed"}
        assert finished_signals == []
        LearningSession.objects.update(starts_at=timezone.now(), ends_at=in_days(1))
        finished = finish_session(room, by=cast.facilitator.person)
        assert finished.state == LearningSession.State.FINISHED


def test_finish_that_a_receiver_refuses_changes_nothing(cast, room):
    def refuse(**_kwargs):
        raise ZeroDivisionError

    session_finished.connect(refuse)
    try:
        with cast.inside():
            with pytest.raises(ZeroDivisionError):
                finish_session(room, by=cast.facilitator.person, before_start=True)
            assert LearningSession.objects.get(pk=room.pk).state == LearningSession.State.LIVE
    finally:
        session_finished.disconnect(refuse)


def test_finish_erases_who_voted_and_keeps_the_number(cast, room, question):
    with cast.inside():
        vote_for(question, voter=cast.employee.person)
        assert LiveQuestionVote.objects.count() == 1
        finish_session(room, by=cast.facilitator.person, before_start=True)
        assert LiveQuestionVote.objects.count() == 0
        question.refresh_from_db()
        assert question.votes == 1
