"""Whether two answers say the same but for the ids that were asked for."""

import re
from typing import Any
from uuid import uuid4

# A masked CSRF token has 64 letters and digits.
CHANGES_EACH_TIME = re.compile(rb"\b[A-Za-z0-9]{64}\b")


def unknown_value(name: str, value: Any) -> Any:
    """An id of nobody, a token that nobody has signed; other arguments stay."""
    if name == "token":
        return "nobody-signed-this"
    return str(uuid4()) if name.endswith("_id") else value


def same_words(one: Any, its_path: str, other: Any, others_path: str) -> bool:
    return _words(one, its_path) == _words(other, others_path)


def _words(answer: Any, path: str) -> bytes:
    text = CHANGES_EACH_TIME.sub(b"", answer.content)
    for part in filter(None, path.split("/")):
        if len(part) > 15:
            text = text.replace(part.encode(), b"ID")
    return text
