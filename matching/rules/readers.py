"""Who reads the reasons of a pair, and what its two people are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

Part = Mapping[str, Any]


class Reader(Enum):
    """Who reads a reason."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    OTHERS = "others"


@dataclass(frozen=True)
class Names:
    """The two people as sentences call them, and who reads these."""

    mentor: str
    mentee: str
    reader: Reader = Reader.OTHERS
