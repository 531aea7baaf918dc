"""Leaving one's circle alone, coming back, and taking back what was changed."""

from datetime import timedelta

import pytest

from matching.actions.circle_leaving import leave_circle, return_to_circle, want_circle
from matching.actions.circle_meetings import plan_circle_meeting
from matching.actions.circle_moves import merge_circles, move_member, swap_members
from matching.actions.circle_places import place_joiners
from matching.actions.circle_undoing import undo_change
from matching.errors import CirclesError
from matching.models import CircleExit, CircleMember, NotWith
from matching.queries.circle_exits import exits_of_person
from matching.queries.circle_page import circles_page
from matching.queries.circles import where_joiners_go
from peerlearn.notifications.models import Notification
from programs.errors import ProgramOverError
from programs.models import Enrollment, Program
from tests.matching.builders import enroll
from tests.matching.circles.making import (
    MORNING,
    PARTICIPANT,
    by_hand,
    circle,
    form,
    groups,
    member,
    page,
    people,
    plan,
    publish,
    told,
)

DAY, LATER = MORNING + timedelta(days=1), MORNING + timedelta(days=1, minutes=11)
TWO = ("Peer 00, Peer 01, Peer 02, Peer 03", "Peer 04, Peer 05, Peer 06, Peer 07")


@pytest.fixture
def circles(cast, program):
    """Two published circles of four; all were told."""
    with cast.inside():
        made = people(program, 8)
        Program.objects.update(owner=cast.hr_admin.person, ends_on=None)
        program.refresh_from_db()
        by_hand(program, *TWO)
        plan(cast, program)
        publish(cast, program)
        Notification.objects.all().delete()
    return made


def before(program):
    return dict(enumerate((names.split(", ") for names in TWO), start=1)) == groups(
        program, "active"
    )


def test_who_leaves_stays_in_the_program_and_is_placed_nowhere(cast, program, circles):
    with cast.inside():
        for _twice in range(2):
            leave_circle(circle(1), by=circles[0], now=DAY)
        assert groups(program, "active")[1] == ["Peer 01", "Peer 02", "Peer 03"]
        assert told("circle_changed") == ["Peer 01", "Peer 02", "Peer 03"]
        assert Enrollment.objects.get(person=circles[0]).state == "active"
        assert set(Notification.objects.values_list("due_at", flat=True)) == {
            DAY + timedelta(minutes=10)
        }
        mail = Notification.objects.get(kind="matching.circle_left")
        assert mail.person == cast.hr_admin.person
        assert "Peer 00 has left circle 1 by themselves" in mail.body
        assert "3 people are still in the circle" in mail.body
        assert where_joiners_go(program, now=LATER) == []
        assert place_joiners(program, by=None, now=LATER) == (0, 0)
        with pytest.raises(CirclesError, match="at least 4"):
            form(cast, program)
        shown = circles_page(program, now=LATER)
        assert ([one.person for one in shown.exits], shown.joiners) == ([circles[0]], [])
        with pytest.raises(CirclesError, match="not in it"):
            leave_circle(circle(2), by=circles[0], now=DAY)


def test_who_comes_back_at_once_never_left(cast, program, circles):
    with cast.inside():
        plan_circle_meeting(circle(1), at=DAY + timedelta(days=3), by=circles[1], now=MORNING)
        Notification.objects.all().delete()
        leave_circle(circle(1), by=circles[0], now=DAY)
        assert told("circle_meeting_off") == ["Peer 00"]
        left = exits_of_person(circles[0]).get()
        for _twice in range(2):
            return_to_circle(left, by=circles[0], now=DAY + timedelta(minutes=9))
        assert before(program)
        assert not Notification.objects.exists()
        assert not CircleExit.objects.exists()


def test_who_comes_back_later_gets_the_meeting_anew(cast, program, circles):
    with cast.inside():
        plan_circle_meeting(circle(1), at=DAY + timedelta(days=3), by=circles[1], now=MORNING)
        leave_circle(circle(1), by=circles[0], now=DAY)
        Notification.objects.update(state="sent")
        return_to_circle(exits_of_person(circles[0]).get(), by=circles[0], now=LATER)
        assert before(program)
        new = Notification.objects.filter(state="pending")
        assert list(new.filter(kind="matching.circle_changed").order_by("body")) != []
        [invitation] = new.filter(kind="matching.circle_meeting")
        off = Notification.objects.get(kind="matching.circle_meeting_off")
        assert invitation.person == circles[0]
        assert ("SEQUENCE:1" in off.calendar, "SEQUENCE:2" in invitation.calendar) == (True, True)


def test_nobody_comes_back_where_there_is_no_room_or_a_private_wish(cast, program, circles):
    with cast.inside():
        leave_circle(circle(1), by=circles[0], now=DAY)
        left = exits_of_person(circles[0]).get()
        wish = NotWith.objects.create(person=circles[1], other=circles[0])
        with pytest.raises(CirclesError, match="no room any more") as private:
            return_to_circle(left, by=circles[0], now=LATER)
        wish.delete()
        for one in people(program, 5, first=20):
            CircleMember.objects.create(circle=circle(1), program=program, person=one)
        with pytest.raises(CirclesError) as full:
            return_to_circle(left, by=circles[0], now=LATER)
        assert str(private.value) == str(full.value)


def test_who_wants_another_circle_is_placed_again(cast, program, circles):
    with cast.inside():
        leave_circle(circle(1), by=circles[0], now=DAY)
        want_circle(exits_of_person(circles[0]).get(), by=circles[0])
        [(who, _where)] = where_joiners_go(program, now=LATER)
        assert who == circles[0]
        Program.objects.update(state=Program.State.FINISHED)
        with pytest.raises(ProgramOverError):
            leave_circle(circle(2), by=circles[4], now=DAY)


