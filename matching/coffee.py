"""Puts the people of a coffee round together. Only workers import it: it loads numpy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

import numpy as np

from matching.engine import rounds
from matching.engine.arrays import BoolArray, FloatArray, IntArray, ScoreArray, ScoresLike
from matching.rules.coffee import Couple, Guest, Made, Pool, why_left_out

# A topic that one wants and the other knows, up to two; then places.
PER_TOPIC, MOST_TOPICS = 0.3, 2
OTHER_DEPARTMENT, OTHER_SITE = 1.0, 0.2
# Above this each person has so many candidates, drawn by lot, instead of everybody.
EVERYBODY_UP_TO, CANDIDATES = 1_500, 40
# Pairs whose topics are compared at once.
CHUNK = 20_000


def make_groups(pool: Pool) -> Made:
    """The best round of these people: nobody again while that can be avoided, and nobody dropped
    without a reason. The same pool gives the same round.
    """
    guests = sorted(pool.guests, key=lambda guest: guest.id)
    at = {guest.id: position for position, guest in enumerate(guests)}
    forbidden = pool.barriers.forbidden([guest.id for guest in guests])
    history = [
        [present for group in groups if len(present := [at[p] for p in group if p in at]) > 1]
        for groups in pool.history
    ]
    found = rounds(_weights(guests, at, forbidden, pool), history)
    left_out = [guests[position].id for position in found.left_out]
    return Made(
        groups=tuple(tuple(guests[one].id for one in group) for group in found.groups),
        left_out={person: why_left_out(person, pool) for person in left_out},
        repeat_count=len(set(chain.from_iterable(found.repeats.tolist()))),
    )


@dataclass
class _Stored:
    """Weights of some pairs, in the manner of a sparse matrix."""

    row: IntArray
    col: IntArray
    data: FloatArray
    shape: tuple[int, ...]

    def tocoo(self) -> "_Stored":
        """Itself."""
        return self


def _weights(
    guests: Sequence[Guest], at: Mapping[UUID, int], forbidden: Iterable[Couple], pool: Pool
) -> ScoresLike:
    """How good it is that two meet, in points."""
    people = len(guests)
    has_all = people <= EVERYBODY_UP_TO
    if has_all:
        row, col = (each.ravel() for each in np.indices((people, people)))
    else:
        row, col = _candidates(people, seed=pool.held_on.toordinal())
    points = _points(guests, row, col, across=pool.across)
    couples = np.array([sorted(at[p] for p in couple) for couple in forbidden], np.int64)
    keys = couples.reshape(-1, 2) @ np.array([people, 1])
    mine = np.minimum(row, col) * people + np.maximum(row, col)
    points[np.isin(mine, keys) | (row == col)] = np.nan
    if has_all:
        return points.reshape(people, people)
    return _Stored(row, col, points, (people, people))


def _candidates(people: int, *, seed: int) -> tuple[IntArray, IntArray]:
    """Each person beside many others, drawn by lot; both directions of each pair, once."""
    lots = np.random.default_rng(seed)
    drawn = [lots.permutation(people) for _n in range(CANDIDATES // 2)]
    one = np.concatenate(drawn)
    other = np.concatenate([np.roll(order, 1) for order in drawn])
    keys = np.unique(np.minimum(one, other) * people + np.maximum(one, other))
    low, high = keys // people, keys % people
    return np.concatenate([low, high]), np.concatenate([high, low])


def _points(guests: Sequence[Guest], row: IntArray, col: IntArray, *, across: bool) -> FloatArray:
    points = PER_TOPIC * np.minimum(_topics(guests, row, col), MOST_TOPICS)
    if across:
        points += OTHER_DEPARTMENT * _differ([guest.department for guest in guests], row, col)
    points += OTHER_SITE * _differ([guest.location for guest in guests], row, col)
    return points


def _differ(values: Sequence[str], row: IntArray, col: IntArray) -> BoolArray:
    """Unknown differs from nothing."""
    known = {"": 0}
    codes = np.array([known.setdefault(value, len(known)) for value in values], np.int64)
    found: BoolArray = (codes[row] != codes[col]) & (codes[row] > 0) & (codes[col] > 0)
    return found


def _topics(guests: Sequence[Guest], row: IntArray, col: IntArray) -> FloatArray:
    """How many topics one of the two wants to learn and the other knows."""
    words = sorted({topic for guest in guests for topic in guest.wants})
    where = {topic: at for at, topic in enumerate(words)}
    wants = _incidence([guest.wants for guest in guests], where)
    knows = _incidence([guest.knows for guest in guests], where)
    counts = np.zeros(len(row))
    for start in range(0, len(row), CHUNK):
        one, other = row[start : start + CHUNK], col[start : start + CHUNK]
        counts[start : start + CHUNK] = np.einsum("pt,pt->p", wants[one], knows[other])
        counts[start : start + CHUNK] += np.einsum("pt,pt->p", wants[other], knows[one])
    return counts


def _incidence(topics: Sequence[Sequence[str]], where: Mapping[str, int]) -> ScoreArray:
    found = np.zeros((len(topics), len(where)), np.float32)
    for at, each in enumerate(topics):
        found[at, [where[topic] for topic in each if topic in where]] = 1
    return found
