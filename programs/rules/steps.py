"""The names of the steps of setting up a program; peerlearn.home judges how far each is."""

from collections.abc import Collection
from typing import Literal, get_args

StepName = Literal[
    "facilitator", "safety", "networking", "pairs", "topics", "perspectives", "comprehension"
]
STEP_NAMES: tuple[StepName, ...] = get_args(StepName)


def steps_but(names: Collection[str]) -> list[str]:
    """All other steps, in their order."""
    return [name for name in STEP_NAMES if name not in names]
