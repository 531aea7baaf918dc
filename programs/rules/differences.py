"""What was changed from one text to the next, in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Kind = Literal["same", "gone", "new"]
# Words, blanks, line ends and signs; a line end stands alone, so that lines are found again.
TOKENS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, is gone, or is new."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The later text with what is gone from the earlier one still in its place.

    Lines are compared first, then the words of lines that differ. Without the gone pieces it is
    `after`, without the new ones `before`, both with plain line ends: a browser sends others than
    it was given.
    """
    pieces: list[Piece] = []
    old, new = (text.replace("\r\n", "\n").splitlines(keepends=True) for text in (before, after))
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[i:j]), "".join(new[k:m])
        pieces += [Piece("same", now)] if tag == "equal" else _words(was, now)
    return _merged(pieces)


def are_different(pieces: list[Piece]) -> bool:
    """Whether anything was changed."""
    return any(piece.kind != "same" for piece in pieces)


def _words(was: str, now: str) -> Iterator[Piece]:
    old, new = TOKENS.findall(was), TOKENS.findall(now)
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[k:m]))
        else:
            yield Piece("gone", "".join(old[i:j]))
            yield Piece("new", "".join(new[k:m]))


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Neighbours as one; a lone blank between two changes belongs to both, so they read as one."""
    joined = _bridged([piece for piece in pieces if piece.text])
    found: list[Piece] = []
    for is_same, group in groupby(joined, key=lambda piece: piece.kind == "same"):
        members = list(group)
        if is_same:
            found.append(Piece("same", "".join(piece.text for piece in members)))
            continue
        kinds: tuple[Kind, Kind] = ("gone", "new")
        for kind in kinds:
            text = "".join(piece.text for piece in members if piece.kind == kind)
            if text:
                found.append(Piece(kind, text))
    return found


def _bridged(pieces: list[Piece]) -> Iterator[Piece]:
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        is_blank = piece.kind == "same" and piece.text == " " and 0 < place < last
        if is_blank:
            yield Piece("gone", piece.text)
            yield Piece("new", piece.text)
        else:
            yield piece
