"""What the matching engine finds, proves and costs, beside a simple greedy pairing.

    python -m bench.matching            prints tables in Markdown
    python -m bench.matching 50000      and the one of 50,000 people on each side: minutes, 1 GiB

"workforce" is an invented company, scored with the standard rules; "planted" has a known
optimum and every seat contested, the hardest kind. Greedy takes the best pair left, again and
again, as a simple product would. Times are CPU seconds of one process.

Of groups whose scores do not fit in memory (`bench._large`) the table gives one pass over all
scores and the bare flow on the last pairs, together the floor; the first answer, which is the
search for candidates, one flow and one pass for the bound; and the proof, which is everything.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

import numpy as np

from matching.engine import Person, Scores, assign, reporting_intervals, score, standard_rules

SIZES = (100, 400, 2_000)
LARGE = ((10_000, 5_000, 4), (10_000, 10_000, 1))
LARGEST = (50_000, 50_000, 1)
T = TypeVar("T")


def main() -> None:
    print("| group | pairs | score s | assign s | matched | greedy | total | greedy total | gap |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in SIZES:
        mentees, mentors, capacities = workforce(size, size // 2, 4, seed=1)
        seconds, scores = timed(partial(score, mentees, mentors, standard_rules()))
        report(f"workforce {size} x {len(mentors)}", scores, capacities, f"{seconds:.3f}")
    for size in SIZES:
        values, optimum = planted(size, seed=1)
        total = report(f"planted {size} x {size}", values, np.ones(size, int), "")
        assert abs(total - optimum) < 1e-6, (total, optimum)
    large([*LARGE, LARGEST] if "50000" in sys.argv else LARGE)


def large(sizes: Sequence[tuple[int, int, int]]) -> None:
    """Prints the second table, each row by a process of its own with one thread."""
    print(
        "\n| group | pass | flow | first (floors) | proof (floors) | rounds | matched | total ",
        end="",
    )
    print("| gap | peak MiB |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    for size in sizes:
        subprocess.run(
            [sys.executable, "-m", "bench._large", *map(str, size)],
            check=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )


def report(name: str, scores: Scores | np.ndarray, capacities: np.ndarray, scoring: str) -> float:
    """Prints one row of the table; returns the engine's total."""
    seconds, result = timed(partial(assign, scores, capacities))
    values = scores.values if isinstance(scores, Scores) else scores
    pairs, total = greedy(values, capacities)
    print(
        f"| {name} | {np.count_nonzero(~np.isnan(values)):,} | {scoring} | {seconds:.3f} "
        f"| {len(result.pairs):,} | {pairs - len(result.pairs):+,} | {result.total:,.4f} "
        f"| {total / result.total - 1:+.2%} | {result.gap:g} |",
        flush=True,
    )
    return result.total


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def greedy(values: np.ndarray, capacities: np.ndarray) -> tuple[int, float]:
    """The best pair that is left, until none is: number of pairs and their total."""
    room, waiting, pairs, total = capacities.copy(), np.ones(len(values), bool), 0, 0.0
    allowed = np.flatnonzero(~np.isnan(values))
    order = allowed[np.argsort(-values.ravel()[allowed], kind="stable")]
    for row, col in zip(*np.unravel_index(order, values.shape), strict=True):
        if waiting[row] and room[col]:
            waiting[row] = False
            room[col] -= 1
            pairs += 1
            total += float(values[row, col])
    return pairs, total


def workforce(
    size: int, mentors: int, most_seats: int, seed: int
) -> tuple[list[Person], list[Person], np.ndarray]:
    """`size` new people, and mentors with one seat or up to `most_seats` each."""
    rng = np.random.default_rng([seed, size])
    people = size + mentors
    # everybody reports to somebody before them; the mentors are the first half of the line
    managers = [
        None,
        *(int(rng.integers(max(0, at // 12), at // 6 + 1)) for at in range(1, people)),
    ]
    intervals = list(zip(*reporting_intervals(managers), strict=True))
    zones = rng.choice([-300, 0, 60, 60, 60, 330], 20)
    popular = 1 / np.arange(1, 65)

    def topics(most: int) -> tuple[int, ...]:
        number = int(rng.integers(2, most))
        return tuple(rng.choice(64, number, replace=False, p=popular / popular.sum()).tolist())

    def person(at: int) -> Person:
        site = int(rng.integers(20))
        years = rng.random() * (20 if at < mentors else 0.5)
        return Person(
            id=at,
            wanted=topics(6),
            known=topics(10),
            struggles=topics(5),
            department=int(rng.integers(12)),
            location=site,
            utc_offset=int(zones[site]),
            started=date(2026, 1, 1) - timedelta(days=365 * years),
            reporting=intervals[at],
        )

    everybody = [person(at) for at in range(people)]
    return everybody[mentors:], everybody[:mentors], rng.integers(1, most_seats + 1, mentors)


def planted(size: int, seed: int) -> tuple[np.ndarray, float]:
    """Scores with a known optimum: nobody gains by leaving the pair that was planted."""
    rng = np.random.default_rng([seed, size])
    mine, theirs = rng.integers(0, 5_000, size), rng.integers(0, 5_000, size)
    seat = rng.permutation(size)
    scores = mine[:, None] + theirs - rng.integers(1, 5_000, (size, size))
    scores[np.arange(size), seat] = mine + theirs[seat]
    return scores / 10_000, float((mine.sum() + theirs.sum()) / 10_000)


if __name__ == "__main__":
    main()
