"""The times for first meetings, as both people and their mails say them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.meetings import record_first_meeting
from matching.actions.publishing import publish_run
from matching.models import Match
from matching.queries.my_matches import my_matches
from matching.queries.slots import first_meeting_slots
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from sessions.models import Booking, LearningSession
from tests.matching.builders import make_program


@pytest.fixture
def published(reviewed):
    """Ana has Mia; Bo and Cy have Max."""
    with reviewed.cast.inside():
        publish_run(reviewed.run, by=reviewed.cast.hr_admin.person)
    return reviewed


def slots(scene, mentee, now=None):
    match = Match.objects.get(mentee=mentee, program=scene.program)
    return first_meeting_slots([match], now=now or timezone.now())[match.id]


def test_two_mentees_of_one_mentor_get_different_times(published):
    with published.cast.inside():
        bo, cy = slots(published, published.bo), slots(published, published.cy)
        assert (len(bo), len(cy)) == (3, 3)
        assert not set(bo) & set(cy)
        assert slots(published, published.bo)[0].date() == slots(published, published.cy)[0].date()


def test_both_of_a_pair_and_their_mails_say_the_same_times(published):
    now = timezone.now()
    with published.cast.inside():
        (seen,) = my_matches(published.bo, now=now)
        by_mentor = {one.other.id: one for one in my_matches(published.max, now=now)}
        times = [slot.starts_at for slot in seen.slots]
        assert times == [slot.starts_at for slot in by_mentor[published.bo.id].slots]
        assert times == slots(published, published.bo, now)
        mails = Notification.objects.filter(cause=str(seen.match.id))
        said = [line for mail in mails for line in mail.body.splitlines() if "CE" in line]
        assert len(said) == 6
        assert len(set(said)) == 3


def test_pairs_in_another_program_of_the_mentor_count_too(published):
    with published.cast.inside():
        other = make_program("Autumn")
        there = Match.objects.create(
            program=other,
            mentor=published.max,
            mentee=published.ana,
            state="active",
            score=1,
            published_at=timezone.now(),
        )
        now = timezone.now()
        found = first_meeting_slots([there], now=now)[there.id]
        assert not set(found) & set(slots(published, published.bo, now))


def test_pair_that_has_met_takes_no_time_any_more(published):
    now = timezone.now()
    with published.cast.inside():
        first, second = sorted(
            Match.objects.filter(mentor=published.max), key=lambda match: match.id
        )
        freed = first_meeting_slots([first], now=now)[first.id]
        record_first_meeting(first, by=published.max)
        assert first_meeting_slots([second], now=now)[second.id] == freed


@pytest.mark.parametrize("how", ["mentee sits", "mentor sits", "mentor presents"])
def test_time_of_an_own_session_is_not_suggested(published, how):
    now = timezone.now()
    with published.cast.inside():
        first = slots(published, published.ana, now)[0]
        lunch = LearningSession.objects.create(
            program=published.program,
            title="Lunch",
            starts_at=first,
            ends_at=first + timedelta(hours=1),
            capacity=9,
            join_code="AAAA",
            presenter=published.mia if how == "mentor presents" else None,
        )
        if how != "mentor presents":
            sits = published.ana if how == "mentee sits" else published.mia
            Booking.objects.create(learning_session=lunch, person=sits)
        found = slots(published, published.ana, now)
        assert first not in found
        assert len(found) == 3


def test_zones_of_both_count(published):
    with published.cast.inside():
        Person.objects.filter(id=published.max.id).update(time_zone="Asia/Tokyo")
        Person.objects.filter(id=published.bo.id).update(time_zone="America/New_York")
        assert slots(published, published.bo) == []


@pytest.mark.parametrize("who", ["program", "mentor", "mentee"])
def test_nothing_is_proposed_or_promised_before_all_have_begun(published, who):
    now = timezone.now()
    first_day = timezone.localdate() + timedelta(days=20)
    with published.cast.inside():
        match = Match.objects.select_related("program").get(mentee=published.ana)
        begins = getattr(match, who)
        began, begins.starts_on = begins.starts_on, first_day
        if who == "program":
            begins.ends_on = first_day + timedelta(days=90)
        begins.save()
        (seen,) = my_matches(published.ana, now=now)
        assert len(seen.slots) == 3
        assert all(slot.starts_at.date() >= first_day for slot in seen.slots)
        assert all(slot.starts_at.date() <= first_day + timedelta(days=8) for slot in seen.slots)
        assert seen.life.due_at.date() > first_day
        begins.starts_on = began
        begins.save()
        (seen,) = my_matches(published.ana, now=now)
        assert all(slot.starts_at.date() < first_day for slot in seen.slots)
        assert seen.life.due_at.date() < first_day
