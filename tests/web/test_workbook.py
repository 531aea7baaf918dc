"""Tables as .xlsx files, read back by another program."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from peerlearn.web.workbook import write_workbook


def read(content):
    return load_workbook(BytesIO(content)).active


def test_texts_and_numbers_come_back_as_they_were():
    sheet = read(write_workbook("Pairs", ["Name", "Score"], [['Åsa <&> "q"', 61], [" two ", 0.5]]))
    assert sheet.title == "Pairs"
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Name", "Score"),
        ('Åsa <&> "q"', 61),
        (" two ", 0.5),
    ]
    assert sheet["A1"].font.b
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2"])
def test_nothing_is_a_formula(text):
    cell = read(write_workbook("x", ["a"], [[text]]))["A2"]
    assert (cell.value, cell.data_type) == (text, "s") or cell.data_type == "inlineStr"


@pytest.mark.parametrize(
    ("name", "title"),
    [("", "1"), ("a/b:c*[d]", "a b c  d"), ("x" * 50, "x" * 31), ('Q&A "5"', 'Q&A "5"')],
)
def test_any_name_makes_a_sheet(name, title):
    assert read(write_workbook(name, ["a"], [])).title == title


def test_what_xml_can_not_hold_is_left_out_and_nothing_is_an_empty_cell():
    sheet = read(write_workbook("x", ["a", "b"], [["a\x00b\x0bc\ud800", None], ["", 3]]))
    assert [cell.value for cell in sheet[2]] == ["abc", None]
    assert [cell.value for cell in sheet[3]] == [None, 3]
