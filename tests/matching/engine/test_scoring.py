"""Scores, their parts and the reasons, rule by rule."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    HARD_RULES,
    SOFT_RULES,
    Blocked,
    DifferentDepartment,
    GradeGap,
    NotUnmatchedError,
    Oneself,
    Person,
    ReportingLine,
    Rules,
    SameDepartment,
    SameSite,
    ShapeError,
    SharedHours,
    SharedStruggles,
    SharedTopics,
    TenureGap,
    TooFewSharedHours,
    WantedTopics,
    assign,
    reporting_intervals,
    score,
    score_blocks,
    standard_rules,
)

from .groups import EVERY_RULE, records
from .instances import QUANTUM


def one(mentee: dict, mentor: dict, *soft):
    """The single value and detail that a single rule gives to a single pair."""
    scores = score([Person(id=1, **mentee)], [Person(id=2, **mentor)], Rules((), soft))
    (part,) = scores.parts(0, 0)
    assert part.weight == 1
    assert scores.values[0, 0] == pytest.approx(part.value, abs=QUANTUM)
    return part.value, part.detail


def forbidden(mentee: dict, mentor: dict, *hard) -> list[str]:
    people = {"id": 1, **mentee}, {"id": 2, **mentor}
    scores = score([Person(**people[0])], [Person(**people[1])], Rules(hard))
    assert scores.forbidden[0, 0] == bool(scores.forbidden_by(0, 0))
    return scores.forbidden_by(0, 0)


@settings(deadline=None, max_examples=60)
@given(st.lists(records, max_size=5), st.lists(records, max_size=5))
def test_parts_add_up_to_the_score_and_every_forbidden_pair_names_its_rule(mine, theirs):
    mentees = [Person(id=at, **record) for at, record in enumerate(mine)]
    mentors = [Person(id=at + 100, **record) for at, record in enumerate(theirs)]
    scores = score(mentees, mentors, EVERY_RULE)
    for row in range(len(mentees)):
        for col in range(len(mentors)):
            parts = scores.parts(row, col)
            assert all(0 <= part.value <= 1 for part in parts)
            assert sum(part.weight for part in parts) == pytest.approx(1)
            names = scores.forbidden_by(row, col)
            assert bool(names) == bool(np.isnan(scores.values[row, col]))
            if not names:
                total = sum(part.weight * part.value for part in parts)
                assert scores.values[row, col] == pytest.approx(total, abs=QUANTUM)


def test_blocks_are_the_rows_of_the_whole_table():
    people = [Person(id=at, known="abc"[: at % 4], grade=at % 5) for at in range(23)]
    rules = Rules(soft=(SharedTopics(1), GradeGap(1)))
    whole = score(people, people, rules)
    blocks = list(score_blocks(whole.mentees, whole.mentors, rules, block_rows=2))
    assert [start for start, _ in blocks] == list(range(0, 23, 2))
    np.testing.assert_array_equal(np.vstack([block for _, block in blocks]), whole.values)
    assert whole.values.dtype == np.float32


def test_wanted_topics_values_the_share_that_the_mentor_knows():
    value, detail = one(
        {"wanted": ["d", "a", "b", "c"]}, {"known": ["b", "d", "x"]}, WantedTopics(2)
    )
    assert (value, detail) == (0.5, {"topics": ("d", "b")})
    assert one({}, {"known": ["a"]}, WantedTopics(1)) == (0, {"topics": ()})


def test_shared_topics_values_what_both_know_or_both_want():
    value, detail = one(
        {"known": ["a"], "wanted": ["b", "c", "d"]}, {"known": ["a"], "wanted": []}, SharedTopics(1)
    )
    assert (value, detail) == (0.5, {"known": ("a",), "wanted": ()})


def test_shared_struggles_names_only_what_both_marked():
    value, detail = one({"struggles": ["a", "b"]}, {"struggles": ["b", "c"]}, SharedStruggles(1))
    assert value == pytest.approx(0.5)
    assert detail == {"topics": ("b",)}


@pytest.mark.parametrize(
    ("mentee", "mentor", "value"),
    [("HR", "IT", 1), ("HR", "HR", 0), (None, "HR", 0), (None, None, 0)],
)
def test_different_department_values_a_known_difference(mentee, mentor, value):
    found = one({"department": mentee}, {"department": mentor}, DifferentDepartment(1))
    assert found == (value, {"mentee": mentee, "mentor": mentor})


@pytest.mark.parametrize(
    ("mentee", "mentor", "value"), [("Oslo", "Oslo", 1), ("Oslo", "Lima", 0), (None, None, 0)]
)
def test_same_site_values_a_known_common_place(mentee, mentor, value):
    found = one({"location": mentee}, {"location": mentor}, SameSite(1))
    assert found == (value, {"mentee": mentee, "mentor": mentor})


@pytest.mark.parametrize(
    ("mentee", "mentor", "minutes"),
    [
        ({"utc_offset": 60}, {"utc_offset": 60}, 480),
        ({"utc_offset": 60}, {"utc_offset": 0}, 420),
        ({"utc_offset": -480}, {"utc_offset": 600}, 120),  # across the date line
        ({"utc_offset": -300}, {"utc_offset": 480}, 0),
        ({"utc_offset": 0, "workday": (1320, 360)}, {"utc_offset": 0, "workday": (0, 1440)}, 480),
        ({"utc_offset": 0, "workday": (720, 719)}, {"utc_offset": 0, "workday": (718, 721)}, 2),
        ({}, {"utc_offset": 0}, None),
    ],
)
def test_shared_hours_are_the_same_from_both_sides(mentee, mentor, minutes):
    expected = (pytest.approx((minutes or 0) / 480), {"minutes": minutes})
    assert one(mentee, mentor, SharedHours(1)) == expected
    assert one(mentor, mentee, SharedHours(1)) == expected
    few = ["too_few_shared_hours"] if minutes is not None and minutes < 121 else []
    assert forbidden(mentee, mentor, TooFewSharedHours(121)) == few


@pytest.mark.parametrize(
    ("mentor", "years", "value"),
    [
        (date(2025, 1, 1), 0, 0),
        (date(2024, 1, 1), 1, 0.5),
        (date(2005, 1, 1), 20, 1),
        (date(2026, 1, 1), -1, 0),
    ],
)
def test_tenure_gap_rises_with_the_years_ahead(mentor, years, value):
    found, detail = one({"started": date(2025, 1, 1)}, {"started": mentor}, TenureGap(1))
    assert found == pytest.approx(value, abs=0.01)
    assert detail == {"years": pytest.approx(years, abs=0.01)}
    assert one({}, {"started": mentor}, TenureGap(1)) == (0, {"years": None})


@pytest.mark.parametrize(("gap", "value"), [(-1, 0), (0, 0), (1, 1), (3, 1), (5, 0.6), (9, 0)])
def test_grade_gap_falls_when_the_two_are_too_far_apart(gap, value):
    found, detail = one({"grade": 2}, {"grade": 2 + gap}, GradeGap(1))
    assert found == pytest.approx(value)
    assert detail == {"grades": gap}
    assert one({"grade": 2}, {}, GradeGap(1)) == (0, {"grades": None})


def test_reporting_line_forbids_both_ways_at_any_depth_and_not_colleagues():
    # 0 above 1 above 2 and 3; 4 is outside
    line = list(zip(*reporting_intervals([None, 0, 1, 1, None]), strict=True))
    people = [Person(id=at, reporting=interval) for at, interval in enumerate(line)]
    people.append(Person(id=5))
    scores = score(people, people, Rules((ReportingLine(),)))
    expected = {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3)}
    found = [
        [scores.forbidden_by(row, col) for col in range(len(people))] for row in range(len(people))
    ]
    for row in range(len(people)):
        for col in range(len(people)):
            related = (row, col) in expected or (col, row) in expected
            same = ["oneself"] if row == col else []
            assert found[row][col] == same + ["reporting_line"] * related


def test_oneself_is_forbidden_without_being_listed():
    assert forbidden({"id": 1}, {"id": 1}) == ["oneself"]
    assert Rules((Oneself(),)).hard == (Oneself(),)


def test_blocked_forbids_in_either_order():
    assert forbidden({}, {}, Blocked(((2, 1),))) == ["blocked"]
    assert forbidden({}, {}, Blocked(((1, 2),))) == ["blocked"]
    assert forbidden({}, {}, Blocked(((1, 3),))) == []


def test_same_department_forbids_only_what_is_known():
    assert forbidden({"department": "HR"}, {"department": "HR"}, SameDepartment()) == [
        "same_department"
    ]
    assert forbidden({}, {}, SameDepartment()) == []


def test_score_without_weights_is_zero_for_every_allowed_pair():
    scores = score([Person(id=1)], [Person(id=2)], Rules(soft=(SameSite(0),)))
    assert scores.values.tolist() == [[0]]
    assert scores.parts(0, 0) == []


def test_rules_are_found_by_their_names():
    assert HARD_RULES["too_few_shared_hours"] is TooFewSharedHours
    assert all(rule.name == name for name, rule in (HARD_RULES | SOFT_RULES).items())
    assert sum(share for _, share in standard_rules().shares()) == pytest.approx(1)


def test_parts_refuse_a_person_who_is_not_there():
    scores = score([Person(id=1)], [Person(id=2)], standard_rules())
    with pytest.raises(IndexError):
        scores.parts(0, -1)
    with pytest.raises(IndexError):
        scores.forbidden_by(1, 0)


class TestWhyUnmatched:
    def scores(self):
        mentees = [
            Person(id=1, department="HR", wanted=["a"]),
            Person(id=2, department="HR", wanted=["a", "b"]),
            Person(id=3, department="IT", wanted=["a"]),
        ]
        mentors = [
            Person(id=3, department="IT", known=["b"]),
            Person(id=4, department="IT", known=["a"]),
        ]
        rules = Rules((SameDepartment(), Blocked(((3, 4),))), (WantedTopics(1),))
        return score(mentees, mentors, rules)

    def test_counts_the_rules_when_no_mentor_is_allowed(self):
        scores = self.scores()
        why = scores.why_unmatched(2, assign(scores.values, [1, 1]))
        assert (why.reason, why.mentors, why.full) == ("none_allowed", 2, ())
        assert why.forbidden == {"oneself": 1, "same_department": 2, "blocked": 1}

    def test_lists_the_full_mentors_with_the_best_first(self):
        scores = self.scores()
        result = assign(scores.values, [0, 1])
        assert result.pairs.tolist() == [[0, 1]]
        why = scores.why_unmatched(1, result)
        assert (why.reason, why.forbidden, why.full) == ("all_full", {}, (0, 1))
        assert result.scarce.tolist() == [True, True]

    def test_counts_mentors_below_the_floor_and_under_the_mask(self):
        scores = self.scores()
        mask = np.zeros((3, 2), bool)
        mask[0, 1] = True
        result = assign(scores.values, [0, 5], forbidden=mask, floor=0.3)
        assert result.pairs.tolist() == [[1, 1]]
        why = scores.why_unmatched(0, result)
        assert (why.reason, why.full) == ("none_allowed", ())
        assert why.forbidden == {"below_floor": 1, "excluded": 1}

    def test_refuses_a_mentee_who_has_a_mentor(self):
        scores = self.scores()
        with pytest.raises(NotUnmatchedError):
            scores.why_unmatched(0, assign(scores.values, [1, 1]))

    def test_refuses_an_assignment_of_other_scores(self):
        with pytest.raises(ShapeError):
            self.scores().why_unmatched(2, assign(np.ones((3, 3)), [1, 1, 1]))
