"""Giving answers, and closing a round: what is counted, what is kept, what can be found."""

import json
import random
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from feedback.actions.answers import give_feedback, mark_answered, put_into_inbox
from feedback.actions.closing import close_round, close_round_early
from feedback.actions.rounds import open_round
from feedback.models import FeedbackParticipation, FeedbackRound
from feedback.queries.results import results_of
from feedback.queries.rounds import rounds_visible_to
from feedback.rules.results import Stage
from feedback.rules.rounds import (
    AlreadyAnsweredError,
    FeedbackRefusedError,
    NotAskedError,
    NothingToCloseError,
    RoundClosedError,
)
from feedback.seals import Answer
from feedback.tasks import close_due_rounds
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Membership
from peerlearn.tenancy.context import organization
from tests.feedback.making import answer, attendees, make_check, make_finished_session, make_round
from tests.feedback.search import rows_of_database
from tests.tenancy.sql import refused, sql

SECRET = "Let the quiet ones speak first"


@pytest.fixture
def room(cast):
    """A round of twelve."""
    with cast.inside():
        return make_round(cast, attended=12)


def open_with(cast, *, attended, answers, suggestion=""):
    with cast.inside():
        opened = make_round(cast, attended=attended)
    for person in attendees(cast, opened)[:answers]:
        answer(opened, person, suggestion=suggestion)
    return opened


def results(cast, opened):
    with cast.inside():
        membership = Membership.objects.get(user=cast.hr_admin.user)
        found = rounds_visible_to(cast.hr_admin.person, membership).get(pk=opened.pk)
        return results_of(found)


def closed(cast, opened, **options):
    with cast.inside():
        return close_round(opened, **options)


def test_answer_is_counted_and_marked(cast, room):
    answer(room, cast.employee.person)
    with cast.inside():
        answered = FeedbackParticipation.objects.filter(has_answered=True)
        assert [row.person for row in answered.select_related("person")] == [cast.employee.person]
    assert results(cast, room).answered == 1


def test_second_answer_is_refused_and_the_first_counts(cast, room):
    people = attendees(cast, room)
    for person in people[:5]:
        answer(room, person, useful=5)
    with pytest.raises(AlreadyAnsweredError, match="answered already"):
        answer(room, people[0], useful=1)
    closed(cast, room)
    assert results(cast, room).distributions[0].counts == (0, 0, 0, 0, 5)


def test_answer_of_somebody_who_was_not_there_is_refused(cast, room):
    with pytest.raises(NotAskedError):
        answer(room, cast.hr_admin.person)


def test_answer_inside_a_transaction_is_refused(cast, room):
    with pytest.raises(RuntimeError, match="durable"), cast.inside():
        give_feedback(room, person=cast.employee.person, answer=Answer(1, 5))


def test_late_answer_is_refused_though_nobody_has_closed_the_round(cast, room):
    with time_machine.travel(room.closes_at), pytest.raises(RoundClosedError):
        answer(room, cast.employee.person)


def test_answer_after_the_close_is_refused(cast, room):
    answer(room, cast.employee.person)
    closed(cast, room)
    with pytest.raises(RoundClosedError):
        answer(room, cast.mentor.person)


def test_crash_before_the_mark_counts_once_and_loses_nothing(committed_cast):
    cast = committed_cast
    with cast.inside():
        room = make_round(cast, attended=6)
    people = attendees(cast, room)
    with cast.inside():  # the first transaction alone: then the process dies
        assert put_into_inbox(room, person=people[0], answer=Answer(1, 1)) is True
    with pytest.raises(AlreadyAnsweredError):
        answer(room, people[0], useful=5)
    for person in people[1:5]:
        answer(room, person, useful=5)
    assert results(cast, room).answered == 5
    closed(cast, room)
    shown = results(cast, room)
    assert shown.answered == 5
    assert shown.distributions[0].counts == (1, 0, 0, 0, 4)


def test_close_between_answer_and_mark_counts_the_answer(cast, room):
    people = attendees(cast, room)
    for person in people[:4]:
        answer(room, person)
    with cast.inside():
        put_into_inbox(room, person=people[4], answer=Answer(2, 2))
        close_round(room)
        mark_answered(room, person=people[4])
    assert results(cast, room).answered == 5


def test_last_answer_closes_the_round_at_once(cast):
    opened = open_with(cast, attended=5, answers=5)
    assert results(cast, opened).stage == Stage.SHOWN


