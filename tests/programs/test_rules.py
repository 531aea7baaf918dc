from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlearn.people.queries import ReportingLine
from programs.rules.dates import date_problems, years_after
from programs.rules.enrollment import EnrollmentRule, matches_rule, start_window
from programs.rules.neutrality import Finding, FindingKind, InLine, neutrality
from programs.rules.states import OpeningFacts, check_opening, verbs_from

TODAY = date(2026, 3, 10)


@dataclass
class Someone:
    id: UUID
    department: str = "Sales"
    location: str = "Berlin"
    starts_on: date | None = date(2020, 1, 1)
    state: str = "active"


def someone(**fields):
    return Someone(uuid4(), **fields)


# dates


def test_date_problems_of_sensible_days_are_none():
    assert date_problems(date(2026, 3, 2), date(2026, 6, 30), today=TODAY) == {}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 1), date(2026, 4, 1), "before the first day, 1 May 2026"),
        (date(2026, 1, 1), date(2026, 3, 9), "has passed"),
        (date(2026, 5, 1), date(2062, 5, 1), "more than 5 years"),
    ],
)
def test_date_problems_are_said_in_words(first, last, words):
    assert words in date_problems(first, last, today=TODAY)["ends_on"]


def test_program_may_end_today():
    assert date_problems(TODAY, TODAY, today=TODAY) == {}


def test_years_after_leap_day_is_the_28th():
    assert years_after(date(2024, 2, 29), -2) == date(2022, 2, 28)


# enrollment


def test_rule_without_conditions_means_everybody_but_leavers():
    assert matches_rule(someone(starts_on=None), EnrollmentRule(), today=TODAY)
    assert not matches_rule(someone(state="left"), EnrollmentRule(), today=TODAY)


@pytest.mark.parametrize(
    ("days_ago", "meant"), [(0, True), (89, True), (90, False), (-1, False), (500, False)]
)
def test_less_than_90_days_ago(days_ago, meant):
    person = someone(starts_on=TODAY - timedelta(days=days_ago))
    assert matches_rule(person, EnrollmentRule(newer_than_days=90), today=TODAY) is meant


@pytest.mark.parametrize(
    ("starts_on", "meant"),
    [(date(2024, 3, 10), True), (date(2024, 3, 11), False), (date(2001, 1, 1), True)],
)
def test_two_years_and_more(starts_on, meant):
    rule = EnrollmentRule(longer_than_years=2)
    assert matches_rule(someone(starts_on=starts_on), rule, today=TODAY) is meant


def test_unknown_start_date_is_not_meant_where_a_date_is_asked_for():
    rule = EnrollmentRule(longer_than_years=2)
    assert not matches_rule(someone(starts_on=None), rule, today=TODAY)


def test_dates_may_lie_ahead():
    rule = EnrollmentRule(started_from=date(2026, 4, 1), started_until=date(2026, 4, 30))
    assert matches_rule(someone(starts_on=date(2026, 4, 15)), rule, today=TODAY)
    assert not matches_rule(someone(starts_on=date(2026, 5, 1)), rule, today=TODAY)


def test_all_conditions_must_hold():
    rule = EnrollmentRule(departments=frozenset({"Sales"}), locations=frozenset({"Lisbon"}))
    assert not matches_rule(someone(), rule, today=TODAY)
    assert matches_rule(someone(location="Lisbon"), rule, today=TODAY)


days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
rules = st.builds(
    EnrollmentRule,
    departments=st.frozensets(st.sampled_from(["Sales", "Legal"])),
    newer_than_days=st.none() | st.integers(1, 4000),
    longer_than_years=st.none() | st.integers(1, 40),
    started_from=st.none() | days,
    started_until=st.none() | days,
)


@settings(deadline=None)
@given(rule=rules, day=st.none() | days, today=days)
def test_more_conditions_never_mean_more_people(rule, day, today):
    person = someone(starts_on=day)
    if matches_rule(person, rule, today=today):
        wider = EnrollmentRule(newer_than_days=rule.newer_than_days)
        assert matches_rule(person, wider, today=today)


@settings(deadline=None)
@given(rule=rules, today=days)
def test_window_holds_its_own_ends(rule, today):
    window = start_window(rule, today=today)
    if window.first and window.last and window.first <= window.last:
        assert window.holds(window.first)
        assert window.holds(window.last)


# neutrality

ME, BOSS, TEAM = uuid4(), uuid4(), [uuid4() for _ in range(7)]


def check(*, above=None, below=None, **given):
    return neutrality(ME, line=ReportingLine(above or {}, below or {}), **{"room": {}, **given})


def test_nobody_in_the_room_is_neutral():
    found = check(above={BOSS: 1}, below={TEAM[0]: 1})
    assert found.is_neutral
    assert found.sentences("Fay") == [
        "By the org chart, Fay has no authority over anybody here and reports to nobody."
    ]


