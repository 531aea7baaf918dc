"""A table as an .xlsx file. Texts are inline texts: what looks like a formula isn't one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None
# Sheet names: at most so long, and without these characters.
LONGEST_NAME, NOT_IN_NAMES = 31, re.compile(r"[\[\]:*?/\\']")
LONGEST_TEXT = 32_767
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PART = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FIXED = {
    "[Content_Types].xml": f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{PART}.sheet.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{PART}.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{PART}.styles+xml"/></Types>""",
    "_rels/.rels": f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""{HEAD}<styleSheet xmlns="{MAIN}">\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>""",
}


def write_workbook(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet called `name` with a bold, fixed first row; numbers are numbers."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for path, text in FIXED.items():
            archive.writestr(path, text)
        archive.writestr("xl/workbook.xml", _workbook(name))
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(_begin().encode())
            sheet.write(_row(1, headings, style=1).encode())
            for at, row in enumerate(rows, start=2):
                sheet.write(_row(at, row).encode())
            sheet.write(b"</sheetData></worksheet>")
    return file.getvalue()


def _workbook(name: str) -> str:
    title = NOT_IN_NAMES.sub(" ", _clean(name)).strip()[:LONGEST_NAME] or "1"
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{escape(title, {chr(34): "&quot;"})}" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>"
    )


def _begin() -> str:
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/>'
        "<sheetData>"
    )


def _row(number: int, cells: Sequence[Cell], *, style: int = 0) -> str:
    return f'<row r="{number}">{"".join(_cell(cell, style) for cell in cells)}</row>'


def _cell(value: Cell, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    text = escape(_clean(value)[:LONGEST_TEXT])
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)
