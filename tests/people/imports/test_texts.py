"""Sentences for every problem, and the files that we write."""

import csv
import io
import re
from pathlib import Path

from peerlearn.people.imports import problems as problems_module
from peerlearn.people.imports.bad_rows import bad_rows_csv, template_csv, write_csv
from peerlearn.people.imports.columns import guess_targets
from peerlearn.people.imports.fields import LEAVE_OUT
from peerlearn.people.imports.plan import Outcome
from peerlearn.people.imports.planning import make_plan
from peerlearn.people.imports.problems import Problem
from peerlearn.people.imports.reading import read_table
from peerlearn.people.imports.table import text_of
from peerlearn.people.imports.texts import TEXTS, explain
from tests.people.imports.files import TODAY, table_of

PACKAGE = Path(problems_module.__file__).parent


def test_every_code_has_its_sentences_and_every_sentence_its_code() -> None:
    source = "\n".join(
        path.read_text() for path in PACKAGE.rglob("*.py") if "texts_of" not in path.name
    )
    used = set(re.findall(r'(?:problem|FileProblem|Refusal)\(\s*"([a-z_]+)"', source))
    used |= set(re.findall(r'"((?:email|too|reviewer)_[a-z_]+)",', source))
    used |= set(re.findall(r'"(date_[a-z_]+)"', source))
    used |= {"not_a_table", "people_changed_meanwhile", "import_crashed"}
    assert used - set(TEXTS) == set()
    assert set(TEXTS) - used == set()


def test_problem_is_explained_in_words() -> None:
    told = explain(
        Problem("person_repeated", value="Anna", detail={"row": "2", "fields": "title,managers"})
    )
    assert told.wrong == (
        "This person stands in row 2 already, with another value for: Job title, Manager."
    )
    assert "Row 2" in told.mend


def test_percent_signs_in_a_value_do_no_harm() -> None:
    assert "“100% %s”" in explain(Problem("email_no_at", "E-mail", "100% %s")).wrong


def test_bad_rows_can_be_mended_and_read_in_again() -> None:
    table = table_of(
        "Name;E-mail;Title",
        "Anna;anna@x;=cmd|x",
        "Ben;ben@x.example;CFO",
        "Cleo;c@x.example;a;b",
    )
    plan = make_plan(table, guess_targets(table), [], today=TODAY)
    cells = {row.number: [text_of(cell) for cell in row.cells] for row in table.rows}
    bad = [
        (row.number, cells[row.number], row.problems) for row in plan.with_outcome(Outcome.ERROR)
    ]
    text = bad_rows_csv(table.headers, bad, delimiter=";")
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert lines[0][3:] == [
        "Peerlearn row",
        "Peerlearn: what is wrong",
        "Peerlearn: how to correct it",
    ]
    assert lines[1][:4] == ["Anna", "anna@x", "'=cmd|x", "2"]
    assert "no dot after the @" in lines[1][4]
    assert lines[2][3] == "4"
    mended = read_table(text.replace("anna@x;", "anna@x.example;").encode())
    targets = guess_targets(mended)
    assert targets[:3] == ("full_name", "email", "title")
    assert set(targets[3:6]) == {LEAVE_OUT}
    again = make_plan(mended, targets, [], today=TODAY)
    assert again.rows[0].outcome is Outcome.NEW
    assert again.rows[0].person.title == "=cmd|x"


def test_written_csv_defuses_every_cell() -> None:
    assert write_csv([["=1", "+1", "-1", "@a", "ok"]]) == "\ufeff'=1,'+1,'-1,'@a,ok\r\n"


def test_template_is_a_file_that_imports_whole() -> None:
    table = read_table(template_csv().encode())
    targets = guess_targets(table)
    assert LEAVE_OUT not in targets
    plan = make_plan(table, targets, [], today=TODAY)
    assert [row.outcome for row in plan.rows] == [Outcome.NEW, Outcome.NEW]
    assert [row.problems for row in plan.rows] == [[], []]
