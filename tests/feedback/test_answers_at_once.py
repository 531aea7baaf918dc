"""Answers and closes that meet."""

import threading

from django.db import connections

from feedback.rules.results import Stage
from feedback.rules.rounds import (
    AlreadyAnsweredError,
    FeedbackRefusedError,
    RoundClosedError,
)
from tests.feedback.making import answer, attendees, make_round
from tests.feedback.rounds import closed, make_due_round, open_with, results
from tests.feedback.search import rows_of_database


def in_threads(*jobs):
    errors = []

    def run(job):
        try:
            job()
        except FeedbackRefusedError as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return errors


def test_two_closes_at_once_write_each_answer_once(committed_cast):
    cast = committed_cast
    opened = open_with(cast, attended=8, answers=6)
    assert in_threads(*[lambda: closed(cast, opened)] * 4) == []
    assert sum(results(cast, opened).distributions[0].counts) == 6
    assert results(cast, opened).answered == 6


def test_two_answers_of_one_person_at_once_count_once(committed_cast):
    cast = committed_cast
    with cast.inside():
        opened = make_round(cast, attended=8)
    person = cast.employee.person
    errors = in_threads(*[lambda: answer(opened, person)] * 4)
    assert [type(error) for error in errors] == [AlreadyAnsweredError] * 3
    for other in attendees(cast, opened)[1:5]:
        answer(opened, other)
    assert closed(cast, opened).answer_count == 5


def test_last_answers_at_once_close_the_round(committed_cast):
    cast = committed_cast
    opened = open_with(cast, attended=8, answers=4)
    last = attendees(cast, opened)[4:]
    assert in_threads(*[lambda p=p: answer(opened, p) for p in last]) == []
    found = results(cast, opened)
    assert (found.stage, found.answered) == (Stage.SHOWN, 8)


def test_answers_while_the_round_closes_are_counted_or_refused(committed_cast):
    cast = committed_cast
    opened = open_with(cast, attended=14, answers=6)
    late = attendees(cast, opened)[6:10]
    errors = in_threads(
        *[lambda p=p: answer(opened, p) for p in late], lambda: closed(cast, opened)
    )
    assert {type(error) for error in errors} <= {RoundClosedError}
    assert results(cast, opened).answered == 10 - len(errors)
    assert not any(table == "feedback_inbox" for table, _row in rows_of_database())


def test_round_is_closed_by_the_worker(worker, committed_cast):
    cast = committed_cast
    with cast.inside():
        opened = make_due_round(cast, attended=5)
        assert not opened.is_closed
    worker.tick()
    worker.wait_until_idle()
    with cast.inside():
        opened.refresh_from_db()
        assert opened.is_closed
