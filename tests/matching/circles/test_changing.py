"""Moving, swapping and merging; publishing and taking it back."""

from datetime import timedelta

import pytest

from matching.actions.circle_moves import merge_circles, move_member, swap_members
from matching.actions.circle_publishing import (
    publish_circles,
    take_back_circles,
    version_of_drafts,
)
from matching.errors import CirclesError
from matching.models import CircleMember, NotWith
from peerlearn.notifications.models import Notification
from programs.errors import ProgramOverError
from programs.models import Program
from tests.matching.circles.making import (
    MORNING,
    by_hand,
    circle,
    form,
    groups,
    member,
    people,
    publish,
    told,
)


def test_move_and_swap_change_drafts_silently_and_can_be_put_back(cast, program):
    with cast.inside():
        people(program, 8)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03", "Peer 04, Peer 05, Peer 06, Peer 07")
        by = cast.hr_admin.person
        move_member(member("Peer 00"), circle(2), by=by, now=MORNING)
        move_member(member("Peer 00"), circle(2), by=by, now=MORNING)
        assert [len(names) for names in groups(program).values()] == [3, 5]
        move_member(member("Peer 00"), circle(1), by=by, now=MORNING)
        swap_members(member("Peer 00"), member("Peer 04"), by=by, now=MORNING)
        assert "Peer 04" in groups(program)[1]
        swap_members(member("Peer 00"), member("Peer 04"), by=by, now=MORNING)
        assert groups(program)[1] == ["Peer 00", "Peer 01", "Peer 02", "Peer 03"]
        assert not Notification.objects.exists()


def test_refused_move_says_the_same_whatever_the_reason(cast, program):
    with cast.inside():
        made = people(program, 12)
        by_hand(
            program,
            "Peer 00, Peer 01, Peer 02",
            "Peer 03, Peer 04, Peer 05, Peer 06, Peer 07, Peer 08, Peer 09, Peer 10",
        )
        by = cast.hr_admin.person
        with pytest.raises(CirclesError) as full:
            move_member(member("Peer 00"), circle(2), by=by, now=MORNING)
        CircleMember.objects.filter(person=made[10]).delete()
        NotWith.objects.create(person=made[3], other=made[0])
        with pytest.raises(CirclesError) as private:
            move_member(member("Peer 00"), circle(2), by=by, now=MORNING)
        assert str(full.value) == str(private.value)
        # Not even with the one who doesn't want it: that would name them.
        for other in made[3:10]:
            with pytest.raises(CirclesError) as refused:
                swap_members(member("Peer 00"), member(other.name), by=by, now=MORNING)
            assert str(refused.value) == str(full.value)


def test_publishing_tells_all_and_can_be_taken_back_until_the_mails_leave(cast, program):
    with cast.inside():
        people(program, 8)
        form(cast, program)
        publish(cast, program)
        assert len(told("circle_formed")) == 8
        mail = Notification.objects.filter(kind="matching.circle_formed")[0]
        assert mail.due_at >= MORNING + timedelta(minutes=10)
        assert mail.is_private
        mine = next(
            names for names in groups(program, "active").values() if mail.person.name in names
        )
        assert all(name in mail.body for name in mine)
        assert "first meeting" in mail.body
        take_back_circles(program, by=cast.hr_admin.person)
        assert set(Notification.objects.values_list("state", flat=True)) == {"cancelled"}
        publish(cast, program, now=MORNING + timedelta(hours=1))
        pending = Notification.objects.filter(state="pending")
        assert pending.count() == 8
        pending.filter(id=pending[0].id).update(state="sent")
        with pytest.raises(CirclesError, match="told already"):
            take_back_circles(program, by=cast.hr_admin.person)


def test_publishing_what_was_not_seen_a_draft_program_or_nothing_is_refused(cast, program):
    with cast.inside():
        people(program, 9)
        with pytest.raises(CirclesError, match="no circle"):
            publish(cast, program)
        form(cast, program)
        seen, by = version_of_drafts(program), cast.hr_admin.person
        move_member(member(groups(program)[1][0]), circle(2), by=by, now=MORNING)
        with pytest.raises(CirclesError, match="have changed"):
            publish_circles(program, seen=seen, by=by, now=MORNING)
        Program.objects.update(state=Program.State.DRAFT)
        with pytest.raises(CirclesError, match="Open the program"):
            publish(cast, program)
        Program.objects.update(state=Program.State.FINISHED)
        with pytest.raises(ProgramOverError):
            publish(cast, program)
        assert not Notification.objects.exists()


def test_move_between_published_circles_tells_both(cast, program):
    with cast.inside():
        people(program, 8)
        by_hand(program, "Peer 00, Peer 01, Peer 02, Peer 03", "Peer 04, Peer 05, Peer 06, Peer 07")
        publish(cast, program)
        Notification.objects.all().delete()
        later = MORNING + timedelta(days=1)
        swap_members(member("Peer 00"), member("Peer 04"), by=cast.hr_admin.person, now=later)
        assert told("circle_formed") == ["Peer 00", "Peer 04"]
        assert told("circle_changed") == [
            "Peer 01", "Peer 02", "Peer 03", "Peer 05", "Peer 06", "Peer 07",
        ]  # fmt: skip
        mail = Notification.objects.get(person__name="Peer 01")
        assert "New in your circle: Peer 04." in mail.body
        assert "No longer in your circle: Peer 00." in mail.body


def test_small_circles_become_one_unless_they_are_too_many_or_apart(cast, program):
    with cast.inside():
        made = people(program, 15)
        by_hand(
            program,
            "Peer 00, Peer 01",
            "Peer 02, Peer 03, Peer 04",
            "Peer 05, Peer 06, Peer 07, Peer 08, Peer 09, Peer 10, Peer 11",
        )
        publish(cast, program)
        Notification.objects.all().delete()
        by = cast.hr_admin.person
        with pytest.raises(CirclesError, match="can’t become one"):
            merge_circles(circle(1), circle(3), by=by, now=MORNING)
        NotWith.objects.create(person=made[0], other=made[2])
        with pytest.raises(CirclesError, match="can’t become one"):
            merge_circles(circle(1), circle(2), by=by, now=MORNING)
        NotWith.objects.all().delete()
        for _twice in range(2):
            merge_circles(circle(1), circle(2), by=by, now=MORNING)
        assert groups(program, "active")[2] == [f"Peer 0{n}" for n in range(5)]
        assert told("circle_formed") == ["Peer 00", "Peer 01"]
        assert told("circle_changed") == ["Peer 02", "Peer 03", "Peer 04"]
