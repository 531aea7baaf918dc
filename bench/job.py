"""The whole job, from the database's rows to saved proposals with reasons, beside the engine alone.

    python -m bench.job                 2,000 and 5,000 people on each side
    python -m bench.job 5000 5000 1     mentees, mentors, most places of a mentor

One process of its own per row, one thread; CPU seconds of that process and of the database
server for it. "Engine" is scoring and assigning the same people with the same rules, in the same
process, before the job. The job is what a worker does: it reads the rows, finds the pairs with
their proof, works out all reasons and the other mentors of each mentee, and saves them.
"""

import os
import subprocess
import sys

SIZES = ((2_000, 2_000, 1), (5_000, 5_000, 1), (5_000, 2_500, 4))


def main() -> None:
    """Prints the table."""
    asked = [int(number) for number in sys.argv[1:]]
    print(
        "| group | engine s | read s | find s | of it reasons s | save s | database s | job s "
        "| job / engine | MiB |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        flush=True,
    )
    for size in [tuple(asked)] if asked else SIZES:
        subprocess.run(
            [sys.executable, "-m", "bench._job", *map(str, size)],
            check=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )


if __name__ == "__main__":
    main()
