"""New hires: an offer on the morning of their first day, by their own clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from matching.actions.new_hires import offer_to_new_hires
from matching.actions.offers import decline_request
from matching.actions.wishes import set_modes
from matching.models import MatchRequest, MentorSearch
from matching.rules.new_hires import is_new_hire
from matching.tasks import offer_to_new_hires as offer_everywhere
from peerlearn.people.models import Person
from programs.models import Enrollment
from tests.matching.fixing import fix

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("Europe/Berlin", datetime(2026, 11, 23, 6, 59, tzinfo=UTC), False),
        ("Europe/Berlin", datetime(2026, 11, 23, 7, 1, tzinfo=UTC), True),
        ("Asia/Tokyo", datetime(2026, 11, 22, 23, 1, tzinfo=UTC), True),
        ("America/Los_Angeles", datetime(2026, 11, 23, 7, 1, tzinfo=UTC), False),
        ("Europe/Berlin", datetime(2026, 12, 30, 7, 1, tzinfo=UTC), False),
    ],
)
def test_first_day_begins_in_the_morning_there(zone, at, expected):
    assert is_new_hire(MONDAY, now=at, zone=ZoneInfo(zone)) is expected


def test_who_has_no_first_day_is_no_new_hire():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert not is_new_hire(None, now=now, zone=ZoneInfo("UTC"))


@pytest.fixture
def hiring(scene):
    with scene.cast.inside():
        set_modes(scene.program, by=scene.cast.hr_admin.person, offers_to_new_hires=True)
        Person.objects.filter(id=scene.ana.id).update(starts_on=MONDAY, time_zone="Europe/Berlin")
    return scene


def offers(scene, at):
    with time_machine.travel(at, tick=False), scene.cast.inside():
        return offer_to_new_hires(now=at)


def test_offer_comes_once_on_the_first_morning(hiring):
    assert offers(hiring, datetime(2026, 11, 23, 6, tzinfo=UTC)) == []
    [made] = offers(hiring, datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert (made.mentee, made.mentor, made.origin) == (hiring.ana, hiring.mia, "new_hire")
    assert offers(hiring, datetime(2026, 11, 23, 9, tzinfo=UTC)) == []


def test_no_goes_to_the_next_one(hiring):
    [made] = offers(hiring, datetime(2026, 11, 23, 8, tzinfo=UTC))
    with hiring.cast.inside():
        decline_request(made, by=hiring.mia, reason="time")
        assert MatchRequest.objects.get(state="asked").origin == "new_hire"


def test_program_without_offers_makes_none(scene):
    with scene.cast.inside():
        Person.objects.filter(id=scene.ana.id).update(starts_on=MONDAY)
        assert offer_to_new_hires(now=datetime(2026, 11, 23, 12, tzinfo=UTC)) == []


def test_who_found_nobody_is_looked_at_again_the_next_day(hiring):
    morning = datetime(2026, 11, 23, 8, tzinfo=UTC)
    with hiring.cast.inside():
        mentors = Enrollment.objects.filter(role="mentor")
        mentors.update(state="paused")
    assert offers(hiring, morning) == []
    with hiring.cast.inside():
        assert MentorSearch.objects.get().why["forbidden"] == {}
        mentors.update(state="active")
    assert offers(hiring, morning + timedelta(hours=1)) == []
    [made] = offers(hiring, morning + timedelta(days=1))
    assert made.mentor == hiring.mia
    with hiring.cast.inside():
        assert not MentorSearch.objects.exists()


def test_scheduler_finds_organizations_with_offers(hiring):
    with hiring.cast.inside():
        today = datetime.now(UTC).date()
        Person.objects.filter(id=hiring.ana.id).update(
            starts_on=today - timedelta(days=2), time_zone="UTC"
        )
    offer_everywhere()
    with hiring.cast.inside():
        assert MatchRequest.objects.get().mentee == hiring.ana


def test_who_is_fixed_by_hand_gets_no_offer_and_their_place_is_kept(hiring):
    with hiring.cast.inside():
        Person.objects.filter(id=hiring.bo.id).update(starts_on=MONDAY, time_zone="Europe/Berlin")
        fix(hiring, hiring.ana, hiring.max)
        fix(hiring, hiring.cy, hiring.max)
    [made] = offers(hiring, datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert made.mentee == hiring.bo
    assert made.mentor in (hiring.mia, hiring.boss)
