"""A list of people, pasted or as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.imports.reading import read_table
from peerlearn.people.imports.table import text_of
from peerlearn.web.forms import FileDropInput
from programs.forms.enrollment import ACTS, name_roles
from programs.models import Enrollment
from programs.queries.roles import Roles
from programs.rules.lists import MOST_ENTRIES, entries_of, entries_of_rows


class ListForm(forms.Form):
    """Addresses and employee numbers, and what becomes of those people."""

    role = forms.ChoiceField(label=_("Enroll as"), choices=Enrollment.Role.choices)
    text = forms.CharField(
        label=_("E-mail addresses or employee numbers"),
        help_text=_("One per line, or with commas between them."),
        max_length=2_000_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label=_("Or a file with them"),
        required=False,
        widget=FileDropInput({"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
    act = forms.ChoiceField(choices=ACTS, initial="enroll", required=False)
    expected = forms.IntegerField(required=False)
    tell = forms.BooleanField(required=False)

    def __init__(self, *args: Any, roles: Roles, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_roles(self, [(key, role.label) for key, role in roles.items()], roles)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            entries = self._entries(cleaned)
        except FileProblem:
            self.add_error("file", _("This file can't be read. Paste the addresses instead."))
            return cleaned
        if not entries and not self.errors:
            self.add_error("text", _("Paste at least one address or number, or choose a file."))
        if len(entries) > MOST_ENTRIES:
            text = _("At most %(most)s people in one list.") % {"most": MOST_ENTRIES}
            self.add_error("text", text)
        cleaned["entries"] = entries
        return cleaned

    def _entries(self, cleaned: dict[str, Any]) -> list[str]:
        entries = entries_of(cleaned.get("text") or "")
        file = cleaned.get("file")
        if file is None:
            return entries
        table = read_table(file.read())
        # A list without a heading has its first person there.
        first = [cell for cell in table.headers if "@" in cell]
        rows = [first, *([text_of(cell) for cell in row.cells] for row in table.rows)]
        return list(dict.fromkeys([*entries, *entries_of_rows(rows)]))
