"""What other apps show on a person's pages: they stand above, so they register it here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from peerlearn.people.models import Person


@dataclass(frozen=True)
class Panel:
    """A template and its context."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


PanelMaker = Callable[[Person], Panel]
_makers: list[PanelMaker] = []


def register_panel(maker: PanelMaker) -> None:
    """Have `maker(person)` asked for a panel whenever a person's page is shown."""
    if maker not in _makers:
        _makers.append(maker)


def panels_of(person: Person) -> list[Panel]:
    """All panels about a person."""
    return [maker(person) for maker in _makers]
