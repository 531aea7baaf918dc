"""A run's pairs as a file: CSV, or a workbook."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from matching.models import MatchRun
from matching.views.pair_rows import PairRow
from peerlearn.people.imports.bad_rows import write_csv
from peerlearn.people.models import Person
from peerlearn.web.workbook import XLSX, Cell, write_workbook


def pairs_file(run: MatchRun, rows: Iterable[PairRow]) -> HttpResponse:
    """One line per pair; a spreadsheet shows what looks like a formula and does not compute it."""
    text = write_csv([_headings(), *([_text(cell) for cell in _cells(row)] for row in rows)])
    return _file(run, text.encode(), "csv")


def pairs_workbook(run: MatchRun, rows: Iterable[PairRow]) -> HttpResponse:
    """The same as a workbook, whose scores are numbers."""
    content = write_workbook(run.program.name, _headings(), [_cells(row) for row in rows])
    return _file(run, content, "xlsx")


def _file(run: MatchRun, content: bytes, kind: str) -> HttpResponse:
    name = slugify(run.program.name) or "program"
    return HttpResponse(
        content,
        content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="pairs-{name}.{kind}"'},
    )


def _headings() -> list[str]:
    of_person = [_("Name"), _("E-mail"), _("Job title"), _("Department"), _("Location")]
    sides = [(_("Mentee: %s"), of_person), (_("Mentor: %s"), of_person)]
    people = [side % heading for side, headings in sides for heading in headings]
    return [*people, _("Score (of 100)"), _("Compared (of 100)"), _("State"), _("Reasons")]


def _cells(row: PairRow) -> list[Cell]:
    match = row.match
    return [
        *_person(match.mentee),
        *_person(match.mentor),
        row.points,
        row.compared,
        match.get_state_display(),
        "; ".join(reason.text for reason in row.reasons),
    ]


def _person(person: Person) -> list[str]:
    return [
        person.display_name,
        person.email or "",
        person.title,
        person.department,
        person.location,
    ]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
