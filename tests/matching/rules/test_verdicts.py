"""Whether an ended pair may be matched again, and what HR learns of the answers."""

from uuid import uuid4

import pytest

from matching.rules.verdicts import Tally, pairs_apart, receipt, tally

MENTOR, MENTEE = uuid4(), uuid4()
PAIR = (MENTOR, MENTEE)


@pytest.mark.parametrize(
    ("answers", "is_apart"),
    [
        ({}, True),
        ({MENTOR: True}, True),
        ({MENTOR: True, MENTEE: None}, True),
        ({MENTOR: True, MENTEE: False}, True),
        ({MENTOR: True, MENTEE: True}, False),
    ],
)
def test_pair_is_matched_again_only_if_both_said_yes(answers, is_apart):
    assert pairs_apart([PAIR], {PAIR: answers}) == (frozenset([PAIR]) if is_apart else frozenset())


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([True] * 4, Tally()),
        ([True] * 4 + [False], Tally(4, 5)),
        # the sixth to ninth answer change nothing that anybody sees
        ([True] * 4 + [False] + [False] * 4, Tally(4, 5)),
        ([True] * 10, Tally(10, 10)),
    ],
)
def test_answers_are_counted_in_whole_blocks(answers, expected):
    assert tally(answers, threshold=5) == expected


def test_receipt_says_who_reads_it_and_from_how_many_on():
    words = receipt("Mia Mentor", threshold=7)
    assert "not Mia Mentor, not HR, not your manager" in words
    assert "from 7 answers on" in words
