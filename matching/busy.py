"""When people are taken, as the apps above know it: they register it in AppConfig.ready()."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

Span = tuple[datetime, datetime]
# Whom to look at, from when and until when; what they have then, by person.
BusyTimes = Callable[[Collection[UUID], datetime, datetime], dict[UUID, list[Span]]]

_sources: list[BusyTimes] = []


def register_busy_times(busy_times: BusyTimes) -> None:
    """Have suggested meetings keep clear of these times."""
    if busy_times not in _sources:
        _sources.append(busy_times)


def busy_times_of(
    person_ids: Collection[UUID], *, since: datetime, until: datetime
) -> dict[UUID, list[Span]]:
    """What people have between two moments; nothing for who isn't in it."""
    found: dict[UUID, list[Span]] = defaultdict(list)
    for busy_times in _sources:
        for person_id, spans in busy_times(person_ids, since, until).items():
            found[person_id] += spans
    return found
