"""Lists of topics in one cell."""

import re

from peerlearn.people.imports.limits import MAX_CHARS, MAX_TOPICS_PER_CELL
from peerlearn.people.imports.values.text import compare_key, value_of

_SEPARATORS = re.compile(r"[,;|\n\r•·]+")


def parse_topics(text: str) -> tuple[str, ...]:
    """Split at comma, semicolon, bar and line; each once, first spelling kept, none endless."""
    found: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        topic = value_of(part)[: MAX_CHARS["topic"]].strip()
        if topic:
            found.setdefault(compare_key(topic), topic)
    return tuple(found.values())[:MAX_TOPICS_PER_CELL]
