"""How the plain text of a code of conduct is shown."""

import re
from dataclasses import dataclass

BULLET = re.compile(r"^\s*[-*•]\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph's lines, or a list's items."""

    is_list: bool
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    """Blank lines part paragraphs; lines that begin with a dash or a star are a list."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [block for part in parts if part for block in _blocks(part.splitlines())]


def _blocks(lines: list[str]) -> list[Block]:
    found: list[Block] = []
    for line in lines:
        is_list = bool(BULLET.match(line))
        said = BULLET.sub("", line).strip()
        if found and found[-1].is_list == is_list:
            found[-1] = Block(is_list, (*found[-1].lines, said))
        else:
            found.append(Block(is_list, (said,)))
    return found
