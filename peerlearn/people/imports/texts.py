"""Problems as sentences: what is wrong, and the mend, in the reader's language."""

from dataclasses import dataclass

from peerlearn.people.imports.problems import Problem
from peerlearn.people.imports.repeats import name_fields
from peerlearn.people.imports.texts_of_files import FILE_TEXTS
from peerlearn.people.imports.texts_of_rows import ROW_TEXTS

TEXTS = {**FILE_TEXTS, **ROW_TEXTS}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A problem as a person reads it."""

    column: str
    value: str
    wrong: str
    mend: str


def explain(problem: Problem) -> Explanation:
    """Raises KeyError for a code that no text stands for (a test keeps that from happening)."""
    wrong, mend = TEXTS[problem.code]
    particulars = {"column": problem.column, "value": problem.value, **problem.detail}
    if "fields" in particulars:
        particulars["fields"] = name_fields(particulars["fields"])
    return Explanation(
        problem.column, problem.value, str(wrong) % particulars, str(mend) % particulars
    )
