"""The pairs that are kept of a large group: enough of both sides, and not too many."""

import numpy as np
import pytest

from matching.engine import Person, Rules, SameSite, assign, score, standard_rules

from .groups import EVERY_RULE, both_ways, workforce
from .test_assign import Stored


def test_equal_scores_do_not_send_everybody_to_the_same_mentors():
    mentees = [Person(id=at) for at in range(500)]
    mentors = [Person(id=1_000 + at) for at in range(500)]
    _, large = both_ways(mentees, mentors, Rules(soft=(SameSite(1),)), k=4, block_rows=64)
    assert 500 <= len(large.candidates) < 20 * 500
    result = assign(large, [1] * 500, rounds=3)
    assert (len(result.pairs), result.total, result.gap) == (500, 0, 0)


def test_candidates_hold_the_best_of_every_mentee_and_mentor():
    stored, large = both_ways(*workforce(90, 70, 2), EVERY_RULE, k=3)
    found = np.full(stored.values.shape, np.nan)
    entries = large.candidates.tocoo()
    found[entries.row, entries.col] = entries.data
    np.testing.assert_allclose(
        found[entries.row, entries.col], stored.values[entries.row, entries.col], atol=1e-6
    )
    for all_of, kept in (
        *zip(stored.values, found, strict=True),
        *zip(stored.values.T, found.T, strict=True),
    ):
        best = np.sort(all_of[~np.isnan(all_of)])[::-1][:3]
        assert np.sort(kept[~np.isnan(kept)])[::-1][:3] == pytest.approx(best, abs=1e-6)


def test_candidates_are_the_same_in_blocks_of_any_size():
    sides = workforce(150, 40, 5)
    found = [both_ways(*sides, EVERY_RULE, block_rows=rows)[1].candidates for rows in (3, 40, 200)]
    for other in found[1:]:
        close = np.isin(found[0].keys >> 14, other.keys >> 14)
        assert close.mean() > 0.9  # the column's threshold rises block by block, so some are extra
    assert all((candidates.data <= 1).all() for candidates in found)


def test_assign_takes_the_candidates_as_a_sparse_matrix():
    _, large = both_ways(*workforce(60, 30, 4), standard_rules())
    entries = large.candidates
    sparse = Stored(entries.row, entries.col, entries.data, entries.shape)
    direct = assign(large.candidates, [2] * 30)
    assert direct.total == assign(sparse, [2] * 30).total
    assert direct.total <= assign(large, [2] * 30).total or len(direct.unmatched)


def test_score_keeps_candidates_only_above_the_limit():
    sides = workforce(6, 5, 0)
    assert score(*sides, standard_rules(), dense_limit=30).candidates is None
    assert score(*sides, standard_rules(), dense_limit=29).stored is None
