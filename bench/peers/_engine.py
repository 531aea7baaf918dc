"""The engine on one group, in a process of its own: `python -m bench.peers._engine KIND SIZE FILE`.

Writes the whole scores into FILE for the peers. Prints JSON: CPU seconds of scoring and of
assigning with its proof, people, the sum of scores, the gap.
"""

import json
import sys
from functools import partial

import numpy as np

from bench.matching import planted, timed, workforce
from matching.engine import assign, score, standard_rules
from matching.engine.problem import QUANTA_PER_POINT


def main() -> None:
    """Groups in which everybody has one place: most peers know nothing else."""
    kind, size, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    assign(np.eye(2), [1, 1])  # loads the solver
    scoring = 0.0
    if kind == "workforce":
        mentees, mentors, _seats = workforce(size, size, 1, seed=1)
        scoring, scores = timed(partial(score, mentees, mentors, standard_rules()))
        values = scores.values
    else:
        values, _optimum = planted(size, seed=1)
        scores = values
    assigning, found = timed(partial(assign, scores, np.ones(size, int)))
    quanta = np.rint(np.nan_to_num(values.astype(np.float64), nan=-1) * QUANTA_PER_POINT)
    np.save(file, np.where(np.isnan(values), -1, quanta).astype(np.int32))
    total = round(found.total * QUANTA_PER_POINT)
    told = {"people": len(found.pairs), "total": total, "gap": found.gap}
    print(json.dumps({"scoring": scoring, "assigning": assigning, **told}))


if __name__ == "__main__":
    main()
