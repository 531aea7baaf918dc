"""One large group in a process of its own: `python -m bench._large MENTEES MENTORS MOST_SEATS`."""

import resource
import sys
import time
from functools import partial

from bench.matching import timed, workforce
from matching.engine import assign, score, standard_rules
from matching.engine.flow import optimal_flow
from matching.engine.problem import read_problem
from matching.engine.progress import Watch


class Clock:
    """Hears of the stages, and notes when the first pass over all pairs was complete."""

    def __init__(self) -> None:
        self.first = 0.0
        self.rounds = 0

    def hear(self, stage: str, share: float) -> None:
        if stage == "proving" and share == 1:
            self.rounds += 1
            self.first = self.first or time.process_time()
            print(f"round {self.rounds}: {time.process_time():.1f} s", file=sys.stderr, flush=True)


def main() -> None:
    """Prints one row of the table."""
    size, mentors, most_seats = map(int, sys.argv[1:])
    mentees, others, capacities = workforce(size, mentors, most_seats, seed=1)
    rules, clock = standard_rules(), Clock()
    start = time.process_time()
    scores = score(mentees, others, rules)
    scored = time.process_time() - start
    print(f"scored: {scored:.1f} s", file=sys.stderr, flush=True)
    result = assign(scores, capacities, progress=clock.hear)
    proof, first = time.process_time() - start, clock.first - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    one_pass, _ = timed(lambda: [block.start for block in scores.table.blocks(Watch(), "")])
    problem = read_problem(scores.candidates, capacities, forbidden=None, per_mentee=1, floor=None)
    flow, _ = timed(partial(optimal_flow, problem))
    floor = one_pass + flow
    cells = (
        f"{size:,} x {mentors:,}",
        f"{one_pass:.2f}",
        f"{flow:.2f}",
        f"{first:.2f} ({first / floor:.1f})",
        f"{proof:.2f} ({proof / floor:.1f})",
        clock.rounds,
        f"{len(result.pairs):,}",
        f"{result.total:,.4f}",
        f"{result.gap:g}",
        f"{peak:,.0f}",
    )
    print("|", *(f"{cell} |" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
