"""What computed a result: with the same versions and the same input it is the same to the bit."""

from importlib.metadata import version

# Raise this whenever the same input could give another result.
ENGINE = 2


def versions() -> str:
    """ "engine 2, numpy 2.4.6, ortools 9.15.6755"."""
    return ", ".join(
        [f"engine {ENGINE}", *(f"{name} {version(name)}" for name in ("numpy", "ortools"))]
    )
