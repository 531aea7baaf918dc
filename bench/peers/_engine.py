"""The engine on one group, in a process of its own: `python -m bench.peers._engine KIND SIZE FILE`.

Writes the whole scores into FILE for the peers, or nothing if FILE is "-". Prints JSON: CPU seconds
of scoring and of assigning with its proof, people, the sum of scores, the gap, the peak of memory.
"""

import json
import resource
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from bench.matching import planted, timed, workforce
from matching.engine import Scores, assign, score, standard_rules
from matching.engine.problem import QUANTA_PER_POINT
from matching.engine.progress import Watch


def main() -> None:
    """Groups in which everybody has one place: most peers know nothing else."""
    kind, size, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    assign(np.eye(2), [1, 1])  # loads the solver
    scoring = 0.0
    scores: Scores | np.ndarray
    if kind == "workforce":
        mentees, mentors, _seats = workforce(size, size, 1, seed=1)
        scoring, scores = timed(partial(score, mentees, mentors, standard_rules()))
    else:
        scores, _optimum = planted(size, seed=1)
    assigning, found = timed(partial(assign, scores, np.ones(size, int)))
    told = {
        "scoring": scoring,
        "assigning": assigning,
        "people": len(found.pairs),
        "total": round(found.total * QUANTA_PER_POINT),
        "gap": found.gap,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    if file != "-":
        write(scores, size, Path(file))
    print(json.dumps(told))


def write(scores: Scores | np.ndarray, size: int, file: Path) -> None:
    """Whole scores of all pairs, -1 where one isn't allowed, block by block."""
    table = np.lib.format.open_memmap(file, "w+", np.int32, (size, size))
    for start, block in blocks(scores):
        table[start : start + len(block)] = block


def blocks(scores: Scores | np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Rows of whole scores; of a large group they are made anew, as it stores none."""
    if isinstance(scores, Scores) and scores.stored is None:
        for block in scores.table.blocks(Watch(), ""):
            yield block.start, np.where(block.quanta < 0, -1, block.quanta).astype(np.int32)
        return
    values = scores.values if isinstance(scores, Scores) else scores
    quanta = np.rint(np.nan_to_num(values.astype(np.float64), nan=-1) * QUANTA_PER_POINT)
    yield 0, np.where(np.isnan(values), -1, quanta).astype(np.int32)


if __name__ == "__main__":
    main()
