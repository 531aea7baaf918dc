"""The mentors whom a mentee could have in a run, packed: a group of ten thousand has a million.

A mentor is a number, a score is in whole quanta, and the rules that forbid a mentor are bits in
the order of the run's hard rules. Allowed mentors come first, best first; then the best of those
who are not allowed.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as count_by

QUANTA_PER_POINT = 10_000
# how many are allowed, how many are not, bytes of bits for each, whether private shares follow
HEADER = struct.Struct("<HHBB")


@dataclass(frozen=True)
class Option:
    """One mentor. `private`: what struggles gave, 0 to 1, and how many the two share; None where
    that rule didn't count.
    """

    mentor: int
    score: float
    forbidden: tuple[str, ...]
    private: tuple[float, int] | None


def pack(
    numbers: bytes, quanta: bytes, bits: bytes, private: bytes, *, allowed: int, forbidden: int
) -> bytes:
    """One mentee's options from little-endian columns.

    numbers  4 bytes for each mentor
    quanta   2 bytes for each
    bits     as many bytes as the rules need for each mentor who is forbidden
    private  2 bytes with the value in quanta for each, then 1 with the number; or nothing
    """
    width = len(bits) // forbidden if forbidden else 0
    head = HEADER.pack(allowed, forbidden, width, bool(private))
    return head + numbers + quanta + bits + private


def unpack(packed: bytes, rules: Sequence[str]) -> list[Option]:
    """The options; `rules` are the names of the run's hard rules, in their order."""
    allowed, forbidden, width, has_private = HEADER.unpack_from(packed)
    count, at = allowed + forbidden, HEADER.size
    numbers, quanta = _columns(packed, count)
    at += 6 * count
    names = [()] * allowed + [
        _names(packed[start : start + width], rules)
        for start in range(at, at + width * forbidden, width or 1)
    ]
    at += width * forbidden
    private: list[tuple[float, int] | None] = [None] * count
    if has_private:
        values = struct.unpack_from(f"<{count}H", packed, at)
        counts = struct.unpack_from(f"<{count}B", packed, at + 2 * count)
        private = [
            (value / QUANTA_PER_POINT, number) for value, number in zip(values, counts, strict=True)
        ]
    return [
        Option(number, score / QUANTA_PER_POINT, forbids, own)
        for number, score, forbids, own in zip(numbers, quanta, names, private, strict=True)
    ]


def unpack_allowed(packed: bytes, rules: Sequence[str], lifted: str) -> list[tuple[int, float]]:
    """Mentor and score of those whom nothing forbids, or nothing but the rule `lifted`."""
    allowed, forbidden, width, _has_private = HEADER.unpack_from(packed)
    count = allowed + forbidden
    mentors = list(zip(*_columns(packed, count), strict=True))
    found = mentors[:allowed]
    if lifted in rules:
        at, only = HEADER.size + 6 * count, 1 << rules.index(lifted)
        found += [
            mentor
            for start, mentor in zip(count_by(at, width), mentors[allowed:], strict=False)
            if int.from_bytes(packed[start : start + width], "little") == only
        ]
    return [(number, score / QUANTA_PER_POINT) for number, score in found]


def _columns(packed: bytes, count: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Mentors and quanta."""
    numbers = struct.unpack_from(f"<{count}I", packed, HEADER.size)
    return numbers, struct.unpack_from(f"<{count}H", packed, HEADER.size + 4 * count)


def _names(bits: bytes, rules: Sequence[str]) -> tuple[str, ...]:
    number = int.from_bytes(bits, "little")
    return tuple(rule for at, rule in enumerate(rules) if number >> at & 1)
