"""Who else is in the room of a program: an app above says who presents there.

It registers its answer in AppConfig.ready(); programs know nothing of sessions.
"""

from collections.abc import Callable
from uuid import UUID

from programs.models import Program

PresentersOf = Callable[[Program], set[UUID]]
_sources: list[PresentersOf] = []


def register_presenters(presenters: PresentersOf) -> None:
    """Add who presents in a program, whether enrolled or not. The same source twice is one."""
    if presenters not in _sources:
        _sources.append(presenters)


def presenters_in(program: Program) -> set[UUID]:
    """Ids of those who present in a program."""
    return set().union(*(source(program) for source in _sources))
