"""Small problems with an answer that is known without the engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

QUANTUM = 1e-4


@dataclass(frozen=True)
class Instance:
    scores: np.ndarray  # NaN: not allowed
    capacities: np.ndarray
    forbidden: np.ndarray
    per_mentee: int
    floor: float | None

    @property
    def allowed(self) -> np.ndarray:
        allowed = ~np.isnan(self.scores) & ~self.forbidden
        if self.floor is not None:
            allowed &= np.nan_to_num(self.scores, nan=-9.0) >= self.floor - QUANTUM / 2
        return allowed

    @property
    def arguments(self) -> dict[str, object]:
        return {
            "scores": self.scores,
            "capacities": self.capacities,
            "forbidden": self.forbidden,
            "per_mentee": self.per_mentee,
            "floor": self.floor,
        }


@st.composite
def instances(draw: st.DrawFn, most: int = 4, per_mentee: int | None = None) -> Instance:
    mentees, mentors = draw(st.integers(0, most)), draw(st.integers(0, most))
    quanta = st.one_of(
        st.none(), st.integers(-20_000, 20_000), st.sampled_from([0, 2_500, 5_000, 10_000])
    )
    cells = draw(st.lists(quanta, min_size=mentees * mentors, max_size=mentees * mentors))
    scores = np.array([np.nan if cell is None else cell * QUANTUM for cell in cells])
    mask = draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)))
    masked = draw(st.booleans())
    return Instance(
        scores=scores.reshape(mentees, mentors),
        capacities=np.array(
            draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors)), dtype=int
        ),
        forbidden=np.array(mask, bool).reshape(mentees, mentors) & masked,
        per_mentee=per_mentee or draw(st.integers(1, 3)),
        floor=draw(st.sampled_from([None, 0.0, 0.25])),
    )


def all_assignments(instance: Instance) -> Iterator[list[tuple[int, ...]]]:
    """Every way to give each mentee at most `per_mentee` mentors within the seats."""
    allowed = instance.allowed
    choices = [
        [
            chosen
            for number in range(instance.per_mentee + 1)
            for chosen in combinations(np.flatnonzero(row).tolist(), number)
        ]
        for row in allowed
    ]

    def extend(row: int, seats: np.ndarray, made: list[tuple[int, ...]]):
        if row == len(choices):
            yield made
            return
        for chosen in choices[row]:
            left = seats.copy()
            left[list(chosen)] -= 1
            if (left >= 0).all():
                yield from extend(row + 1, left, [*made, chosen])

    yield from extend(0, instance.capacities, [])


def worth(instance: Instance, made: list[tuple[int, ...]]) -> tuple[int, ...]:
    """What counts, most important first: mentees with a first, second, ... mentor; quanta."""
    counts = [len(chosen) for chosen in made]
    served = [
        sum(count >= place for count in counts) for place in range(1, instance.per_mentee + 1)
    ]
    quanta = sum(
        round(instance.scores[row, col] / QUANTUM)
        for row, chosen in enumerate(made)
        for col in chosen
    )
    return (*served, quanta)


def planted(mentees: int, capacities: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Scores (quanta) whose optimum is known without solving, with every seat contested.

    Values for mentees and mentors and a full assignment are drawn first; a planted pair scores
    the sum of its two values, every other pair at least one quantum less than its sum. By
    duality nothing beats the planted assignment. Returns scores, the mentor planted for each
    mentee, and the optimum in quanta.
    """
    rng = np.random.default_rng([seed, mentees])
    mine = rng.integers(0, 5_000, mentees)
    theirs = rng.integers(0, 5_000, len(capacities))
    seat = rng.permutation(np.repeat(np.arange(len(capacities)), capacities))[:mentees]
    theirs[np.bincount(seat, minlength=len(capacities)) < capacities] = 0  # a free seat is worth 0
    scores = mine[:, None] + theirs - rng.integers(1, 5_000, (mentees, len(capacities)))
    best = mine + theirs[seat]
    scores[np.arange(mentees), seat] = best
    return scores, seat, int(best.sum())
