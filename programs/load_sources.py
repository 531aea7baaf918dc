"""Where load comes from: each app says what people give in it, as matching and sessions stand
above programs. Registered in AppConfig.ready.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from peerlearn.tenancy.together import Rows

Givings = Rows
LoadSource = Callable[[Collection[UUID], datetime], Givings]
_sources: list[LoadSource] = []


def register_load_source(source: LoadSource) -> None:
    """`source(person_ids, now)` says what these people give, as rows of `giver` (a person's id),
    `giving`, `hours` a month and `about`, the name of the program or session. All are read at
    once.
    """
    if source not in _sources:
        _sources.append(source)


def load_sources() -> tuple[LoadSource, ...]:
    """All that are registered."""
    return tuple(_sources)