def test_four_of_seven_show_nothing_and_say_so(committed_cast):
    cast = committed_cast
    opened = open_with(cast, attended=7, answers=4)
    before = results(cast, opened)
    assert (before.stage, before.answered, before.invited) == (Stage.COLLECTING, 4, 7)
    assert before.distributions == []
    closed(cast, opened)
    after = results(cast, opened)
    assert (after.stage, after.answered) == (Stage.TOO_FEW_ANSWERS, 4)
    assert after.distributions == []
    with cast.inside():
        assert sql("SELECT * FROM feedback_results(%s)", opened.pk) == []
    assert not any(
        table in {"feedback_inbox", "feedback_answer", "feedback_comment"}
        for table, _row in rows_of_database()
    )


def test_five_of_seven_are_shown_after_the_close_and_not_before(cast):
    opened = open_with(cast, attended=7, answers=5)
    assert results(cast, opened).distributions == []
    closed(cast, opened)
    after = results(cast, opened)
    assert after.stage == Stage.SHOWN
    assert [d.counts for d in after.distributions] == [(0, 0, 0, 5, 0), (0, 0, 0, 0, 5)]
    assert not after.shows_comments


@pytest.mark.parametrize(("answers", "is_shown"), [(9, False), (10, True)])
def test_suggestions_are_shown_from_ten_answers_on(committed_cast, answers, is_shown):
    cast = committed_cast
    opened = open_with(cast, attended=12, answers=answers, suggestion=SECRET)
    closed(cast, opened)
    after = results(cast, opened)
    assert after.stage == Stage.SHOWN
    assert after.comments == ([SECRET] * answers if is_shown else [])
    assert any(SECRET in row for _table, row in rows_of_database()) is is_shown


def test_suggestion_in_a_room_below_ten_is_not_even_sealed(cast):
    opened = open_with(cast, attended=9, answers=9, suggestion=SECRET)
    assert results(cast, opened).comments == []


def test_closing_twice_changes_nothing(committed_cast):
    cast = committed_cast
    opened = open_with(cast, attended=7, answers=5)
    first = closed(cast, opened)
    before = rows_of_database()
    assert closed(cast, opened) == first
    assert rows_of_database() == before


def test_close_leaves_numbers_and_forgets_who_took_part(cast):
    opened = open_with(cast, attended=7, answers=5)
    with cast.inside():
        Notification.objects.filter(kind="feedback.reminder", person=cast.employee.person).update(
            state="cancelled"
        )
        done = close_round(opened)
        assert (done.state, done.answer_count, done.unreadable_count) == ("closed", 5, 0)
        assert FeedbackParticipation.objects.count() == 0
        assert Notification.objects.filter(kind="feedback.reminder").count() == 0
        told = Notification.objects.get(kind="feedback.closed")
        assert told.person == cast.facilitator.person
        assert "5 of 7 people answered; the results are there." in told.body


def test_close_says_when_it_was_even_if_the_worker_came_late(cast, room):
    with time_machine.travel(room.closes_at + timedelta(hours=2)):
        assert closed(cast, room).closed_at <= timezone.now()
    with cast.inside():
        early = make_round(cast, attended=5)
        late = close_round(early)
        assert late.closed_at < late.closes_at


def test_damaged_seals_are_counted_and_keep_the_others(cast):
    opened = open_with(cast, attended=8, answers=5)
    with cast.inside(), connection.cursor() as cursor:
        for sealed in (b"nonsense", b""):
            cursor.execute(
                "INSERT INTO feedback_inbox (organization_id, id, round_id, sealed)"
                " VALUES (%s, gen_random_uuid(), %s, %s)",
                [cast.organization.id, opened.id, sealed],
            )
    done = closed(cast, opened)
    assert (done.answer_count, done.unreadable_count) == (5, 2)
    assert results(cast, opened).stage == Stage.SHOWN


def test_damaged_seals_do_not_help_over_the_threshold(cast):
    opened = open_with(cast, attended=8, answers=4)
    with cast.inside():
        sql(
            "INSERT INTO feedback_inbox (organization_id, id, round_id, sealed)"
            " VALUES (%s, gen_random_uuid(), %s, 'x')",
            cast.organization.id,
            opened.id,
        )
    done = closed(cast, opened)
    assert (done.answer_count, done.unreadable_count) == (4, 1)
    assert results(cast, opened).stage == Stage.TOO_FEW_ANSWERS


def written_order(cast, opened):
    """The suggestions as they lie in the table."""
    with cast.inside():
        return [
            text
            for (text,) in sql(
                "SELECT text FROM feedback_comment WHERE round_id = %s ORDER BY ctid", opened.id
            )
        ]


