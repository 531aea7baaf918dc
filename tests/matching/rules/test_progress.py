"""How far a run is, and how long it will still take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rules.progress import PORTIONS, PairingRounds, part_done, seconds_left, time_text


def test_steps_together_are_the_whole():
    assert sum(PORTIONS.values()) == pytest.approx(1)
    assert part_done("saving", 1) == pytest.approx(1)
    assert part_done("", 0) == part_done("reading", 0) == 0


def test_what_is_done_never_grows_less():
    heard = [part_done(step, share / 10) for step in PORTIONS for share in range(11)]
    assert heard == sorted(heard)


def test_no_estimate_while_it_would_be_a_guess():
    assert seconds_left(elapsed=1, done=0.5) is None
    assert seconds_left(elapsed=60, done=0.05) is None
    assert seconds_left(elapsed=30, done=0.25) == 90
    assert seconds_left(elapsed=30, done=1) == 0


@pytest.mark.parametrize(
    ("elapsed", "done", "said"),
    [
        (1, 0, "1 second so far"),
        (12, 0.3, "12 seconds so far, about 30 seconds left"),
        (12, 0.99, "12 seconds so far, about 10 seconds left"),
        (600, 0.5, "10 minutes so far, about 10 minutes left"),
    ],
)
def test_time_is_told_in_words(elapsed, done, said):
    assert time_text(elapsed=elapsed, done=done) == said


@given(st.integers(1, 8), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_attempts_at_a_proof_only_go_on_and_never_reach_the_end(rounds, shares):
    pairing, heard = PairingRounds(), []
    for _ in range(rounds):
        heard += [pairing.share("pairing", 0), pairing.share("pairing", 1)]
        heard += [pairing.share("proving", share) for share in sorted(shares)]
    assert heard == sorted(heard)
    assert all(0 <= share <= 1 for share in heard)
    assert heard[-1] < 1 or shares[-1] == 1
