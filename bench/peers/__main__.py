"""The engine beside other solvers on the same instances, in one run.

    python -m bench.peers                   all sizes: about an hour
    python -m bench.peers 100 400           these sizes only

The peers live in an environment of their own (bench/peers/requirements.txt says how it is made;
PEERS_PYTHON names another). They get the ready scores, so what they take is without scoring; the
engine's time is with scoring and with its proof. CPU seconds of one thread, a process for each
row, the median of three, or one run if it takes more than 20 s; on a busy machine read the ratios.
A peer that needs more than PEERS_SECONDS (300) or PEERS_GIB (10) is stopped, and not asked again at
greater sizes. Where whole scores of 4 bytes alone take half of that, no peer is asked.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
PYTHON = Path(os.environ.get("PEERS_PYTHON", HERE.parent.parent / ".run/peers/bin/python"))
SIZES = (100, 400, 500, 800, 2_000, 10_000, 50_000)
# Every planted seat is contested: from here on it says nothing that the workforce doesn't.
MOST_PLANTED = 2_000
TIMES, LONG = 3, 20
PEERS = (
    "scipy_linear_sum_assignment",
    "ortools_min_cost_flow",
    "ortools_linear_sum_assignment",
    "munkres",
    "networkx_full_matching",
    "networkx_max_weight_matching",
    "rustworkx_max_weight_matching",
    "mentor_match",
)
LIMITS = {
    "PEERS_SECONDS": os.environ.get("PEERS_SECONDS", "300"),
    "PEERS_GIB": os.environ.get("PEERS_GIB", "10"),
}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main() -> None:
    """Prints the table."""
    if not PYTHON.exists():
        sys.exit(f"There is no {PYTHON}: see {HERE / 'requirements.txt'}.")
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print("| group | who | CPU s | times the engine | MiB | people | sum | says it is the best |")
    print("|---|---|--:|--:|--:|--:|--:|---|", flush=True)
    for kind in ("workforce", "planted"):
        asked = list(PEERS)
        for size in sizes:
            if kind == "workforce" or size <= MOST_PLANTED:
                with tempfile.TemporaryDirectory(dir=HERE.parent.parent / ".run") as folder:
                    compare(kind, size, Path(folder) / "scores.npy", asked)


def compare(kind: str, size: int, file: Path, asked: list[str]) -> None:
    """One group: the engine, and each peer still asked; who gives up is asked no more."""
    fits = size * size * 4 <= float(LIMITS["PEERS_GIB"]) * 2**30 / 2
    command = [sys.executable, "-m", "bench.peers._engine", kind, size, file if fits else "-"]
    runs = _several(lambda: _run(command), _engine_seconds)
    ours = median(map(_engine_seconds, runs))
    bare = median(run["assigning"] for run in runs)
    group, (first, *_others) = f"{kind} {size:,}", runs
    best = (first["people"], first["total"])
    row(
        [group, f"**this engine** ({bare:.3f} of it assigning)"],
        [f"{ours:.4f}", "1", f"{first['mib']:,.0f}"],
        [f"{best[0]:,}", f"{best[1] / 10_000:,.4f}", f"yes, gap {first['gap']:g}"],
    )
    if not fits:
        row([group, "any dense solver"], [f"needs {size * size * 4 / 2**30:,.0f} GiB of scores"])
        return
    scores = np.load(file, mmap_mode="r")
    for peer in tuple(asked):
        try:
            tries = _several(partial(_peer, peer, file), itemgetter("seconds"))
        except subprocess.CalledProcessError as error:
            asked.remove(peer)
            row([group, peer.replace("_", " ")], [_why(error)])
            continue
        _compared(group, peer, tries, ours, best, scores)


def _compared(
    group: str,
    peer: str,
    tries: list[dict[str, Any]],
    ours: float,
    best: tuple[int, int],
    scores: np.ndarray,
) -> None:
    took = median(each["seconds"] for each in tries)
    pairs = np.array(tries[0]["pairs"], int).reshape(-1, 2)
    assert all(len(set(side)) == len(pairs) for side in pairs.T.tolist()), peer
    found = (len(pairs), int(scores[pairs[:, 0], pairs[:, 1]].sum(dtype=np.int64)))
    total = f"{found[1] / 10_000:,.4f}"
    if found != best:
        total += f" ({found[1] / best[1] - 1:+.2%})"
    says = "yes" if tries[0]["says_optimal"] else "no"
    row(
        [group, peer.replace("_", " ")],
        [f"{took:.4f}", f"{took / ours:,.2f}", f"{tries[0]['mib']:,.0f}"],
        [f"{found[0]:,}", total, says],
    )


def row(*cells: list[str]) -> None:
    print("|", *(f"{cell} |" for some in cells for cell in some), flush=True)


def _several(
    run: Callable[[], dict[str, Any]], seconds: Callable[[dict[str, Any]], float]
) -> list[dict[str, Any]]:
    runs = [run()]
    while len(runs) < TIMES and seconds(runs[0]) < LONG:
        runs.append(run())
    return runs


def _engine_seconds(run: dict[str, Any]) -> float:
    return float(run["scoring"] + run["assigning"])


def _why(error: subprocess.CalledProcessError) -> str:
    """Which limit stopped a peer; raises the error again if it was none of them."""
    if error.returncode == -signal.SIGXCPU:
        return f"stopped after {LIMITS['PEERS_SECONDS']} s"
    if "MemoryError" in error.stderr or "bad_alloc" in error.stderr:
        return f"more than {LIMITS['PEERS_GIB']} GiB"
    sys.stderr.write(error.stderr)
    raise error


def _peer(peer: str, file: Path) -> dict[str, Any]:
    # -P: the folder of the script has a module "matching" of its own beside it
    return _run([PYTHON, "-P", HERE / "_solve.py", peer, file])


def _run(command: list[Any]) -> dict[str, Any]:
    done = subprocess.run(
        list(map(str, command)),
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **ONE_THREAD, **LIMITS},
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
