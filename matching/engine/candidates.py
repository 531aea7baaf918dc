"""The best pairs of each mentee and of each mentor, found in one pass over all pairs.

Pairs of both sides, because everybody lists the same popular mentors: an optimum of the pairs
that are best for the mentees alone leaves people without a mentor who could have one.

The k-th best of a row is bounded from below by the k-th largest of the maxima of parts of the row
(each of the k largest maxima is one pair at least as good), which is much quicker than sorting.
The k-th best of a column is bounded by what has been seen of it so far. Equal scores, of which
real groups have many, are told apart by a small fixed noise; otherwise all people would list the
same few of many equal ones.
"""

from dataclasses import dataclass, field

import numpy as np

from .arrays import FloatArray, IndexArray, IntArray, RealArray, ScoreArray
from .errors import ShapeError
from .problem import QUANTA_PER_POINT
from .progress import Watch
from .table import Block, PairTable

NOISE_LEVELS = 1024  # steps within a quantum; scores up to 1 stay exact in float32
LARGEST_MAXIMA = 32  # pairs of a row that share one maximum, at most
BITS = 19  # of a position: half a million people on each side
QUANTA_BITS = 14
MOST_POOLED = 8  # times what is kept


@dataclass(frozen=True, eq=False)
class Candidates:
    """Some pairs of a larger group, by mentee and then by mentor, as a sparse matrix."""

    keys: IntArray
    shape: tuple[int, int]

    @property
    def row(self) -> IndexArray:
        row: IndexArray = (self.keys >> (BITS + QUANTA_BITS)).astype(np.int32)
        return row

    @property
    def col(self) -> IndexArray:
        col: IndexArray = ((self.keys >> QUANTA_BITS) & (2**BITS - 1)).astype(np.int32)
        return col

    @property
    def quanta(self) -> IntArray:
        quanta: IntArray = self.keys & (2**QUANTA_BITS - 1)
        return quanta

    @property
    def data(self) -> FloatArray:
        """Scores in points."""
        points: FloatArray = self.quanta / QUANTA_PER_POINT
        return points

    def tocoo(self) -> "Candidates":
        """Itself: this is the coordinate form."""
        return self

    def __len__(self) -> int:
        return len(self.keys)

    def joined(self, keys: IntArray) -> "Candidates":
        """These pairs and others, each once."""
        both = np.sort(np.concatenate([self.keys, keys]))
        once = np.ones(len(both), np.bool_)
        place = both >> QUANTA_BITS
        np.not_equal(place[1:], place[:-1], out=once[1:])
        return Candidates(both[once], self.shape)


def keys_of(row: IntArray, col: IntArray, quanta: RealArray | IntArray) -> IntArray:
    """Pairs as single whole numbers, in order of rows, then columns."""
    place = (row.astype(np.int64) << BITS) | col.astype(np.int64)
    return (place << QUANTA_BITS) | quanta.astype(np.int64)


def best_candidates(table: PairTable, k: int, watch: Watch, stage: str = "scoring") -> Candidates:
    """At least the `k` best allowed mentors of each mentee, and the `k` best mentees of each."""
    if max(table.shape) >= 2**BITS:
        raise ShapeError(f"{max(table.shape)} people on one side are more than {2**BITS - 1}.")
    if 0 in table.shape:
        return Candidates(np.zeros(0, np.int64), table.shape)
    noise = row_noise(*table.shape)
    best_of_mentors = _BestOfMentors(table.shape[1], k)
    found = [np.zeros(0, np.int64)]
    for block in table.blocks(watch, stage):
        rows = block.quanta
        rows += noise[block.start : block.stop]
        at, col = best_of_rows(rows, k)
        found.append(keys_of(at + block.start, col, np.floor(rows[at, col])))
        best_of_mentors.see(block)
    return Candidates(np.zeros(0, np.int64), table.shape).joined(
        np.concatenate([*found, best_of_mentors.keys()])
    )


def row_noise(mentees: int, mentors: int) -> ScoreArray:
    """Less than 1 for each pair; a view, each row begins one entry later than the one before."""
    entries = np.random.default_rng(0).integers(0, NOISE_LEVELS, mentees + mentors)
    noise = (entries / NOISE_LEVELS).astype(np.float32)
    return np.lib.stride_tricks.sliding_window_view(noise, mentors)


def best_of_rows(rows: RealArray, k: int) -> tuple[IntArray, IntArray]:
    """Where the entries of each row are that are 0 or more and among the `k` largest, and some."""
    width = rows.shape[1]
    lowest = np.zeros((len(rows), 1), np.float32)
    size = min(LARGEST_MAXIMA, width // (8 * k))
    if size > 1:
        parts = width // size  # part p holds the columns p, p + parts, ...: quick to reduce
        maxima = rows[:, : size * parts].reshape(len(rows), size, parts).max(axis=1)
        kth = np.partition(maxima, parts - k, axis=1)[:, parts - k]
        lowest = np.maximum(kth, 0)[:, None]
    elif width > k:
        lowest = np.maximum(np.partition(rows, width - k, axis=1)[:, width - k], 0)[:, None]
    at = np.flatnonzero(rows >= lowest)
    return at // width, at % width


@dataclass
class _BestOfMentors:
    """The best mentees of each mentor so far; `lowest` is what another must beat."""

    mentors: int
    k: int
    seen: int = 0
    sorted_at: int = 0
    lowest: ScoreArray = field(init=False)
    pool: list[IntArray] = field(default_factory=list)
    pooled: int = 0

    def __post_init__(self) -> None:
        self.lowest = np.zeros(self.mentors, np.float32)

    def see(self, block: Block) -> None:
        rows = block.quanta
        if not self.seen and len(rows) > self.k:
            kth = np.partition(rows, len(rows) - self.k, axis=0)[len(rows) - self.k]
            self.lowest = np.maximum(kth, 0)
        at = np.flatnonzero(rows >= self.lowest)
        row, col = at // self.mentors, at % self.mentors
        # the best first: column, then what is missing to the highest value, then row
        missing = 2**24 - 1 - (rows[row, col] * NOISE_LEVELS).astype(np.int64)
        self.pool.append(((col << 24 | missing) << BITS) | (row + block.start))
        self.pooled += len(at)
        self.seen = block.stop
        if self.seen >= 2 * self.sorted_at or self.pooled > MOST_POOLED * self.k * self.mentors:
            self._sort()

    def _sort(self) -> None:
        keys = np.sort(np.concatenate(self.pool))
        col = keys >> (24 + BITS)
        first = np.searchsorted(col, np.arange(self.mentors))
        keep = np.arange(len(keys)) - first[col] < self.k
        last = first + self.k - 1
        full = np.flatnonzero(
            np.append(col, -1)[np.minimum(last, len(keys))] == np.arange(self.mentors)
        )
        missing = (keys[last[full]] >> BITS) & (2**24 - 1)
        self.lowest[full] = ((2**24 - 1 - missing) / NOISE_LEVELS).astype(np.float32)
        kept = keys[keep]
        self.pool, self.pooled, self.sorted_at = [kept], len(kept), self.seen

    def keys(self) -> IntArray:
        if not self.pool:
            return np.zeros(0, np.int64)
        self._sort()
        (kept,) = self.pool
        missing = (kept >> BITS) & (2**24 - 1)
        quanta = (2**24 - 1 - missing) // NOISE_LEVELS
        return keys_of(kept & (2**BITS - 1), kept >> (24 + BITS), quanta)
