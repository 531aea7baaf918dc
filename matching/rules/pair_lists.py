"""A pasted list of pairs: a mentee and a mentor to a line, and if need be why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

MENTOR, MENTEE = "mentor", "mentee"
MOST_PAIRS = 2_000
LONGEST_REASON = 200
MARKS = ("\t", ";", ",")


@dataclass(frozen=True)
class Line:
    """A line of the list, by the names that stand there."""

    mentee: str
    mentor: str
    reason: str = ""

    @property
    def text(self) -> str:
        """The line to be pasted again."""
        return "\t".join(filter(None, (self.mentee, self.mentor, self.reason)))


@dataclass(frozen=True)
class Known:
    """Somebody of the program who can be meant. `marks`: address and number."""

    id: UUID
    role: str
    name: str
    marks: tuple[str, ...]


def lines_of(rows: Iterable[Sequence[str]]) -> list[Line]:
    """The lines of a table without its blank ones. A heading that names mentor and mentee says
    which column is which; else the mentee comes first.
    """
    told = [[" ".join(cell.split()) for cell in _cells(row)] for row in rows]
    told = [row for row in told if any(row)]
    first, second = 0, 1
    if told and _is_heading(told[0]):
        heading = [cell.casefold() for cell in told.pop(0)]
        first = next(at for at, cell in enumerate(heading) if MENTEE in cell)
        second = next(at for at, cell in enumerate(heading) if MENTOR in cell)
    third = next((at for at in range(3) if at not in (first, second)), 2)
    return [
        Line(_cell(row, first), _cell(row, second), _cell(row, third)[:LONGEST_REASON])
        for row in told
    ]


def _cells(row: Sequence[str]) -> Sequence[str]:
    """A line that has another mark between its names than the lines before it is one cell there."""
    whole = row[0] if len([cell for cell in row if cell.strip()]) == 1 else ""
    mark = next((mark for mark in MARKS if mark in whole), None)
    return whole.split(mark) if mark else row


def _is_heading(row: Sequence[str]) -> bool:
    cells = [cell.casefold() for cell in row if "@" not in cell]
    return any(MENTEE in cell for cell in cells) and any(MENTOR in cell for cell in cells)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


class Phonebook:
    """Finds people of a program by what a list calls them."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.by_mark: dict[str, Known] = {}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for one in people:
            self.by_mark.update((mark.casefold(), one) for mark in one.marks if mark)
            self.by_name[one.name.casefold()].append(one)

    def find(self, written: str, role: str) -> tuple[UUID | None, str]:
        """Who is meant, or what is wrong with it. Of namesakes the one with the role is meant."""
        name, _bracket, mark = written.rstrip(">").partition("<")
        by_mark = self.by_mark.get((mark or name).strip().casefold())
        if by_mark:
            return by_mark.id, ""
        called = self.by_name[name.strip().casefold()]
        ids = {one.id for one in called if one.role == role} or {one.id for one in called}
        if len(ids) == 1:
            return ids.pop(), ""
        if not written:
            return None, _("There must be a mentee and a mentor in each line.")
        if ids:
            text = _("Several people of this program are called “%(name)s”: give the e-mail.")
        else:
            text = _("Nobody in this program is called “%(name)s”, nor has such an address.")
        return None, text % {"name": written[:80]}
