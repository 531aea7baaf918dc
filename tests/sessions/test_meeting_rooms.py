"""Rooms that one session at a time can be held in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from sessions.actions.drafting import publish_session
from sessions.actions.meeting_rooms import RoomListedError, add_room, change_room, remove_room
from sessions.actions.plans import PlanRefusedError
from sessions.actions.scheduling import (
    cancel_session,
    change_session,
    create_session,
    plan_of,
    schedule_session,
)
from sessions.models import LearningSession
from sessions.queries.drafts import drafts_of
from sessions.queries.meeting_rooms import room_meant, ways_out
from sessions.rules.meeting_rooms import clashing, free_starts, label_of
from tests.sessions.making import in_days, make_plan, make_program, make_session
from tests.sessions.test_seats_under_load import at_once

HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def ada(cast):
    with cast.inside():
        return add_room("Ada", site="Berlin", seats=20, by=cast.hr_admin.person)[0]


def test_second_session_in_a_room_is_refused_and_said_by_what(cast, program, ada):
    with cast.inside():
        start = datetime.combine(in_days(9).date(), datetime.min.time(), BERLIN) + 12 * HOUR
        make_session(program, cast.hr_admin, room="ada, berlin", starts_at=start, title="First")
        with pytest.raises(PlanRefusedError) as refused:
            make_session(program, cast.hr_admin, room="Ada", starts_at=start + HOUR / 2)
        sentence = str(refused.value.problems["room"])
        assert sentence == "Ada, Berlin is taken from 12:00 to 13:00: “First”."
        assert make_session(program, cast.hr_admin, room="Ada", starts_at=start + HOUR)


def test_free_text_is_checked_by_nobody(cast, program, ada):
    with cast.inside():
        start = in_days(3)
        for _twice in range(2):
            held = make_session(program, cast.hr_admin, room="The park", starts_at=start)
            assert held.meeting_room is None


def test_database_refuses_two_at_once_whoever_writes(cast, program, ada):
    with cast.inside():
        plan = make_plan().fields()
        create_session(program, by=None, **plan, meeting_room=ada)
        with pytest.raises(IntegrityError, match="room_free"), transaction.atomic():
            create_session(program, by=None, **plan, meeting_room=ada)
        for state in ("draft", "cancelled", "finished"):
            create_session(program, by=None, **plan, meeting_room=ada, state=state)


def test_session_that_is_called_off_gives_its_room_back(cast, program, ada):
    with cast.inside():
        start = in_days(3)
        held = make_session(program, cast.hr_admin, room="Ada", starts_at=start)
        cancel_session(held, by=cast.hr_admin.person, reason="Ill")
        assert make_session(program, cast.hr_admin, room="Ada", starts_at=start)


def test_change_keeps_its_own_room_and_cannot_take_anothers(cast, program, ada):
    with cast.inside():
        by = cast.hr_admin.person
        first = make_session(program, cast.hr_admin, room="Ada")
        later = make_session(program, cast.hr_admin, room="Ada", starts_at=in_days(5))
        change_room(ada, name="Lovelace", site="Berlin", seats=20, by=by)
        first = change_session(first, replace(plan_of(first), title="Renamed"), by=by)
        assert first.meeting_room_id == ada.pk
        onto = replace(plan_of(later), starts_at=first.starts_at, ends_at=first.ends_at)
        with pytest.raises(PlanRefusedError, match="Lovelace, Berlin is taken"):
            change_session(later, onto, by=by)
        outside = replace(plan_of(later), room="The park")
        assert change_session(later, outside, by=by).meeting_room_id is None


def test_draft_holds_no_room_until_it_is_published(cast, program, ada):
    with cast.inside():
        by, start = cast.hr_admin.person, in_days(3)
        fields = make_plan(room="Ada", starts_at=start).fields()
        drafts = [create_session(program, by=by, **fields, state="draft") for _twice in range(2)]
        shown = drafts_of(program, now=timezone.now())
        assert [one.is_ready for one in shown] == [True, False]
        assert str(shown[1].problems["taken"]).startswith("Ada is taken at that time")
        publish_session(drafts[0], by=by)
        with pytest.raises(PlanRefusedError, match="Ada, Berlin is taken"):
            publish_session(drafts[1], by=by)


def test_more_seats_than_the_room_has_are_refused(cast, program, ada):
    with cast.inside():
        with pytest.raises(PlanRefusedError, match="Ada, Berlin has 20 seats"):
            make_session(program, cast.hr_admin, room="Ada", capacity=21)
        link = {"video_url": "https://video.example/x", "capacity": 60}
        with pytest.raises(PlanRefusedError, match="20 seats"):
            make_session(program, cast.hr_admin, room="Ada", **link, remote_capacity=39)
        assert make_session(program, cast.hr_admin, room="Ada", **link, remote_capacity=40)


def test_room_that_is_put_on_the_list_takes_in_what_is_planned_there(cast, program):
    with cast.inside():
        start = in_days(3)
        first = make_session(program, cast.hr_admin, room=" grace ", starts_at=start)
        second = make_session(program, cast.hr_admin, room="Grace", starts_at=start)
        grace, overlapping = add_room("Grace", by=cast.hr_admin.person)
        assert overlapping == [second]
        assert LearningSession.objects.get(pk=first.pk).meeting_room == grace
        with pytest.raises(RoomListedError):
            add_room("GRACE", by=cast.hr_admin.person)


def test_room_off_the_list_leaves_the_words(cast, program, ada):
    with cast.inside():
        held = make_session(program, cast.hr_admin, room="Ada")
        assert remove_room(ada, by=cast.hr_admin.person)
        assert not remove_room(ada, by=cast.hr_admin.person)
        held.refresh_from_db()
        assert (held.room, held.meeting_room) == ("Ada", None)


def test_name_alone_means_a_room_only_where_one_has_it(cast, ada):
    with cast.inside():
        assert room_meant("ADA") == ada
        oslo = add_room("Ada", site="Oslo", by=cast.hr_admin.person)[0]
        assert room_meant("ada") is None
        assert room_meant("ada,  oslo") == oslo


def test_ways_out_are_rooms_of_the_site_first_and_near_times(cast, program, ada):
    with cast.inside():
        by = cast.hr_admin.person
        for name, site in (("Zuse", "Berlin"), ("Abel", "Oslo")):
            add_room(name, site=site, by=by)
        noon = datetime.combine(in_days(5).date(), datetime.min.time(), BERLIN) + 12 * HOUR
        held = make_session(program, cast.hr_admin, room="Ada", starts_at=noon)
        ways = ways_out(ada, (noon, noon + HOUR), BERLIN, now=timezone.now())
        assert ways.taken_by == held
        assert [room.name for room in ways.rooms] == ["Zuse", "Abel"]
        near = [(start - noon) / HOUR for start in ways.starts]
        assert near == [-1.25, -1, 1]


def test_two_planners_at_once_get_the_room_once(committed_cast):
    cast = committed_cast
    with cast.inside():
        program, by = make_program(cast), cast.hr_admin.person
        add_room("Ada", by=by)
        plan = make_plan(room="Ada")

    def take():
        try:
            schedule_session(program, plan, by=by)
        except PlanRefusedError as refusal:
            return str(refusal)
        return "planned"

    said = at_once(cast, [take] * 32)
    assert said.pop("planned") == 1
    assert all("Ada is taken" in sentence for sentence in said)
    with cast.inside():
        assert LearningSession.objects.count() == 1


def test_rule_finds_free_starts_and_clashes():
    day = datetime(2026, 12, 1, tzinfo=UTC)
    all_day = [(day + 8 * HOUR, day + 17 * HOUR)]
    wanted = (day + 9 * HOUR, day + 10 * HOUR)
    assert free_starts(all_day, wanted, ZoneInfo("UTC"), now=day) == [day + 17 * HOUR]
    assert free_starts(all_day, wanted, ZoneInfo("UTC"), now=day + 18 * HOUR) == []
    spans = [("a", wanted), ("b", wanted), ("a", (wanted[1], wanted[1] + HOUR)), ("a", wanted)]
    assert clashing(spans) == {3}
    assert label_of("Berlin, room Ada", "Berlin") == "Berlin, room Ada"
