"""Rules as HR chooses them: what is accepted, kept, and said to contradict itself."""

import pytest

from matching.rules.columns import columns_in, languages_in, may_be_used, number_in
from matching.rules.configuration import (
    USUAL,
    BadRuleError,
    RuleSet,
    check_rules,
    contradictions,
    counts_something,
    from_stored,
    to_stored,
    vain_wishes,
)
from matching.rules.group import Participant
from matching.rules.rule_words import hard_labels, rule_labels, weight_text, why_forbidden

from .groups import IDS


def test_rules_come_back_as_they_were_stored():
    rules = RuleSet({"earlier_pair": {"months": 12}, "same:Team": {}}, {"same_site": 0.5})
    assert from_stored(to_stored(rules)) == rules
    assert from_stored({"hard": {"gone": {}}, "soft": {"gone": 1}}) == RuleSet({}, {})
    assert RuleSet().is_usual
    assert not RuleSet({}, USUAL.soft).is_usual


@pytest.mark.parametrize(
    ("hard", "soft"),
    [
        ({"zodiac": {}}, {}),
        ({"reporting_line": {}}, {}),  # always on: nobody sets it
        ({"too_few_shared_hours": {}}, {}),
        ({"too_few_shared_hours": {"hours": 9}}, {}),
        ({"too_few_shared_hours": {"hours": True}}, {}),
        ({"same_department": {"hours": 1}}, {}),
        ({"earlier_pair": {"months": 0}}, {}),
        ({"same:": {}}, {}),
        ({}, {"zodiac": 0.5}),
        ({}, {"same_site": 1.5}),
        ({}, {"same_site": float("nan")}),
        ({}, {f"same:{number}": 0.1 for number in range(61)}),
    ],
)
def test_rules_that_make_no_sense_are_refused(hard, soft):
    with pytest.raises(BadRuleError):
        check_rules(hard, soft)


def test_wishes_of_no_weight_are_left_out_and_a_private_one_counts_never_alone():
    assert check_rules({}, {"same_site": 0, "tenure_gap": 1}).soft == {"tenure_gap": 1.0}
    assert not counts_something({"shared_struggles": 1.0})
    assert counts_something({"shared_struggles": 1.0, "same_site": 0.1})


def test_rules_that_contradict_each_other_are_named():
    hard = {
        "same_location": {},
        "other_location": {},
        "tenure_too_close": {"years": 5},
        "tenure_too_far": {"years": 4},
        "same:Team": {},
        "different:Team": {},
    }
    assert contradictions(RuleSet(hard, {})) == [
        ("same_location", "other_location"),
        ("tenure_too_close", "tenure_too_far"),
        ("same:Team", "different:Team"),
    ]
    assert contradictions(USUAL) == []
    assert vain_wishes(RuleSet({"same_location": {}}, {"same_site": 1})) == [
        ("same_site", "same_location")
    ]


@pytest.mark.parametrize(
    ("column", "usable"),
    [
        ("Team", True),
        ("level", True),
        ("Gender", False),
        ("Religion", False),
        ("Date of birth", False),
        ("Salary band", False),
        ("Behinderung", False),
        ("about", False),
        ("x" * 121, False),
    ],
)
def test_columns_about_what_is_protected_or_private_are_for_no_rule(column, usable):
    assert may_be_used(column) is usable


def test_columns_that_tell_people_apart_are_offered():
    people = [
        Participant(
            id=IDS[at],
            name="x",
            facts={"Team": "ab"[at % 2], "Seat": str(at), "All": "same", "Word": "xyzv"[at]},
            ranks={"Seat": float(at)},
        )
        for at in range(4)
    ]
    assert [(each.name, each.is_ordered) for each in columns_in(people)] == [
        ("Seat", True),
        ("Team", False),
    ]


def test_numbers_and_languages_are_read_from_text():
    assert [number_in(text) for text in ("L5", "7,5", "none", "4 of 9")] == [5, 7.5, None, None]
    assert languages_in("German, english; German") == ("german", "english")


def test_every_rule_has_its_words():
    assert rule_labels()["same:Team"] == "Same: Team"
    assert hard_labels()["at_least:level"] == "The mentor's at least as high: Grade or level"
    assert why_forbidden("different:Team") == "Team is the same"
    assert [weight_text(percent) for percent in (0, 5, 35, 100)] == [
        "doesn't count",
        "only breaks ties",
        "matters a lot",
        "decides nearly everything",
    ]
