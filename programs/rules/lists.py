"""Whom a pasted list means: e-mail addresses and employee numbers, in any order."""

import re

PARTS = re.compile(r"[\n\r\t,;]+")
ADDRESS = re.compile(r"[^\s<>\"'()]+@[^\s<>\"'()]+")
MOST_ENTRIES = 20_000


def entries_of(text: str) -> list[str]:
    """What the list names, each once and in its order: addresses in lower case, numbers as they
    are. “Ana Silva <ana@acme.example>” names ana@acme.example.
    """
    found: dict[str, None] = {}
    for part in PARTS.split(text):
        address = ADDRESS.search(part)
        entry = address.group().rstrip(".").lower() if address else " ".join(part.split())
        if entry:
            found.setdefault(entry)
    return list(found)


def entries_of_rows(rows: list[list[str]]) -> list[str]:
    """The same for a table: of each row the first address, else its first cell."""
    picked = []
    for row in rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        picked += [next((cell for cell in cells if "@" in cell), cells[0])] if cells else []
    return entries_of("\n".join(picked))
