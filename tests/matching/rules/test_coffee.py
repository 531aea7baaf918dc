"""Coffee rounds: their days, who must not meet, and what is said."""

from datetime import date
from uuid import UUID

import pytest

from matching.rules.coffee import (
    ALONE,
    BLOCKED,
    LINE,
    NO_PARTNER,
    Barriers,
    Guest,
    Pool,
    common_ground,
    mix_of_groups,
    starters,
    why_left_out,
)
from matching.rules.coffee_dates import Cadence
from matching.rules.reporting import cut_circles

ANA, BO, CY = (UUID(int=n) for n in (1, 2, 3))


def barriers(managers=None, **couples):
    lines = cut_circles(managers or {})
    return Barriers(lines=lines, **{k: frozenset(map(frozenset, v)) for k, v in couples.items()})


def pool(*ids, **rules):
    return Pool(guests=tuple(Guest(id=one) for one in ids), barriers=barriers(**rules))


@pytest.mark.parametrize(
    ("weeks", "after", "expected"),
    [
        (1, date(2026, 3, 1), date(2026, 3, 3)),
        (1, date(2026, 3, 3), date(2026, 3, 10)),
        (2, date(2026, 3, 3), date(2026, 3, 17)),
        (2, date(2026, 3, 16), date(2026, 3, 17)),
        (4, date(2026, 3, 17), date(2026, 3, 31)),
        (4, date(2026, 3, 31), None),
    ],
)
def test_next_day_follows_the_cadence_until_the_last_day(weeks, after, expected):
    plan = Cadence(weeks, 1, date(2026, 2, 26), date(2026, 4, 20))
    start = Cadence(weeks, 1, date(2026, 3, 3), date(2026, 4, 20))
    assert plan.first == start.first == date(2026, 3, 3)
    assert start.next_day(after=after) == expected


def test_days_end_with_the_plan():
    plan = Cadence(1, 0, date(2026, 3, 2), date(2026, 3, 10))
    assert list(plan.days(after=date(2026, 3, 1), most=5)) == [date(2026, 3, 2), date(2026, 3, 9)]


def test_line_reviewers_blocks_and_wishes_keep_people_apart():
    rules = barriers({BO: ANA, CY: BO, ANA: None}, blocked=[(BO, CY)])
    assert rules.known([ANA, BO, CY]) == {
        frozenset((ANA, BO)): LINE,
        frozenset((ANA, CY)): LINE,
        frozenset((BO, CY)): LINE,
    }
    assert barriers(reviews=[(ANA, CY)]).known([ANA, BO, CY]) == {frozenset((ANA, CY)): LINE}
    wish = barriers(apart=[(ANA, BO)])
    assert wish.known([ANA, BO]) == {}
    assert wish.forbidden([ANA, BO]) == {frozenset((ANA, BO))}


def test_why_somebody_is_alone_never_tells_of_a_private_wish():
    assert why_left_out(ANA, pool(ANA)) == ALONE
    assert why_left_out(ANA, pool(ANA, BO, managers={BO: ANA})) == LINE
    assert why_left_out(ANA, pool(ANA, BO, blocked=[(ANA, BO)])) == BLOCKED
    assert why_left_out(ANA, pool(ANA, BO, apart=[(ANA, BO)])) == NO_PARTNER


def test_mix_counts_meetings_across_departments_and_unknown_as_no_difference():
    ana, bo, cy = (
        Guest(id=ANA, department="IT", location="Rome"),
        Guest(id=BO, department="HR", location="Rome"),
        Guest(id=CY),
    )
    assert mix_of_groups([(ana, bo)]) == {"departments": 1, "locations": 0}
    assert mix_of_groups([(ana, bo, cy)]) == {"departments": 0.3333, "locations": 0}
    assert mix_of_groups([]) == {}


def test_common_ground_speaks_to_its_reader():
    ana = Guest(id=ANA, name="Ana", wants=("Python",), knows=("Pay",), department="IT")
    bo = Guest(id=BO, name="Bo", knows=("Python", "Pay"), department="HR")
    assert common_ground(ana, bo) == [
        "Bo knows about Python, which you would like to learn.",
        "You both know about Pay.",
        "Bo works in another department: HR.",
    ]
    assert common_ground(bo, ana)[0] == "Ana would like to learn Python, which you know."


def test_starters_are_two_and_the_same_for_all():
    ana, bo = Guest(id=ANA, wants=("Python",)), Guest(id=BO, knows=("Python",))
    assert starters([ana, bo]) == starters([bo, ana])
    assert starters([ana, bo])[0] == "Python: what was hard about it at first?"
    assert len(starters([ana, Guest(id=CY)])) == 2
