"""What is wrong with a file, a column or a cell: a code with its particulars, no sentence yet.

A problem found by a worker is stored and shown later to a reader of any language, so the
sentences live in `texts` and are made when they are shown.
"""

from dataclasses import dataclass, field

SHOWN_CHARS = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `code` names it, `column` is the header as the file has it."""

    code: str
    column: str = ""
    value: str = ""
    detail: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "column": self.column,
            "value": self.value,
            "detail": dict(self.detail),
        }


class FileProblem(Exception):  # noqa: N818 - it carries a Problem, its name says so
    """The file as a whole can't be read; nothing of it is used."""

    def __init__(self, code: str, **detail: str) -> None:
        super().__init__(code)
        self.problem = Problem(code, detail=detail)


def problem(code: str, column: str = "", value: str = "", **detail: str) -> Problem:
    """A Problem whose value is short enough to show."""
    shown = value if len(value) <= SHOWN_CHARS else value[: SHOWN_CHARS - 1] + "…"
    return Problem(code, column, shown, detail)
