"""Coffees that come late, of nobody or one, and for who is out."""

from datetime import date, timedelta

import pytest

from matching.actions.coffee_choices import (
    leave_coffees,
    return_to_coffees,
    skip_next_coffee,
    snooze_coffees,
)
from matching.actions.coffee_rounds import queue_round
from matching.models import CoffeeChoice
from tests.matching.builders import make_program
from tests.matching.test_coffee import MONDAY, WEEK, groups, make, people, planned

LATE = MONDAY + 2 * WEEK + timedelta(days=2)


@pytest.fixture
def program(cast):
    with cast.inside():
        return make_program()


def test_round_that_was_missed_is_one_of_today_and_the_next_keeps_its_weekday(cast, program):
    with cast.inside():
        people(program, 4)
        plan = planned(cast, program)
        made = make(plan, now=LATE)
        assert made.held_on == LATE.date()
        assert len(groups(made)) == 2
        plan.refresh_from_db()
        assert plan.next_on == date(2026, 3, 23)
        assert queue_round(plan, now=LATE) is not None
        plan.refresh_from_db()
        assert plan.next_on == date(2026, 3, 30)


def test_round_of_a_program_that_everybody_has_left_is_empty_and_tells_nobody(cast, program):
    with cast.inside():
        made = make(planned(cast, program))
        assert groups(made) == []
        assert made.state == "done"


def test_one_who_is_alone_hears_so(cast, program):
    with cast.inside():
        people(program, 1)
        made = make(planned(cast, program))
        assert groups(made) == []
        assert made.seats.count() == 1


def test_who_is_out_stays_out_whatever_an_old_page_offers(cast, program):
    with cast.inside():
        gus, *_others = people(program, 3)
        leave_coffees(program, by=gus)
        skip_next_coffee(program, by=gus)
        snooze_coffees(program, until=date(2026, 3, 4), by=gus, today=date(2026, 3, 2))
        leave_coffees(program, by=gus)
        choice = CoffeeChoice.objects.get()
        assert (choice.is_out, choice.skips_next, choice.snoozed_until) == (True, False, None)
        return_to_coffees(program, by=gus)
        skip_next_coffee(program, by=gus)
        assert CoffeeChoice.objects.get().skips_next
