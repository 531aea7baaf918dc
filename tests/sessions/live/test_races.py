"""Many at once, each in a transaction of its own."""

import threading

from django.db import connection

from sessions.actions.attendance import check_in, come_in, come_in_over_capacity
from sessions.actions.questions import ask_question, move_question, take_vote_back, vote_for
from sessions.actions.rooms import finish_session
from sessions.models import Booking, LearningSession, LiveQuestion, LiveQuestionVote
from sessions.rules.questions import QuestionRefusedError
from sessions.rules.room import RoomRefusedError
from sessions.signals import session_finished
from tests.sessions.making import make_people


def at_once(cast, acts):
    """Run all acts at the same moment; what each returned or refused with."""
    gate, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            with cast.inside():
                outcomes.append(act())
        except (QuestionRefusedError, RoomRefusedError) as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(acts)
    return outcomes


def a_question(cast, room, words="Why?"):
    with cast.inside():
        asked = ask_question(room, text=words, asker=cast.employee.person)
        asked.learning_session = room
        return asked


def test_votes_at_once_are_counted_once_for_each_person(committed_cast, committed_room):
    cast, question = committed_cast, a_question(committed_cast, committed_room)
    voters = [cast.employee.person] * 4 + [cast.manager.person] * 4
    at_once(cast, [lambda v=voter: vote_for(question, voter=v) for voter in voters])
    with cast.inside():
        question.refresh_from_db()
        assert question.votes == LiveQuestionVote.objects.count() == 2


def test_voting_and_taking_back_at_once_leave_counter_and_rows_equal(
    committed_cast, committed_room
):
    cast, question = committed_cast, a_question(committed_cast, committed_room)
    acts = [vote_for, take_vote_back] * 4
    at_once(cast, [lambda a=act: a(question, voter=cast.employee.person) for act in acts])
    with cast.inside():
        question.refresh_from_db()
        assert question.votes == LiveQuestionVote.objects.count()


def test_two_taps_put_one_question_on_the_screen(committed_cast, committed_room):
    cast = committed_cast
    asked = [a_question(cast, committed_room, f"Number {n}?") for n in range(4)]
    fay = cast.facilitator.person
    at_once(cast, [lambda q=q: move_question(q, to="highlighted", by=fay) for q in asked])
    with cast.inside():
        assert LiveQuestion.objects.filter(state="highlighted").count() == 1


def test_last_seat_is_taken_once(committed_cast, committed_room):
    cast = committed_cast
    with cast.inside():
        people = make_people(committed_room.program, 6)
        LearningSession.objects.filter(pk=committed_room.pk).update(capacity=4)
    at_once(cast, [lambda p=p: come_in(committed_room, person=p, by=p) for p in people])
    with cast.inside():
        assert LearningSession.objects.get(pk=committed_room.pk).booked == 4
        assert Booking.objects.filter(learning_session=committed_room).count() == 4


def test_extra_seats_at_once_are_as_many_as_people(committed_cast, committed_room):
    cast, fay = committed_cast, committed_cast.facilitator.person
    with cast.inside():
        people = make_people(committed_room.program, 4)
        LearningSession.objects.filter(pk=committed_room.pk).update(capacity=3)
    acts = [lambda p=p: come_in_over_capacity(committed_room, person=p, by=fay) for p in people * 2]
    at_once(cast, acts)
    with cast.inside():
        room = LearningSession.objects.get(pk=committed_room.pk)
        assert (room.booked, room.capacity) == (7, 7)


def test_session_is_finished_once(committed_cast, committed_room):
    cast, told = committed_cast, []

    def hear(**_kwargs):
        told.append(1)

    session_finished.connect(hear)
    try:
        fay = cast.facilitator.person
        at_once(cast, [lambda: finish_session(committed_room, by=fay, before_start=True)] * 5)
    finally:
        session_finished.disconnect(hear)
    assert len(told) == 1


def test_finishing_amid_check_ins_and_votes_leaves_nothing_half(committed_cast, committed_room):
    cast, fay = committed_cast, committed_cast.facilitator.person
    question = a_question(cast, committed_room)
    with cast.inside():
        people = make_people(committed_room.program, 3)
        seats = [Booking.objects.create(learning_session=committed_room, person=p) for p in people]
        LearningSession.objects.filter(pk=committed_room.pk).update(booked=6, capacity=9)
    acts = [lambda s=seat: check_in(s, by=fay) for seat in seats]
    acts += [lambda p=p: vote_for(question, voter=p) for p in people]
    acts.append(lambda: finish_session(committed_room, by=fay, before_start=True))
    at_once(cast, acts)
    with cast.inside():
        assert LiveQuestionVote.objects.count() == 0
        for seat in Booking.objects.filter(learning_session=committed_room):
            came = seat.checked_in_at is not None
            assert seat.state == ("attended" if came else "no_show")
