"""Long work tells how far it is, and stops when it is told to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from .errors import CancelledError

# Hears the stage ("scoring", "pairing", "proving") and the share of it that is done, 0 to 1.
# It may raise an error of its own, which ends the work as `cancelled` does.
Progress: TypeAlias = Callable[[str, float], None]


@dataclass(frozen=True)
class Watch:
    """Asked before each block of pairs, some tenths of a second apart."""

    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None

    def at(self, stage: str, share: float) -> None:
        """Report. Raises `CancelledError` if the caller does not want the result any more."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError(f"Cancelled while {stage}, at {share:.0%}.")
        if self.progress is not None:
            self.progress(stage, share)
