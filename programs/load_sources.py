"""Where load comes from: each app says what people give in it, as matching and sessions stand
above programs. Registered in AppConfig.ready.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from uuid import UUID

from programs.rules.load import Giving

LoadSource = Callable[[Collection[UUID], datetime], Iterable[Giving]]
_sources: list[LoadSource] = []


def register_load_source(source: LoadSource) -> None:
    """`source(person_ids, now)` gives what these people give; once per app, in few queries."""
    if source not in _sources:
        _sources.append(source)


def load_sources() -> tuple[LoadSource, ...]:
    """All that are registered."""
    return tuple(_sources)