def test_suggestions_are_written_in_the_shufflers_order(cast):
    given = [f"suggestion {n:02}" for n in range(12)]
    orders = []
    for seed in range(3):
        with cast.inside():
            opened = make_round(cast, attended=13)
        for person, text in zip(attendees(cast, opened), given, strict=False):
            answer(opened, person, suggestion=text)
        closed(cast, opened, shuffler=random.Random(seed))
        orders.append(written_order(cast, opened))
    assert all(sorted(order) == given for order in orders)
    assert given not in orders
    assert len({tuple(order) for order in orders}) == 3


def test_usual_shuffler_mixes(cast):
    given = [f"suggestion {n:02}" for n in range(12)]
    with cast.inside():
        opened = make_round(cast, attended=13)
    for person, text in zip(attendees(cast, opened), given, strict=False):
        answer(opened, person, suggestion=text)
    closed(cast, opened)
    order = written_order(cast, opened)
    assert sorted(order) == given
    assert order != given  # one in 479 million


def test_close_early_needs_an_answer(cast, room):
    with cast.inside(), pytest.raises(NothingToCloseError):
        close_round_early(room, by=cast.facilitator.person)
    answer(room, cast.employee.person)
    with cast.inside():
        assert close_round_early(room, by=cast.facilitator.person).is_closed


def make_due_round(cast, *, attended):
    lunch = make_finished_session(cast, attended=attended)
    lunch.finished_at -= timedelta(days=3, minutes=1)
    lunch.save()
    return open_round(lunch)


def test_due_rounds_are_closed_in_their_organizations(cast):
    with cast.inside():
        due, later, small = (
            make_due_round(cast, attended=6),
            *[make_round(cast, attended=n) for n in (5, 2)],
        )
        FeedbackParticipation.objects.filter(round=later).update(has_answered=True)
        assert sorted(sql("SELECT * FROM feedback_rounds_due()")) == sorted(
            (cast.organization.id, row.id) for row in (due, later)
        )
        FeedbackParticipation.objects.filter(round=later).update(has_answered=False)
    close_due_rounds()
    with cast.inside():
        states = dict(FeedbackRound.objects.values_list("pk", "state"))
    assert states == {due.pk: "closed", later.pk: "collecting", small.pk: "closed"}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM feedback_inbox",
        "DELETE FROM feedback_inbox",
        "UPDATE feedback_inbox SET sealed = ''",
        "SELECT * FROM feedback_answer",
        "DELETE FROM feedback_answer",
        "DELETE FROM feedback_comment",
    ],
)
def test_app_cannot_read_the_inbox_or_single_answers(cast, statement):
    with cast.inside():
        refused(statement)


def test_outsider_takes_nothing_out_of_an_inbox(cast):
    opened = open_with(cast, attended=7, answers=5)
    with organization(cast.outsider.organization.id):
        assert sql("SELECT * FROM feedback_take_inbox(%s)", opened.id) == []
    done = closed(cast, opened)
    assert done.answer_count == 5
    with organization(cast.outsider.organization.id):
        assert sql("SELECT * FROM feedback_results(%s)", opened.id) == []


def test_no_row_of_the_database_has_a_person_and_their_answer(committed_cast):
    cast = committed_cast
    with cast.inside():
        opened = make_round(cast, attended=12)
        make_check(cast, opened.learning_session)
    asked = attendees(cast, opened)
    people = {str(person.id) for person in asked}
    for n, person in enumerate(asked[:11]):
        answer(opened, person, suggestion=f"{SECRET} {n}")
    assert not any(SECRET in row for _table, row in rows_of_database())
    inbox = [row for table, row in rows_of_database() if table == "feedback_inbox"]
    assert len(inbox) == 11
    for row in inbox:
        assert SECRET.encode() not in bytes.fromhex(json.loads(row)["sealed"].removeprefix("\\x"))
    assert not any(person in row for row in inbox for person in people)
    closed(cast, opened)
    after = rows_of_database()
    with_answer = [row for _table, row in after if SECRET in row]
    assert len(with_answer) == 11
    for table, row in after:
        if table.startswith("feedback_"):
            assert not any(person in row for person in people), table
    assert not any(person in row for row in with_answer for person in people)


def test_transactions_of_mark_and_answer_differ(committed_cast):
    """One transaction for both would say who wrote what."""
    cast = committed_cast
    with cast.inside():
        opened = make_round(cast, attended=6)
    answer(opened, cast.employee.person)
    with cast.inside():
        (marked,) = sql("SELECT xmin::text FROM feedback_participation WHERE has_answered")
    written = [row for table, row in rows_of_database(xmin=True) if table == "feedback_inbox"]
    assert len(written) == 1
    assert f'"transaction": "{marked[0]}"' not in written[0]


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
