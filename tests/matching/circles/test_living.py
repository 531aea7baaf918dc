"""Circles after publishing: who comes, who goes, and their meetings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.circle_meetings import (
    call_off_circle_meeting,
    host_circle,
    plan_circle_meeting,
    stop_hosting,
)
from matching.actions.circle_moves import swap_members
from matching.actions.circle_nudging import nudge_quiet_circles as nudge_in_time
from matching.actions.circle_places import leave_circles_of, place_joiners
from matching.errors import CirclesError, MeetingTimeError
from matching.models import Circle, CircleMember, NotWith
from matching.queries.causes import circle_is_quiet
from matching.queries.circle_page import circles_page
from matching.queries.circles import (
    circles_of_person,
    where_joiners_go,
)
from matching.tasks import nudge_quiet_circles, place_circle_joiners
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.joining import pause_enrollment
from programs.models import Enrollment, Program
from tests.matching.circles.making import (
    MORNING,
    by_hand,
    circle,
    form,
    groups,
    member,
    people,
    plan,
    publish,
    told,
)


def test_joiners_go_where_they_mix_most_and_private_wishes_hold(cast, program):
    with cast.inside():
        people(program, 8)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 04", "Peer 05, Peer 06, Peer 03, Peer 07")
        plan(cast, program)
        publish(cast, program)
        Notification.objects.all().delete()
        [late] = people(program, 1, first=20, department="Finance")
        [(who, where)] = where_joiners_go(program, now=MORNING)
        assert (who, where) == (late, circle(1).id)
        NotWith.objects.create(person=late, other=Person.objects.get(name="Peer 01"))
        assert place_joiners(program, by=cast.hr_admin.person, now=MORNING) == (1, 0)
        assert place_joiners(program, by=cast.hr_admin.person, now=MORNING) == (0, 0)
        assert late.name in groups(program, "active")[2]
        assert told("circle_formed") == [late.name]
        assert len(told("circle_changed")) == 4


def test_scheduler_places_joiners_where_the_plan_says_so(cast, program):
    with cast.inside():
        people(program, 8)
        plan(cast, program, joiners_by_themselves=False)
        form(cast, program)
        publish(cast, program)
        people(program, 2, first=20)
    place_circle_joiners()
    with cast.inside():
        assert CircleMember.objects.count() == 8
        plan(cast, program, joiners_by_themselves=True)
    for _twice in range(2):
        place_circle_joiners()
    with cast.inside():
        assert CircleMember.objects.count() == 10
        Program.objects.update(state=Program.State.FINISHED)
        people(program, 1, first=30)
    place_circle_joiners()
    with cast.inside():
        assert CircleMember.objects.count() == 10


def test_leaver_frees_the_place_once_and_a_break_keeps_it(cast, program):
    with cast.inside():
        made = people(program, 8)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03", "Peer 04, Peer 05, Peer 06, Peer 07")
        publish(cast, program)
        Notification.objects.all().delete()
        host_circle(circle(1), by=made[0])
        Enrollment.objects.filter(person=made[0]).update(state=Enrollment.State.WITHDRAWN)
        for _twice in range(2):
            leave_circles_of([made[0].id], program, now=MORNING)
        assert groups(program, "active")[1] == ["Peer 01", "Peer 02", "Peer 03"]
        assert circle(1).host is None
        assert told("circle_changed") == ["Peer 01", "Peer 02", "Peer 03"]
        Program.objects.update(ends_on=None)
        mine = Enrollment.objects.get(person=made[1])
        until = timezone.localdate() + timedelta(days=9)
        pause_enrollment(mine, returns_on=until, by=made[1], today=timezone.localdate())
        assert len(groups(program, "active")[1]) == 3
        Person.objects.filter(id=made[4].id).update(state=Person.State.LEFT)
        leave_circles_of([made[4].id], None, now=MORNING)
        assert len(groups(program, "active")[2]) == 3


def test_first_who_hosts_counts_and_may_stop(cast, program):
    with cast.inside():
        made = people(program, 4)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03")
        publish(cast, program)
        for _twice in range(2):
            host_circle(circle(1), by=made[0])
        with pytest.raises(CirclesError, match="Peer 00 calls"):
            host_circle(circle(1), by=made[1])
        stop_hosting(circle(1), by=made[1])
        assert circle(1).host == made[0]
        stop_hosting(circle(1), by=made[0])
        assert host_circle(circle(1), by=made[1]).host == made[1]
        with pytest.raises(CirclesError, match="not in it"):
            host_circle(circle(1), by=cast.mentor.person)


def test_meeting_is_planned_moved_and_called_off_in_all_calendars(cast, program):
    with cast.inside():
        made = people(program, 4)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03")
        publish(cast, program)
        at = MORNING + timedelta(days=3)
        for _twice in range(2):
            plan_circle_meeting(circle(1), at=at, by=made[0], now=MORNING)
        assert len(told("circle_meeting")) == 4
        assert (
            "METHOD:REQUEST"
            in Notification.objects.filter(kind="matching.circle_meeting")[0].calendar
        )
        later = at + timedelta(days=1)
        moved = plan_circle_meeting(circle(1), at=later, by=made[1], now=MORNING)
        assert moved.sequence == 1
        pending = Notification.objects.filter(kind="matching.circle_meeting", state="pending")
        assert pending.count() == 4
        for _twice in range(2):
            call_off_circle_meeting(circle(1), by=made[2], now=MORNING)
        assert len(told("circle_meeting_off")) == 4
        with pytest.raises(MeetingTimeError):
            plan_circle_meeting(circle(1), at=MORNING, by=made[0], now=MORNING)


def test_newcomer_gets_the_planned_meeting_and_who_goes_loses_it(cast, program):
    with cast.inside():
        made = people(program, 8)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03", "Peer 04, Peer 05, Peer 06, Peer 07")
        publish(cast, program)
        at = MORNING + timedelta(days=3)
        plan_circle_meeting(circle(1), at=at, by=made[0], now=MORNING)
        Notification.objects.all().delete()
        swap_members(member("Peer 00"), member("Peer 04"), by=cast.hr_admin.person, now=MORNING)
        assert told("circle_meeting") == ["Peer 04"]
        assert told("circle_meeting_off") == ["Peer 00"]


def test_door_is_for_members_of_published_circles(cast, program):
    with cast.inside():
        made = people(program, 4)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03")
        assert not circles_of_person(made[0]).exists()
        publish(cast, program)
        assert circles_of_person(made[0]).get().number == 1
        assert not circles_of_person(cast.hr_admin.person).exists()


def test_small_circle_is_offered_people_of_larger_ones_and_silence_is_seen(cast, program):
    with cast.inside():
        made = people(program, 9)
        by_hand(
            program,
            "Peer 00, Peer 01, Peer 02",
            "Peer 03, Peer 04, Peer 05, Peer 06, Peer 07, Peer 08",
        )
        plan(cast, program)
        publish(cast, program)
        small, large = circles_page(program, now=MORNING + timedelta(days=15)).active.lines
        # Of Sales, Legal and IT there is one already: Finance mixes most.
        assert small.fillers[0].member.person.department == "Finance"
        assert (small.fillers[0].from_number, small.fillers[0].mix) == (2, 100)
        assert (small.is_quiet, small.mergers, large.fillers) == (True, [], [])
        first = small.fillers[0].member
        NotWith.objects.create(person=made[0], other=first.person)
        small, _large = circles_page(program, now=MORNING).active.lines
        assert first not in [filler.member for filler in small.fillers]
        assert not small.is_quiet


def test_quiet_circle_is_asked_once_and_no_other(cast, program):
    with cast.inside():
        made = people(program, 8)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03", "Peer 04, Peer 05, Peer 06, Peer 07")
        Program.objects.update(ends_on=None)
        publish(cast, program)
        host_circle(circle(1), by=made[0])
        at = MORNING + timedelta(days=1)
        plan_circle_meeting(circle(2), at=at, by=made[4], now=MORNING)
        nudge_in_time(now=MORNING + timedelta(days=9))
        assert told("circle_quiet") == []
    for _twice in range(2):
        nudge_quiet_circles()
    with cast.inside():
        assert told("circle_quiet") == ["Peer 00", "Peer 01", "Peer 02", "Peer 03"]
        bodies = dict(
            Notification.objects.filter(kind="matching.circle_quiet").values_list(
                "person__name", "body"
            )
        )
        assert "You said that you call" in bodies["Peer 00"]
        assert "Peer 00 said that they call" in bodies["Peer 01"]
        mail = Notification.objects.get(kind="matching.circle_quiet", person=made[1])
        assert circle_is_quiet(mail)
        soon = timezone.now() + timedelta(days=2)
        plan_circle_meeting(circle(1), at=soon, by=made[0], now=timezone.now())
        assert not circle_is_quiet(mail)
        Circle.objects.update(nudged_at=None)
        Program.objects.update(state=Program.State.FINISHED)
    nudge_quiet_circles()
    with cast.inside():
        assert len(told("circle_quiet")) == 4
