"""The engine beside other solvers: `python -m bench.peers`."""
