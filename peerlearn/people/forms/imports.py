"""Uploading a file, saying what its columns are, and reading it another way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from peerlearn.people.imports.fields import FIELDS, LEAVE_OUT
from peerlearn.people.imports.limits import MAX_FILE_BYTES
from peerlearn.people.imports.text_decoding import ENCODINGS
from peerlearn.people.models import ImportJob
from peerlearn.web.forms import FileDropInput

AUTO = "auto"
TARGETS = [(LEAVE_OUT, _("Leave out")), *((field.key, field.label) for field in FIELDS)]
DATE_ORDERS = [
    (AUTO, _("Decide from the dates themselves")),
    ("dmy", _("Day first: 31/12/2024")),
    ("mdy", _("Month first: 12/31/2024")),
]
ENCODING_LABELS = {
    "utf-8": _("UTF-8 (modern)"),
    "utf-8-sig": _("UTF-8 (modern, with mark)"),
    "utf-16": _("UTF-16 (“Unicode” of Excel)"),
    "cp1252": _("Western Europe, Windows (cp1252)"),
    "cp1250": _("Central Europe, Windows (cp1250)"),
    "cp1251": _("Cyrillic, Windows (cp1251)"),
    "cp1253": _("Greek, Windows (cp1253)"),
    "cp1254": _("Turkish, Windows (cp1254)"),
    "cp850": _("Western Europe, MS-DOS (cp850)"),
    "mac_roman": _("Western Europe, old Macintosh"),
    "shift_jis": _("Japanese (Shift JIS)"),
    "gb18030": _("Chinese (GB 18030)"),
    "euc_kr": _("Korean (EUC-KR)"),
}
DELIMITERS = [(",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab")), ("|", _("Bar |"))]


class UploadForm(forms.Form):
    """The file with the company's people, as it is."""

    file = forms.FileField(
        label=_("File with your people"),
        help_text=_(
            "CSV, Excel (.xlsx, .xls) or OpenDocument (.ods), up to 25 MB and 60,000 rows."
        ),
        widget=FileDropInput({"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refused here before its bytes are read into memory."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 25 MB."))
        return file


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of the file beside the choice of our field."""

    header: str
    samples: Sequence[str]
    filled: int
    is_private: bool
    field: forms.BoundField
    is_sensitive: bool = False  # unknown of files that came in before it was looked for


class ColumnsForm(forms.Form):
    """One choice for each column of the file."""

    date_order = forms.ChoiceField(label=_("How dates are written"), choices=DATE_ORDERS)

    def __init__(self, job: ImportJob, data: Any = None) -> None:
        self._columns = job.columns
        targets = [*job.targets, *[LEAVE_OUT] * len(job.columns)]
        initial = {f"column_{index}": targets[index] for index in range(len(job.columns))}
        super().__init__(data, initial={**initial, "date_order": job.date_order or AUTO})
        for index, column in enumerate(job.columns):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=column["header"], choices=TARGETS, required=False
            )

    def lines(self) -> Iterator[ColumnLine]:
        """For the table of the page."""
        for index, column in enumerate(self._columns):
            yield ColumnLine(**column, field=self[f"column_{index}"])

    def date_order_told(self) -> str:
        """The order of day and month, "" to decide from the dates."""
        told: str = self.cleaned_data["date_order"]
        return "" if told == AUTO else told

    def targets(self) -> list[str]:
        """The choices by position, once the form is valid."""
        return [self.cleaned_data[f"column_{index}"] for index in range(len(self._columns))]


class ReadingForm(forms.Form):
    """How the file is read, where the guess was wrong. Text files have no sheets."""

    sheet = forms.ChoiceField(label=_("Sheet"))
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        help_text=_("If letters like ä, é or ł look wrong in the examples."),
    )
    delimiter = forms.ChoiceField(label=_("Delimiter"), choices=DELIMITERS)

    def __init__(self, job: ImportJob, data: Any = None) -> None:
        told = {"sheet": job.sheet, "encoding": job.encoding, "delimiter": job.delimiter}
        super().__init__(data, initial=told)
        encodings = dict.fromkeys([*([job.encoding] if job.encoding else []), *ENCODINGS])
        self.fields["encoding"].choices = [  # type: ignore[attr-defined]
            (name, ENCODING_LABELS.get(name, name)) for name in encodings
        ]
        self.fields["sheet"].choices = [(name, name) for name in job.sheet_names]  # type: ignore[attr-defined]
        for name in ("encoding", "delimiter") if job.sheet_names else ("sheet",):
            del self.fields[name]
        if job.sheet_names and len(job.sheet_names) == 1:
            del self.fields["sheet"]

    def told(self) -> dict[str, str]:
        """What to read by; fields that this kind of file does not have are empty."""
        return {key: self.cleaned_data.get(key, "") for key in ("sheet", "encoding", "delimiter")}
