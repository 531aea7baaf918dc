"""Closing a round: what it leaves, and in which order."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from feedback.actions.closing import close_round, close_round_early
from feedback.models import FeedbackParticipation, FeedbackRound
from feedback.rules.results import Stage
from feedback.rules.rounds import (
    NothingToCloseError,
)
from feedback.tasks import close_due_rounds
from peerlearn.notifications.models import Notification
from programs.models import Program
from tests.feedback.making import answer, attendees, make_round
from tests.feedback.rounds import closed, make_due_round, open_with, results
from tests.feedback.search import rows_of_database
from tests.tenancy.sql import sql


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


@pytest.mark.parametrize(
    ("facilitating", "owning", "told"),
    [
        ("facilitator", "hr_admin", {"facilitator", "hr_admin"}),
        ("hr_admin", "hr_admin", {"hr_admin"}),
        ("facilitator", "manager", {"facilitator"}),  # could not open the results
    ],
)
def test_close_tells_the_facilitator_and_the_owner_once(cast, facilitating, owning, told):
    with cast.inside():
        opened = make_round(cast, attended=5, facilitator=getattr(cast, facilitating).person)
        Program.objects.update(owner=getattr(cast, owning).person)
        opened.learning_session.program.refresh_from_db()
        close_round(opened)
        close_round(opened)
        mails = Notification.objects.filter(kind="feedback.closed")
        assert sorted(mail.person_id for mail in mails) == sorted(
            getattr(cast, name).person.id for name in told
        )


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
