"""One log of several programs: each line with the name of who wrote it, in its colour."""

import os
import sys
from typing import TextIO

WIDTH = 9
OWN_NAME = "peerlearn"
COLOURS = {
    "web": "36",
    "worker": "32",
    "scheduler": "35",
    "mail": "33",
    "migrate": "34",
    "demo": "34",
    OWN_NAME: "1",
}


class Console:
    """Writes prefixed lines; colours only for a person at a terminal who has not said no."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self.stream = stream
        self.coloured = stream.isatty() and "NO_COLOR" not in os.environ

    def line(self, name: str, text: str) -> None:
        """One line of the program called `name`."""
        prefix = f"{name:<{WIDTH}} |"
        if self.coloured:
            prefix = f"\x1b[{COLOURS.get(name, '0')}m{prefix}\x1b[0m"
        try:
            self.stream.write(f"{prefix} {text}\n")
            self.stream.flush()
        except (BrokenPipeError, OSError):
            # The reader went away (`make run | head`); the programs are stopped all the same.
            self.stream = open(os.devnull, "w")  # noqa: PTH123, SIM115 (for the rest of the run)

    def say(self, text: str) -> None:
        """Lines of our own."""
        for line in text.splitlines():
            self.line(OWN_NAME, line)
