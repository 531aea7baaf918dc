"""Long work says how far it is, and can be called off."""

import pytest

from matching.engine import CancelledError, assign, score, standard_rules

from .groups import workforce


def test_progress_goes_through_the_stages_and_reaches_the_end():
    heard: list[tuple[str, float]] = []
    sides = workforce(30, 20, 0)
    large = score(
        *sides,
        standard_rules(),
        dense_limit=0,
        block_rows=10,
        progress=lambda *at: heard.append(at),
    )
    assert heard == [
        ("scoring", 0),
        ("scoring", pytest.approx(1 / 3)),
        ("scoring", pytest.approx(2 / 3)),
        ("scoring", 1),
    ]
    heard.clear()
    assign(large, [1] * 20, progress=lambda *at: heard.append(at))
    assert {stage for stage, _ in heard} == {"pairing", "proving"}
    assert heard[-1] == ("proving", 1)
    assert all(0 <= share <= 1 for _, share in heard)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_cancelled_work_ends_with_an_error_of_its_own(after):
    calls = iter(range(100))
    sides = workforce(40, 20, 0)

    def cancelled() -> bool:
        return next(calls) >= after

    with pytest.raises(CancelledError, match="scoring"):
        score(*sides, standard_rules(), dense_limit=0, block_rows=9, cancelled=cancelled)
    large = score(*sides, standard_rules(), dense_limit=0, block_rows=9)
    calls = iter(range(100))
    with pytest.raises(CancelledError, match=r"pairing|proving"):
        assign(large, [1] * 20, cancelled=cancelled)
