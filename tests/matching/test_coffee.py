"""Coffee rounds from the plan to the coffee."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from matching.actions.coffee_choices import (
    leave_coffees,
    return_to_coffees,
    skip_next_coffee,
    snooze_coffees,
)
from matching.actions.coffee_gaps import mend_coffees_of
from matching.actions.coffee_meetings import record_coffee
from matching.actions.coffee_plan import CoffeeDaysError, plan_coffees
from matching.actions.coffee_rounds import queue_round, save_round
from matching.coffee import make_groups
from matching.models import CoffeeGroup, CoffeePlan, CoffeeRound, CoffeeSeat, MatchBlock, NotWith
from matching.queries.coffee import due_plans, members_of, read_pool, rounds_of, taking_part
from matching.queries.my_coffees import my_coffees
from matching.tasks import make_coffee_round, make_due_coffee_rounds
from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.joining import pause_enrollment
from programs.errors import ProgramOverError
from programs.models import Enrollment, Program
from tests.matching.builders import enroll, make_person, make_program

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
PARTICIPANT = Enrollment.Role.PARTICIPANT


@pytest.fixture
def program(cast):
    with cast.inside():
        return make_program()


def people(program, number, **fields):
    return [
        enroll(program, make_person(f"Guest {n}", **fields), PARTICIPANT) for n in range(number)
    ]


def planned(cast, program, *, now=MONDAY, **plan):
    values = {"every_weeks": 1, "weekday": 0, "starts_on": date(2026, 3, 2), **plan}
    return plan_coffees(program, by=cast.hr_admin.person, now=now, **values)


def make(plan, *, now=MONDAY):
    """What the scheduler and the worker do."""
    plan.refresh_from_db()
    made = queue_round(plan, now=now)
    if made is None:
        return None
    pool = read_pool(plan, taking_part(plan, on=made.held_on).people, on=made.held_on)
    assert save_round(made, make_groups(pool), pool, now=now)
    made.refresh_from_db()
    return made


def groups(made):
    found = members_of(CoffeeGroup.objects.filter(round=made))
    return sorted(sorted(person.name for person in group) for group in found.values())


def test_everybody_has_a_coffee_and_a_mail_and_the_odd_one_makes_three(cast, program):
    with cast.inside():
        people(program, 5)
        made = make(planned(cast, program))
        assert sorted(map(len, groups(made))) == [2, 3]
        mails = Notification.objects.filter(kind="matching.coffee_round")
        assert mails.count() == 5
        mail = mails.get(person__name="Guest 0")
        [mine] = [one for one in groups(made) if "Guest 0" in one]
        assert all(name in mail.body for name in mine)
        assert "To begin with" in mail.body


def test_round_is_made_once_a_day_and_saved_once(cast, program):
    with cast.inside():
        people(program, 4)
        plan = planned(cast, program)
        stale = CoffeePlan.objects.select_related("program").get(id=plan.id)
        made = make(plan)
        assert queue_round(stale, now=MONDAY) is None
        pool = read_pool(plan, taking_part(plan, on=made.held_on).people, on=made.held_on)
        assert not save_round(made, make_groups(pool), pool, now=MONDAY)
        assert CoffeeSeat.objects.count() == 4
        assert Notification.objects.count() == 4
        plan.refresh_from_db()
        assert plan.next_on == date(2026, 3, 9)


def test_nobody_meets_again_while_that_can_be_avoided(cast, program):
    with cast.inside():
        people(program, 6)
        plan = planned(cast, program)
        seen = []
        for week in range(5):
            made = make(plan, now=MONDAY + week * WEEK)
            assert made.repeat_count == 0
            seen += [tuple(group) for group in groups(made)]
        assert len(set(seen)) == 15
        assert make(plan, now=MONDAY + 5 * WEEK).repeat_count == 6


def test_lines_blocks_and_private_wishes_hold_and_hr_reads_no_wish(cast, program):
    with cast.inside():
        boss, one, two = people(program, 3)
        Person.objects.filter(id=one.id).update(manager=boss)
        MatchBlock.objects.create(program=program, mentor=boss, mentee=two)
        NotWith.objects.create(person=one, other=two)
        made = make(planned(cast, program))
        assert groups(made) == []
        whys = dict(CoffeeSeat.objects.values_list("person__name", "why"))
        assert set(whys) == {"Guest 0", "Guest 1", "Guest 2"}
        assert (whys["Guest 1"], whys["Guest 2"]) == ("no_partner", "no_partner")
        bodies = Notification.objects.filter(kind="matching.coffee_nobody")
        assert bodies.count() == 3
        page = cast.hr_admin.client().get(
            cast.hr_admin.url(f"matching/programs/{program.id}/coffee/")
        )
        assert "2: no partner was left" in page.content.decode()


def test_skip_is_for_one_round_snooze_until_a_day_and_out_for_good(cast, program):
    with cast.inside():
        skips, snoozes, out, *rest = people(program, 7)
        plan = planned(cast, program)
        skip_next_coffee(program, by=skips)
        snooze_coffees(program, until=date(2026, 3, 10), by=snoozes, today=date(2026, 3, 2))
        leave_coffees(program, by=out)
        assert {name for group in groups(make(plan)) for name in group} == {p.name for p in rest}
        second = make(plan, now=MONDAY + WEEK)
        assert skips.name in {name for group in groups(second) for name in group}
        assert snoozes.name not in {name for group in groups(second) for name in group}
        return_to_coffees(program, by=out)
        third = make(plan, now=MONDAY + 2 * WEEK)
        assert {name for group in groups(third) for name in group} == {
            person.name for person in Person.objects.filter(name__startswith="Guest")
        }


def test_who_leaves_while_the_round_is_computed_is_not_in_it(cast, program):
    with cast.inside():
        guests = people(program, 4)
        plan = planned(cast, program)
        made = queue_round(plan, now=MONDAY)
        pool = read_pool(plan, guests, on=made.held_on)
        result = make_groups(pool)
        Enrollment.objects.filter(person=guests[0]).update(state=Enrollment.State.WITHDRAWN)
        assert save_round(made, result, pool, now=MONDAY)
        assert groups(made) == [["Guest 1", "Guest 2", "Guest 3"]]


def test_partner_of_a_leaver_joins_others_and_all_are_told(cast, program):
    with cast.inside():
        guests = people(program, 4)
        made = make(planned(cast, program))
        CoffeeRound.objects.update(held_on=timezone.localdate())
        Person.objects.filter(id=guests[0].id).update(state=Person.State.LEFT)
        mend_coffees_of([guests[0].id])
        mend_coffees_of([guests[0].id])
        assert groups(made) == [["Guest 1", "Guest 2", "Guest 3"]]
        told = Notification.objects.filter(kind="matching.coffee_changed")
        assert sorted(told.values_list("person__name", flat=True)) == [
            "Guest 1",
            "Guest 2",
            "Guest 3",
        ]


def test_last_one_left_is_told_kindly(cast, program):
    with cast.inside():
        guests = people(program, 2)
        make(planned(cast, program))
        CoffeeRound.objects.update(held_on=timezone.localdate())
        Enrollment.objects.filter(person=guests[0]).update(state=Enrollment.State.WITHDRAWN)
        mend_coffees_of([guests[0].id], program)
        assert Notification.objects.get(kind="matching.coffee_nobody").person == guests[1]
        [mine] = my_coffees(guests[1], today=timezone.localdate())
        assert (mine.now, mine.alone) == (None, timezone.localdate())


def test_a_coffee_that_was_had_stays_when_somebody_leaves(cast, program):
    with cast.inside():
        guests = people(program, 2)
        make(planned(cast, program))
        CoffeeRound.objects.update(held_on=timezone.localdate())
        record_coffee(CoffeeGroup.objects.get(), by=guests[1])
        Person.objects.filter(id=guests[0].id).update(state=Person.State.LEFT)
        mend_coffees_of([guests[0].id])
        assert not Notification.objects.filter(kind="matching.coffee_nobody").exists()


@pytest.mark.parametrize("number", [0, 1])
def test_round_of_nobody_or_one_is_a_round(cast, program, number):
    with cast.inside():
        people(program, number)
        made = make(planned(cast, program))
        assert (made.state, groups(made)) == ("done", [])
        assert Notification.objects.count() == number


def test_scheduler_makes_the_rounds_that_are_due_once(
    cast, program, django_capture_on_commit_callbacks
):
    with cast.inside():
        people(program, 4)
        Program.objects.update(ends_on=None)
        program.refresh_from_db()
        yesterday = timezone.localdate() - timedelta(days=1)
        plan = planned(cast, program, weekday=yesterday.weekday(), starts_on=yesterday)
        CoffeePlan.objects.update(next_on=yesterday)
        [plan] = due_plans(today=timezone.localdate())
        queue_round(plan, now=timezone.now())
        for _twice in range(2):
            with django_capture_on_commit_callbacks():
                make_due_coffee_rounds()
            made = CoffeeRound.objects.get()
            make_coffee_round(organization_id=str(made.organization_id), round_id=str(made.id))
        assert CoffeeRound.objects.get().state == "done"
        assert sorted(map(len, groups(made))) == [2, 2]


def test_pause_of_the_program_is_said_on_the_page_and_others_are_told(cast, program):
    with cast.inside():
        Program.objects.update(ends_on=None)
        guests = people(program, 2)
        make(planned(cast, program))
        CoffeeRound.objects.update(held_on=timezone.localdate())
        mine = Enrollment.objects.get(person=guests[0])
        pause_enrollment(
            mine,
            returns_on=timezone.localdate() + WEEK,
            by=guests[0],
            today=timezone.localdate(),
        )
        [seen] = my_coffees(guests[0], today=timezone.localdate())
        assert (seen.is_paused, seen.now) == (True, None)
        assert Notification.objects.get(kind="matching.coffee_nobody").person == guests[1]


def test_large_pool_is_put_together_without_all_pairs(cast, program, monkeypatch):
    monkeypatch.setattr("matching.coffee.EVERYBODY_UP_TO", 20)
    with cast.inside():
        people(program, 61)
        made = make(planned(cast, program))
        assert sorted(map(len, groups(made))) == [2] * 29 + [3]


def test_only_running_programs_and_started_plans_are_due(cast, program):
    with cast.inside():
        plan = planned(cast, program)
        assert list(due_plans(today=date(2026, 3, 1))) == []
        assert list(due_plans(today=date(2026, 3, 4))) == [plan]
        Program.objects.update(state=Program.State.FINISHED)
        assert list(due_plans(today=date(2026, 3, 2))) == []
        with pytest.raises(ProgramOverError):
            planned(cast, program)


def test_plan_without_a_day_is_refused(cast, program):
    with cast.inside(), pytest.raises(CoffeeDaysError):
        planned(cast, program, starts_on=date(2026, 3, 3), ends_on=date(2026, 3, 5))


def test_figures_tell_how_mixed_a_round_was_and_how_many_met(cast, program):
    with cast.inside():
        for n, department in enumerate(["IT", "HR", "IT", "HR"]):
            enroll(program, make_person(f"Guest {n}", department=department), PARTICIPANT)
        made = make(planned(cast, program))
        record_coffee(CoffeeGroup.objects.filter(round=made)[0], by=Person.objects.all()[0])
        [line] = rounds_of(program)
        assert line.mix == {"departments": 1.0, "locations": 0.0}
        assert (line.people, line.alone, line.met) == (4, 0, 2)


def test_page_lets_one_say_that_they_met_skip_and_come_back(cast, program):
    with cast.inside():
        enroll(program, cast.employee.person, PARTICIPANT)
        enroll(program, cast.mentor.person, PARTICIPANT)
        make(planned(cast, program))
        CoffeeRound.objects.update(held_on=timezone.localdate())
        group = CoffeeGroup.objects.get()
    client, url = cast.employee.client(), cast.employee.url
    page = client.get(url("matching/coffees/")).content.decode()
    assert "Mina Mentor" in page
    client.post(url(f"matching/coffees/{group.id}/met/"))
    assert "You have met" in client.get(url("matching/coffees/")).content.decode()
    client.post(url(f"matching/coffees/of/{program.id}/skip/"))
    assert "goes by without you" in client.get(url("matching/coffees/")).content.decode()
    client.post(url(f"matching/coffees/of/{program.id}/return/"))
    refused = client.post(
        url(f"matching/coffees/of/{program.id}/break/"), {f"{program.id}-until": "2020-01-01"}
    )
    assert refused.status_code == 422
    outsider = cast.facilitator.client().post(url(f"matching/coffees/{group.id}/met/"))
    assert outsider.status_code == 404


def test_hr_plans_by_form_and_a_second_admin_overwrites_nothing(cast, program):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"matching/programs/{program.id}/coffee/plan/")
    seen = client.get(url).context["form"].initial["seen"]
    said = {
        "every_weeks": 2,
        "weekday": 1,
        "starts_on": "2036-03-02",
        "across": "on",
        "is_on": "on",
        "seen": seen,
    }
    with cast.inside():
        Program.objects.update(ends_on=None)
    assert client.post(url, said).status_code == 302
    with cast.inside():
        assert CoffeePlan.objects.get().next_on == date(2036, 3, 4)
    refused = client.post(url, {**said, "every_weeks": 4})
    assert refused.status_code == 422
    assert refused.context["form"].conflict is not None


@pytest.mark.parametrize("number", [1, 3])
def test_my_page_takes_as_many_queries_for_many_rounds(cast, number, django_assert_num_queries):
    with cast.inside():
        for n in range(number):
            program = make_program(f"Program {n}")
            enroll(program, cast.employee.person, PARTICIPANT)
            people_of(program, n)
            make(planned(cast, program))
        CoffeeRound.objects.update(held_on=timezone.localdate())
        with django_assert_num_queries(7):
            assert len(my_coffees(cast.employee.person, today=timezone.localdate())) == number


def people_of(program, n):
    enroll(program, make_person(f"Friend {n}"), PARTICIPANT)
