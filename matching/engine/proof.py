"""Could any pair that was left out help? One pass over all pairs answers.

An optimum of some of the pairs, with its prices, is an optimum of all pairs exactly when no pair
that was left out is worth more to its mentee, after paying, than what the mentee has: its reduced
cost is not positive (column generation: Gilmore & Gomory 1961; Ford & Fulkerson 1958). The pass
finds the pairs for which this fails, and what each mentee would keep at these prices, from which
`certificate` makes a bound that holds for all pairs.

Prices of mentors who are short lie `shortage` above the others, more than a float32 can hold
exactly. Only their order matters for the comparison, so these levels are pushed together
(`Levels`) and drawn apart again in the sum.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import BoolArray, IntArray, RealArray
from .candidates import best_of_rows, keys_of, row_noise
from .certificate import standing_of
from .problem import LARGEST_SCORE, Problem
from .progress import Watch
from .table import FORBIDDEN, Block, PairTable

MORE_PER_MENTEE = 16
NEARLY = 200  # quanta; pairs that miss by so little often help once prices have moved
ROWS_AT_ONCE = 64
EXACT = 2**24  # whole numbers up to here are exact in float32
NARROW = 2**22


@dataclass(frozen=True)
class Verdict:
    """What one pass found.

    better     pairs (keys) that would improve the assignment, and some that nearly would
    proven     no pair would
    kept       what all mentees keep at these prices, in quanta; part of the bound
    seatless   what a first seat would add, in quanta, for the mentors without any
    """

    better: IntArray
    proven: bool
    kept: int
    seatless: IntArray


@dataclass(frozen=True)
class Levels:
    """Figures near multiples of `wide`, moved to the same multiples of `narrow`."""

    wide: int
    narrow: int
    exact: bool

    @classmethod
    def of(cls, wide: int, figures: IntArray) -> "Levels":
        """Levels that keep differences of scores and of these figures in order."""
        level = np.rint(figures / wide).astype(np.int64)
        off = int(np.abs(figures - level * wide).max(initial=0)) + LARGEST_SCORE
        narrow = min(wide, NARROW)
        highest = int(np.abs(level).max(initial=0)) + 1
        apart = narrow == wide or 4 * off < narrow
        exact = apart and highest * narrow + 2 * off < EXACT
        return cls(wide, narrow if apart else wide, exact)

    def close(self, figures: IntArray) -> RealArray:
        """The figures with the levels pushed together."""
        level = np.rint(figures / self.wide).astype(np.int64)
        moved = figures - level * (self.wide - self.narrow)
        return moved.astype(np.float32) if self.exact else moved.astype(np.float64)

    def apart(self, figures: RealArray) -> IntArray:
        """The figures as they were."""
        whole = figures.astype(np.int64)
        level = np.rint(whole / self.narrow).astype(np.int64)
        apart: IntArray = whole + level * (self.wide - self.narrow)
        return apart


class Pass:
    """One comparison of all pairs with an assignment and its prices."""

    def __init__(
        self, table: PairTable, problem: Problem, price: IntArray, matched: BoolArray
    ) -> None:
        standing = standing_of(problem, price, matched)
        self.matched_row, self.matched_col = problem.row[matched], problem.col[matched]
        self.table = table
        self.problem = problem
        self.levels = Levels.of(problem.shortage, np.concatenate([price, standing]))
        self.price = self.levels.close(price)
        self.price[problem.seats == 0] = np.inf  # nobody can be matched there
        self.standing = standing
        self.own = self.levels.close(standing)
        self.proven = True
        self.noise = row_noise(*table.shape)
        self.seatless = np.flatnonzero(problem.seats == 0)
        self.wanted = np.zeros(len(self.seatless), np.float64)
        self.kept = 0
        self.better = [np.zeros(0, np.int64)]
        # below every surplus of an allowed pair
        self.no_pair = float(FORBIDDEN) * 0.75 if self.levels.exact else -np.inf

    def see(self, block: Block) -> None:
        """Compare one block; it is written over."""
        self._want_seats(block)
        surplus = self._surplus(block)
        best = surplus.max(axis=1)
        self._keep(surplus, best)
        if self.problem.per_mentee > 1:
            best = self._without_matched(block, surplus).max(axis=1)
        own = self.own[block.start : block.stop]
        self.proven &= not (best > own).any()
        close = np.flatnonzero(best > own - NEARLY)
        for at in range(0, len(close), ROWS_AT_ONCE):
            rows = close[at : at + ROWS_AT_ONCE]
            self._note_better(block.start + rows, surplus[rows])

    def _surplus(self, block: Block) -> RealArray:
        """What each pair is worth after paying."""
        if self.levels.exact:
            return np.subtract(block.quanta, self.price, out=block.quanta)
        surplus = block.quanta - self.price
        surplus[block.quanta < 0] = self.no_pair
        return surplus

    def _without_matched(self, block: Block, surplus: RealArray) -> RealArray:
        """Nobody envies themselves the better one of their own mentors. In place."""
        start, stop = np.searchsorted(self.matched_row, [block.start, block.stop])
        rows = self.matched_row[start:stop] - block.start
        surplus[rows, self.matched_col[start:stop]] = FORBIDDEN if self.levels.exact else -np.inf
        return surplus

    def _want_seats(self, block: Block) -> None:
        """The prices at which nobody would envy those who sit at a mentor without seats."""
        if self.seatless.size:
            worth = block.quanta[:, self.seatless].astype(np.float64)
            worth[worth < 0] = -np.inf
            worth -= self.standing[block.start : block.stop, None]
            np.maximum(self.wanted, worth.max(axis=0), out=self.wanted)

    def _keep(self, surplus: RealArray, best: RealArray) -> None:
        """Each mentee takes the best pairs after paying, while the place's reward pays."""
        places = self.problem.per_mentee
        ranked: list[RealArray] = [best]
        if places > 1:
            width = surplus.shape[1]
            ordered = surplus.copy()
            ordered.partition(range(width - places, width), axis=1)
            ranked = [ordered[:, width - place] for place in range(1, places + 1)]
        for taken, reward in zip(ranked, self.problem.rewards.tolist(), strict=True):
            figures = self.levels.apart(taken[taken > self.no_pair])
            self.kept += int(np.maximum(figures + reward, 0).sum())

    def _note_better(self, mentees: IntArray, surplus: RealArray) -> None:
        envy = surplus - (self.own[mentees, None] - NEARLY + 1)  # 0: just counts
        envy += self.noise[mentees]
        row, col = best_of_rows(envy, MORE_PER_MENTEE)
        quanta = surplus[row, col] + self.price[col]
        self.better.append(keys_of(mentees[row], col, quanta))

    def verdict(self) -> Verdict:
        """What has been found so far."""
        wanted = self.wanted.astype(np.int64)
        return Verdict(
            np.concatenate(self.better), proven=self.proven, kept=self.kept, seatless=wanted
        )


def check_all_pairs(
    table: PairTable, problem: Problem, price: IntArray, matched: BoolArray, watch: Watch
) -> Verdict:
    """Compare all pairs with the assignment `matched` and its prices."""
    if 0 in table.shape:
        seatless = np.zeros(int((problem.seats == 0).sum()), np.int64)
        return Verdict(np.zeros(0, np.int64), proven=True, kept=0, seatless=seatless)
    compared = Pass(table, problem, price, matched)
    for block in table.blocks(watch, "proving"):
        compared.see(block)
    return compared.verdict()