def test_hr_takes_moves_of_published_circles_back_until_mails_leave(cast, program, circles):
    hr = cast.hr_admin.person
    with cast.inside():
        old, other = member("Peer 00"), member("Peer 04")
        swap_members(old, other, by=hr, now=DAY)
        assert "Peer 04" in groups(program, "active")[1]
        for _twice in range(2):
            undo_change(CircleMember.objects.get(id=old.id), by=hr, now=DAY)
        assert before(program)
        assert not Notification.objects.exists()
        move_member(old, circle(2), by=hr, now=DAY)
        with pytest.raises(CirclesError, match="told already"):
            undo_change(CircleMember.objects.get(id=old.id), by=hr, now=LATER)
        Notification.objects.filter(id=Notification.objects.first().id).update(state="sent")
        with pytest.raises(CirclesError, match="told already"):
            undo_change(CircleMember.objects.get(id=old.id), by=hr, now=DAY)


def test_merged_circles_are_two_again(cast, program):
    with cast.inside():
        people(program, 6)
        by_hand(program, "Peer 00, Peer 01", "Peer 02, Peer 03, Peer 04, Peer 05")
        publish(cast, program)
        old = member("Peer 00")
        merge_circles(circle(1), circle(2), by=cast.hr_admin.person, now=DAY)
        undo_change(CircleMember.objects.get(id=old.id), by=cast.hr_admin.person, now=DAY)
        assert groups(program, "active")[1] == ["Peer 00", "Peer 01"]


def test_change_is_not_taken_back_once_somebody_has_moved_on_or_left(cast, program, circles):
    hr = cast.hr_admin.person
    with cast.inside():
        old = member("Peer 00")
        move_member(old, circle(2), by=hr, now=DAY)
        move_member(member("Peer 00"), circle(1), by=hr, now=DAY + timedelta(minutes=1))
        with pytest.raises(CirclesError, match="changed meanwhile"):
            undo_change(CircleMember.objects.get(id=old.id), by=hr, now=DAY)
        leave_circle(circle(2), by=circles[4], now=LATER)
        gone = CircleMember.objects.get(person=circles[4])
        with pytest.raises(CirclesError, match="left by themselves"):
            undo_change(gone, by=hr, now=LATER)
        Enrollment.objects.filter(person=circles[4]).update(state="withdrawn")
        with pytest.raises(CirclesError, match="changed meanwhile"):
            undo_change(gone, by=circles[4], now=LATER)


def test_who_was_not_told_yet_hears_of_the_circle_as_it_is(cast, program):
    with cast.inside():
        people(program, 8)
        by_hand(program, *TWO)
        publish(cast, program)
        soon = MORNING + timedelta(minutes=2)
        old = member("Peer 00")
        swap_members(old, member("Peer 04"), by=cast.hr_admin.person, now=soon)
        assert told("circle_changed") == []
        bodies = dict(
            Notification.objects.filter(person__name="Peer 01").values_list("kind", "body")
        )
        assert list(bodies) == ["matching.circle_formed"]
        assert "Peer 04" in bodies["matching.circle_formed"]
        assert "Peer 00" not in bodies["matching.circle_formed"]
        undo_change(CircleMember.objects.get(id=old.id), by=cast.hr_admin.person, now=soon)
        formed = Notification.objects.filter(kind="matching.circle_formed")
        assert sorted(formed.values_list("person__name", flat=True)) == [
            f"Peer 0{n}" for n in range(8)
        ]
        assert "Peer 00" in formed.get(person__name="Peer 01").body


def test_member_leaves_by_a_button_and_comes_back_by_undo(cast, program, circles):
    with cast.inside():
        enroll(program, cast.employee.person, PARTICIPANT)
        CircleMember.objects.create(circle=circle(1), program=program, person=cast.employee.person)
        mine = circle(1).id
    client, url = cast.employee.client(), cast.employee.url
    assert "Leave this circle" in page(cast.employee, f"circles/{mine}/")[1]
    leaving = url(f"matching/circles/{mine}/leaving/")
    shown = client.post(leaving, follow=True).content.decode()
    assert "The others are told in ten minutes." in shown
    assert f'action="{leaving}undo/"' in shown
    assert page(cast.employee, f"circles/{mine}/")[0] == 404
    assert "1 person left their circle" in page(cast.hr_admin, f"programs/{program.id}/circles/")[1]
    assert client.post(f"{leaving}undo/").headers["Location"] == url(f"matching/circles/{mine}/")
    client.post(leaving)
    client.post(url(f"matching/circles/of/{program.id}/wanted/"))
    with cast.inside():
        assert not CircleExit.objects.exists()
    assert cast.manager.client().post(leaving).status_code == 404


def test_hr_undoes_a_move_from_its_message_and_lets_leavers_have_one(cast, program, circles):
    client, url = cast.hr_admin.client(), cast.hr_admin.url
    with cast.inside():
        old, to = member("Peer 00"), circle(2)
        plan(cast, program, apart_team=False)
    moved = url(f"matching/circle-members/{old.id}/circle/{to.id}/")
    undo = url(f"matching/circle-members/{old.id}/undo/")
    assert undo in client.post(moved, follow=True).content.decode()
    assert "The circles are as they were." in client.post(undo, follow=True).content.decode()
    with cast.inside():
        assert before(program)
        left = leave_circle(circle(1), by=circles[0], now=DAY)
    said = client.post(url(f"matching/circle-exits/{left.id}/removal/"), follow=True)
    assert "among those who have no circle yet" in said.content.decode()
