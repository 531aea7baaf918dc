"""Sessions that begin at night for some of a program's people are told before the launch."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from peerlearn.home.local_hours import (
    at_night,
    night_sentences,
    waiting_for_morning,
    zones_of_people,
)
from peerlearn.people.models import Person
from programs.models import Enrollment, Program
from tests.home.making import enroll, url

NOON = datetime(2026, 12, 16, 11, 0, tzinfo=UTC)  # 12:00 in Berlin
ZONES = {"": 30, "Europe/Berlin": 8, "America/New_York": 24, "Asia/Tokyo": 1, "Nowhere/At_all": 2}


@pytest.mark.parametrize(
    ("hour", "where"),
    [(11, ["America/New_York"]), (13, ["Asia/Tokyo"]), (5, ["Europe/Berlin", "America/New_York"])],
)
def test_night_is_before_seven_and_from_nine_in_the_evening_on(hour, where):
    assert [zone for zone, _people in at_night(NOON.replace(hour=hour), ZONES)] == where


def test_sentence_says_how_many_sessions_for_whom_and_what_o_clock():
    assert night_sentences([NOON], ZONES) == [
        "1 session begins at night for 24 people: it is 06:00 in New York then."
    ]
    assert night_sentences([NOON, NOON.replace(day=17)], ZONES) == [
        "2 sessions begin at night for 24 people: it is 06:00 in New York at the first."
    ]
    assert night_sentences([], ZONES) == []


def test_several_zones_are_one_sentence_with_their_sums():
    begins = [NOON.replace(hour=5), NOON.replace(hour=13)]
    assert night_sentences(begins, ZONES) == [
        "2 sessions begin at night for 33 people: 24 in New York, 8 in Berlin, 1 in Tokyo."
    ]
    many = {**ZONES, "Asia/Kolkata": 5, "Asia/Manila": 9}
    (sentence,) = night_sentences([NOON.replace(hour=20)], many)
    assert sentence == (
        "1 session begins at night for 23 people: "
        "9 in Manila, 8 in Berlin, 5 in Kolkata and 1 elsewhere."
    )


def test_mails_of_a_launch_wait_where_nobody_works_now():
    berlin = ZoneInfo("Europe/Berlin")
    assert waiting_for_morning(ZONES, house=berlin, now=NOON) == 25  # New York and Tokyo
    assert waiting_for_morning(ZONES, house=berlin, now=NOON.replace(day=19)) == sum(ZONES.values())


def test_launch_says_for_how_many_the_mail_waits(cast, draft):
    with cast.inside(), time_machine.travel(NOON, tick=False):
        enroll(draft, cast.manager.person, Enrollment.Role.PARTICIPANT)
        Person.objects.filter(id=cast.manager.person.id).update(time_zone="America/New_York")
        Program.objects.filter(id=draft.id).update(starts_on="2026-12-20", ends_on=None)
    with time_machine.travel(NOON, tick=False):
        sent = {"tell": "on", "in_the_morning": "on"}
        answer = cast.hr_admin.client().post(url(cast, draft), sent, follow=True)
    assert "3 people are told by mail, 1 of them at 9:00" in answer.content.decode()


def test_person_of_two_roles_counts_once(cast, draft):
    with cast.inside():
        enroll(draft, cast.manager.person, Enrollment.Role.PARTICIPANT)
        enroll(draft, cast.manager.person, Enrollment.Role.MENTOR)
        Person.objects.filter(id=cast.manager.person.id).update(time_zone="Asia/Tokyo")
        assert zones_of_people(draft)["Asia/Tokyo"] == 1


def test_launch_page_warns_of_the_night(cast, draft):
    with cast.inside():
        enroll(draft, cast.manager.person, Enrollment.Role.PARTICIPANT)
        Person.objects.filter(id=cast.manager.person.id).update(time_zone="America/Los_Angeles")
    html = cast.hr_admin.client().get(url(cast, draft)).content.decode()
    assert "sessions begin at night for 1 person: it is 03:00 in Los Angeles at the first." in html
