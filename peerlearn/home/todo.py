"""One thing that waits for a reader."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """One thing to do: why, and where."""

    icon: str
    title: str
    text: str
    href: str
    label: str
    is_urgent: bool = False