def test_empty_room_cannot_be_checked():
    found = check(above={BOSS: 1}, is_room_empty=True)
    assert (found.is_neutral, found.is_unknown) == (False, True)
    (sentence,) = found.sentences("Fay")
    assert sentence == (
        "Nobody else is enrolled yet, so it can't be checked whether Fay is neutral."
        " It is checked once people are enrolled."
    )


def test_owner_is_not_neutral_in_an_empty_room():
    found = check(owner_id=ME, is_room_empty=True)
    assert (found.is_neutral, found.is_unknown) == (False, False)
    assert found.sentences("Fay") == ["Fay is the HR owner of this program."]


def test_manager_of_many_is_said_with_first_names_and_count():
    room = {person_id: f"Person {number}" for number, person_id in enumerate(TEAM)}
    below = {person_id: 1 + number // 4 for number, person_id in enumerate(TEAM)}
    found = check(below=below, room=room)
    assert not found.is_neutral
    (sentence,) = found.sentences("Fay")
    assert sentence == (
        "Fay manages 7 people here: Person 0 (direct report), Person 1 (direct report),"
        " Person 2 (direct report), Person 3 (direct report), Person 4 (2 levels below),"
        " and 2 more."
    )


def test_report_of_somebody_in_the_room_is_not_neutral():
    found = check(above={BOSS: 3}, room={BOSS: "Dora"})
    assert not found.is_neutral
    assert found.sentences("Fay") == ["Fay reports to 1 person here: Dora (3 levels above)."]


def test_owner_and_presenter_are_not_neutral():
    found = check(owner_id=ME, presenter_ids={ME})
    assert [finding.kind for finding in found.findings] == [
        FindingKind.OWNS_PROGRAM,
        FindingKind.PRESENTS,
    ]
    assert not found.is_neutral


def test_taking_part_is_said_and_allowed():
    found = check(roles=["mentor"], room={ME: "Fay"})
    assert found.is_neutral
    assert "takes part in this program too (mentor)" in found.sentences("Fay")[1]


def test_cycle_in_the_org_chart_puts_nobody_above_themselves():
    assert check(above={ME: 2}, below={ME: 2}, room={ME: "Fay"}).is_neutral


def test_kept_findings_hold_no_names():
    found = check(below={TEAM[0]: 1}, room={TEAM[0]: "Ana"})
    assert found.as_json() == [{"kind": "manages", "people": [str(TEAM[0])]}]


people_by_id = st.dictionaries(st.sampled_from(TEAM), st.integers(1, 9))


@settings(deadline=None)
@given(above=people_by_id, below=people_by_id, present=st.frozensets(st.sampled_from(TEAM)))
def test_neutral_exactly_when_the_line_and_the_room_share_nobody(above, below, present):
    room = dict.fromkeys(present, "Somebody")
    found = check(above=above, below=below, room=room)
    assert found.is_neutral == (not present & (above.keys() | below.keys()))


def test_finding_with_one_person_uses_the_singular():
    finding = Finding(FindingKind.MANAGES, (InLine(BOSS, "Ana", 1),))
    assert finding.sentence("Fay") == "Fay manages 1 person here: Ana (direct report)."


# states


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ("draft", ["open", "archive"]),
        ("open", ["start", "finish", "archive"]),
        ("running", ["finish", "archive"]),
        ("finished", ["archive"]),
        ("archived", []),
    ],
)
def test_verbs_from_state(state, verbs):
    assert verbs_from(state) == verbs


def opening(**given):
    facts = {
        "ends_on": date(2026, 6, 30),
        "has_goal": True,
        "people": 12,
        "ways_in": frozenset(),
        "accepted_facilitators": 1,
        "asked_facilitators": 0,
        "facilitators_not_neutral": 0,
        "has_conduct": True,
    }
    return check_opening(OpeningFacts(**{**facts, **given}), today=TODAY)


def test_complete_program_opens_without_a_word():
    assert opening().blockers == ()
    assert opening().advice == ()


@pytest.mark.parametrize(
    ("given", "blockers", "advice"),
    [
        ({"people": 0}, ("nobody_enrolled",), ()),
        ({"people": 0, "ways_in": frozenset({"open"})}, (), ()),
        ({"ends_on": date(2026, 3, 9)}, ("over",), ()),
        ({"facilitators_not_neutral": 1}, ("not_neutral",), ()),
        ({"accepted_facilitators": 0}, (), ("no_facilitator",)),
        ({"accepted_facilitators": 0, "asked_facilitators": 1}, (), ("facilitator_asked",)),
        ({"has_conduct": False, "has_goal": False}, (), ("no_conduct", "no_goal")),
        ({"has_conduct": False, "left_out": ["safety"]}, (), ()),
        ({"accepted_facilitators": 0, "left_out": ["facilitator"]}, (), ()),
    ],
)
def test_opening_check_says_what_is_missing(given, blockers, advice):
    assert opening(**given).blockers == blockers
    assert opening(**given).advice == advice
