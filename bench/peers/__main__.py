"""The engine beside other solvers on the same instances, in one run.

    python -m bench.peers                   all sizes, each three times: some minutes
    python -m bench.peers 100 400           these sizes only

The peers live in an environment of their own (bench/peers/requirements.txt says how it is made;
PEERS_PYTHON names another). They get the ready scores, so what they take is without scoring; the
engine's time is with scoring and with its proof. CPU seconds of one thread, a process for each
row, the median of three; on a busy machine read the ratios.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
PYTHON = Path(os.environ.get("PEERS_PYTHON", HERE.parent.parent / ".run/peers/bin/python"))
SIZES = (100, 400, 800, 2_000)
TIMES = 3
# Up to which size a peer is asked: beyond, it takes minutes or all memory.
MOST = {
    "scipy_linear_sum_assignment": 2_000,
    "ortools_min_cost_flow": 2_000,
    "ortools_linear_sum_assignment": 2_000,
    "munkres": 800,
    "networkx_full_matching": 800,
    "networkx_max_weight_matching": 100,
    "rustworkx_max_weight_matching": 400,
    "mentor_match": 800,
}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main() -> None:
    """Prints the table."""
    if not PYTHON.exists():
        sys.exit(f"There is no {PYTHON}: see {HERE / 'requirements.txt'}.")
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print("| group | who | CPU s | times the engine | people | sum | says it is the best |")
    print("|---|---|--:|--:|--:|--:|---|", flush=True)
    for kind in ("workforce", "planted"):
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                compare(kind, size, Path(folder) / "scores.npy")


def compare(kind: str, size: int, file: Path) -> None:
    """One group: the engine, and each peer that can."""
    command = [sys.executable, "-m", "bench.peers._engine", kind, size, file]
    runs = [_run(command) for _time in range(TIMES)]
    ours = median(run["scoring"] + run["assigning"] for run in runs)
    bare = median(run["assigning"] for run in runs)
    group, (first, *_others) = f"{kind} {size:,}", runs
    best = (first["people"], first["total"])
    sure = f"yes, gap {first['gap']:g}"
    row(group, f"**this engine** ({bare:.3f} of it assigning)", ours, 1, best, sure)
    scores = np.load(file)
    for peer, most in MOST.items():
        if size <= most:
            tries = [_peer(peer, file) for _time in range(TIMES)]
            took = median(each["seconds"] for each in tries)
            pairs = np.array(tries[0]["pairs"], int).reshape(-1, 2)
            assert all(len(set(side)) == len(pairs) for side in pairs.T.tolist()), peer
            found = (len(pairs), int(scores[pairs[:, 0], pairs[:, 1]].sum()))
            says = "yes" if tries[0]["says_optimal"] else "no"
            row(group, peer.replace("_", " "), took, took / ours, found, says, best)


def row(
    group: str,
    who: str,
    took: float,
    ratio: float,
    found: tuple[int, int],
    says: str,
    best: tuple[int, int] | None = None,
) -> None:
    """Prints one row; the sum of a peer beside the best one, in per cent."""
    total = f"{found[1] / 10_000:,.4f}"
    if best and found != best:
        total += f" ({found[1] / best[1] - 1:+.2%})"
    print(
        f"| {group} | {who} | {took:.4f} | {ratio:,.2f} | {found[0]:,} | {total} | {says} |",
        flush=True,
    )


def _peer(peer: str, file: Path) -> dict[str, Any]:
    # -P: the folder of the script has a module "matching" of its own beside it
    return _run([PYTHON, "-P", HERE / "_solve.py", peer, file])


def _run(command: list[Any]) -> dict[str, Any]:
    done = subprocess.run(
        list(map(str, command)),
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **ONE_THREAD},
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
