"""What can be found in the database about who said what."""

import json

import pytest

from peerlearn.tenancy.context import organization
from tests.feedback.making import answer, attendees, make_check, make_round
from tests.feedback.rounds import SECRET, closed, open_with
from tests.feedback.search import rows_of_database
from tests.tenancy.sql import refused, sql


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
