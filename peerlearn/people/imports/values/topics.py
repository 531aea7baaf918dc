"""Lists of topics in one cell."""

import re
from collections.abc import Iterable

from peerlearn.people.imports.limits import MAX_CHARS, MAX_TOPICS_PER_CELL
from peerlearn.people.imports.values.text import compare_key, value_of

_SEPARATORS = re.compile(r"[,;|\n\r•·]+")


def parse_topics(text: str) -> tuple[str, ...]:
    """Split at comma, semicolon, bar and line; each once, first spelling kept, none endless."""
    topics = (name[: MAX_CHARS["topic"]].strip() for name in listed(text))
    return _each_once(topics)[:MAX_TOPICS_PER_CELL]


def listed(text: str) -> tuple[str, ...]:
    """The same, however long each is and however many they are."""
    return _each_once(value_of(part) for part in _SEPARATORS.split(text))


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in filter(None, names):
        found.setdefault(compare_key(name), name)
    return tuple(found.values())
