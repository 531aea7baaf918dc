"""How much of the weight could be compared."""

import pytest

from matching.rules.comparing import compared_of_pair, compared_of_run
from matching.rules.weights import WEIGHTS

PLACES = {"different_department": 0.4, "same_site": 0.2, "shared_hours": 0.4}


def part(rule, **detail):
    return {"rule": rule, "weight": 0.5, "value": 1, "detail": detail}


@pytest.mark.parametrize(
    ("rules", "compared"),
    [
        ({"soft": dict(WEIGHTS)}, 100),
        ({"soft": PLACES}, 25),
        ({"soft": {}}, 0),
        ({}, 0),
        ({"soft": {"same_site": 1}, "set": {"soft": {"same_site": 0.3, "wanted_topics": 0.7}}}, 30),
        ({"soft": {"same_site": 1}, "set": {"soft": {"same_site": 0.3}}}, 100),
        ({"soft": {"same_site": 1}, "set": {"soft": {"same_site": 1, "left_out_before": 1}}}, 100),
        ({"soft": {"same_site": 1}, "set": {"soft": {"same_site": 1, "answers": 0.001}}}, 99),
    ],
)
def test_run_compares_what_its_program_wants_and_people_have_told(rules, compared):
    assert compared_of_run(rules) == compared


def test_pair_compares_only_what_both_have_told():
    parts = [
        part("different_department", mentee="IT", mentor=None),
        part("same_site", mentee="Rome", mentor="Oslo"),
        part("shared_hours", minutes=480),
    ]
    assert compared_of_pair({}, parts) == 15


def test_pair_does_not_tell_who_has_told_no_topics():
    wanted = part("wanted_topics", topics=[])
    assert compared_of_pair({}, [wanted]) == compared_of_pair({}, [{**wanted, "value": 0}]) == 35
    private = part("shared_struggles", count=0)
    assert compared_of_pair({}, [private]) == 20


def test_pair_that_was_chosen_without_a_score_compares_nothing():
    assert compared_of_pair({}, []) is None
