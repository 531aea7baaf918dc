"""Somebody joins a circle to whom its facilitator is not neutral: HR hears of it."""

from datetime import timedelta

import pytest

from matching.actions.circle_facilitating import accept_circle, ask_facilitator
from matching.actions.circle_moves import move_member, swap_members
from matching.actions.circle_undoing import undo_change
from matching.circle_facilitator_mails import is_doubted
from matching.circle_mails import GRACE
from matching.models import CircleFacilitator, CircleMember
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from tests.matching.builders import make_person
from tests.matching.circles.making import (
    MORNING,
    by_hand,
    circle,
    member,
    people,
    plan,
    publish,
    told,
)

KIND = "circle_facilitator_doubted"
LATER = MORNING + timedelta(hours=3)


@pytest.fixture
def here(cast, program):
    """Nia facilitates the first of two circles of three; she leads one of the second."""
    with cast.inside():
        people(program, 6)
        plan(cast, program)
        program.nia = make_person("Nia Neutral", department="Legal")
        Person.objects.filter(name="Peer 03").update(manager=program.nia)
        by_hand(program, "Peer 00, Peer 01, Peer 02", "Peer 03, Peer 04, Peer 05")
        publish(cast, program)
        row = ask_facilitator(circle(1), program.nia, by=cast.hr_admin.person, now=MORNING)
        program.row = CircleFacilitator.objects.select_related(
            "circle__program", "circle__organization", "person", "asked_by"
        ).get(id=row.id)
    return program


def accept(here):
    accept_circle(here.row, now=MORNING + timedelta(hours=1))


def test_hr_is_told_once_who_makes_the_facilitator_partial(cast, here):
    with cast.inside():
        accept(here)
        admin = cast.hr_admin.person
        move_member(member("Peer 03"), circle(1), by=admin, now=LATER)
        move_member(member("Peer 03"), circle(1), by=admin, now=LATER)
        assert told(KIND) == ["Hanna Admin"]
        mail = Notification.objects.get(kind=f"matching.{KIND}")
        assert "Nia Neutral" in mail.subject
        assert "Peer 03" in mail.body
        assert mail.due_at == LATER + GRACE
        assert is_doubted(mail)
        move_member(member("Peer 04"), circle(1), by=admin, now=LATER + timedelta(hours=1))
        assert told(KIND) == ["Hanna Admin"]


def test_who_is_led_by_nobody_of_it_worries_nobody(cast, here):
    with cast.inside():
        accept(here)
        move_member(member("Peer 04"), circle(1), by=cast.hr_admin.person, now=LATER)
        assert told(KIND) == []


def test_mail_is_not_sent_when_the_change_is_taken_back(cast, here):
    with cast.inside():
        accept(here)
        before = member("Peer 03")
        swap_members(before, member("Peer 00"), by=cast.hr_admin.person, now=LATER)
        mail = Notification.objects.get(kind=f"matching.{KIND}")
        assert is_doubted(mail)
        undo_change(before, by=cast.hr_admin.person, now=LATER)
        assert not is_doubted(mail)


def test_who_is_only_asked_is_looked_at_when_they_answer(cast, here):
    with cast.inside():
        move_member(member("Peer 03"), circle(1), by=cast.hr_admin.person, now=LATER)
        assert told(KIND) == []
        accept(here)
        assert told("circle_facilitator_answered") == ["Hanna Admin"]
        assert CircleFacilitator.objects.get().state == "revoked"
        assert CircleMember.objects.filter(left_at=None, circle=circle(1)).count() == 4
