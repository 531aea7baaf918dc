"""Forming circles: what is mixed, what is kept apart, who stays."""

import pytest

from matching.actions.circle_forming import ask_for_circles, keep_member, save_circles
from matching.actions.circle_plan import forget_wish, wish_circle
from matching.errors import CirclesError
from matching.models import CircleMember, CirclePlan, MatchBlock, NotWith
from matching.queries.circle_page import circles_page
from matching.queries.circles import (
    circles_of,
    circles_to_form,
    members_of_circles,
    wishes_as_said,
)
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.models import Enrollment
from tests.matching.builders import enroll, make_person
from tests.matching.circles.making import (
    DEPARTMENTS,
    MORNING,
    PARTICIPANT,
    by_hand,
    circle,
    form,
    groups,
    member,
    people,
    plan,
)


def test_circles_are_even_and_mixed_and_nobody_is_told(cast, program):
    with cast.inside():
        people(program, 12)
        plan(cast, program)
        form(cast, program)
        found = groups(program)
        assert [len(names) for names in found.values()] == [4, 4, 4]
        assert CirclePlan.objects.get().state == "idle"
        assert not Notification.objects.exists()
        for row in members_of_circles(circles_of(program, "draft")).values():
            assert {one.person.department for one in row} == set(DEPARTMENTS)


def test_too_few_people_are_refused(cast, program):
    with cast.inside():
        people(program, 3)
        with pytest.raises(CirclesError, match="at least 4 people; 3"):
            ask_for_circles(program, by=cast.hr_admin.person, now=MORNING)
        with pytest.raises(CirclesError, match="at least one thing"):
            plan(cast, program, mix_by=[])


def test_result_that_nobody_waits_for_any_more_is_not_written(cast, program):
    with cast.inside():
        people(program, 8)
        first = ask_for_circles(program, by=cast.hr_admin.person, now=MORNING)
        ask_for_circles(program, by=cast.hr_admin.person, now=MORNING)
        assert not save_circles(first, [], asked=first.asked)
        assert circles_to_form(first.id, asked=first.asked, now=MORNING) is None
        late = Person.objects.get(name="Peer 00")
        Enrollment.objects.filter(person=late).update(state=Enrollment.State.WITHDRAWN)
        everybody = [one.id for one in Person.objects.filter(name__startswith="Peer")]
        assert save_circles(CirclePlan.objects.get(), [everybody], asked=2)
        assert "Peer 00" not in groups(program)[1]


def test_line_team_and_ruled_out_pairs_are_kept_apart(cast, program):
    with cast.inside():
        boss, one, two, out, *_rest = people(program, 12)
        Person.objects.filter(id__in=[one.id, two.id]).update(manager=boss)
        MatchBlock.objects.create(program=program, mentor=boss, mentee=out)
        plan(cast, program, mix_by=["location"])
        form(cast, program)
        found = [set(names) for names in groups(program).values()]
        assert not any({"Peer 00", "Peer 03"} <= names for names in found)
        assert not any({"Peer 00", "Peer 01"} <= names for names in found)
        assert not any({"Peer 01", "Peer 02"} <= names for names in found)


def test_wishes_hold_the_last_one_counts_and_private_ones_go_before(cast, program):
    with cast.inside():
        a, b, c, d, *_rest = people(program, 8)
        plan(cast, program)
        by = cast.hr_admin.person
        wish_circle(program, [a, b], kind="apart", by=by)
        wish_circle(program, [b, a], kind="together", by=by)
        wish_circle(program, [c, d], kind="together", by=by)
        NotWith.objects.create(person=d, other=c)
        form(cast, program)
        found = [set(names) for names in groups(program).values()]
        assert any({a.name, b.name} <= names for names in found)
        assert not any({c.name, d.name} <= names for names in found)
        with pytest.raises(CirclesError, match="two different"):
            wish_circle(program, [a, a], kind="apart", by=by)
        with pytest.raises(CirclesError, match="does not take part"):
            wish_circle(program, [a, cast.mentor.person], kind="apart", by=by)
        forget_wish(program.circle_wishes.first(), by=by)
        assert program.circle_wishes.count() == 1


def test_more_than_two_are_wanted_together_and_forgotten_together(cast, program):
    with cast.inside():
        a, b, c, d, *rest = people(program, 16)
        plan(cast, program)
        by = cast.hr_admin.person
        wish_circle(program, [a, b, c, d], kind="together", by=by)
        form(cast, program)
        names = {one.name for one in (a, b, c, d)}
        assert names in [set(found) for found in groups(program).values()]
        [said] = wishes_as_said(program)
        assert (said.people, circles_page(program, now=MORNING).wish_count) == ([a, b, c, d], 1)
        wish_circle(program, [a, b], kind="apart", by=by)
        assert [len(one.people) for one in wishes_as_said(program)] == [2] * 6
        wish_circle(program, [a, b, c], kind="apart", by=by)
        assert sorted(len(one.people) for one in wishes_as_said(program)) == [2, 2, 2, 3]
        group = program.circle_wishes.exclude(group=None).first()
        for _twice in range(2):
            forget_wish(group, by=by)
        assert program.circle_wishes.count() == 3
        with pytest.raises(CirclesError, match="at most 8"):
            wish_circle(program, [a, b, c, d, *rest], kind="together", by=by)


def test_kept_people_stay_when_circles_are_formed_again(cast, program):
    with cast.inside():
        people(program, 12)
        plan(cast, program)
        form(cast, program)
        kept = groups(program)[1][:3]
        for name in kept:
            keep_member(member(name), is_kept=True, by=cast.hr_admin.person)
        plan(cast, program, size=6)
        form(cast, program)
        assert any(set(kept) <= set(names) for names in groups(program).values())
        assert CircleMember.objects.filter(is_kept=True).count() == 3


def test_grade_is_read_from_the_import_and_unknown_differs_from_nothing(cast, program):
    with cast.inside():
        for n in range(8):
            enroll(
                program,
                make_person(f"Peer {n:02}", attributes={"level": f"L{n % 2}"} if n < 6 else {}),
                PARTICIPANT,
            )
        plan(cast, program, mix_by=["grade"])
        form(cast, program)
        assert [len(names) for names in groups(program).values()] == [4, 4]


def test_nobody_is_in_two_circles_of_a_program(cast, program):
    from django.db import IntegrityError, transaction  # noqa: PLC0415

    with cast.inside():
        people(program, 4)
        by_hand(program, "Peer 00, Peer 01", "Peer 02, Peer 03")
        row = member("Peer 00")
        with pytest.raises(IntegrityError), transaction.atomic():
            CircleMember.objects.create(circle=circle(2), program=program, person=row.person)
