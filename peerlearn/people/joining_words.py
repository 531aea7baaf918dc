"""What somebody joins for: the apps above say it on the page where they choose a password.

They register it in AppConfig.ready.
"""

from collections.abc import Callable

from peerlearn.people.models import Person

Names = Callable[[Person], list[str]]
_sources: list[Names] = []


def register_joined_for(names_of: Names) -> None:
    """Add the names of what waits for a person who joins. The same source twice is one."""
    if names_of not in _sources:
        _sources.append(names_of)


def joined_for(person: Person) -> list[str]:
    """The names of all of it."""
    return [name for names_of in _sources for name in names_of(person)]
