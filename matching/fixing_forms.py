"""What is typed in to fix pairs by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.queries.fixing import people_in_role
from matching.rules.pair_lists import LONGEST_REASON, MOST_PAIRS, Line, lines_of
from peerlearn.people.forms.naming import PersonField
from peerlearn.people.imports.problems import FileProblem
from peerlearn.people.imports.reading import read_rows
from peerlearn.web.forms import FileDropInput
from programs.models import Program

MENTEE, MENTOR = "mentee", "mentor"


class FixForm(forms.Form):
    """Two people by name, and why, if rules speak against them."""

    mentee = PersonField(
        label=gettext_lazy("Mentee"),
        help_text=gettext_lazy("Type a name or an e-mail address."),
        max_length=300,
        widget=forms.TextInput({"list": "mentee-options", "autocomplete": "off"}),
    )
    mentor = PersonField(
        label=gettext_lazy("Mentor"),
        help_text=gettext_lazy("Type a name or an e-mail address."),
        max_length=300,
        widget=forms.TextInput({"list": "mentor-options", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why should they be a pair?"),
        help_text=gettext_lazy(
            "Needed where rules of the program speak against the two. Only HR admins read it, not"
            " the two."
        ),
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(self, *args: Any, program: Program, suggest: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in (MENTEE, MENTOR):
            field = self.fields[role]
            assert isinstance(field, PersonField)  # noqa: S101  for the type checker
            field.first = people_in_role(program, role)
            field.widget.attrs |= {
                "hx-get": f"{suggest}?role={role}",
                "hx-trigger": "input changed delay:250ms",
                "hx-target": f"#{role}-options",
            }

    def need_reason(self, why: str) -> None:
        """Rules speak against the two: ask for the reason, and keep what was typed."""
        self.fields["reason"].required = True
        self.add_error("reason", why)


class PairListForm(forms.Form):
    """Many pairs, pasted or as a file."""

    text = forms.CharField(
        label=gettext_lazy("Pairs"),
        help_text=gettext_lazy(
            "A pair in each line: first the mentee, then the mentor, by e-mail address, employee"
            " number or full name, with a tab, a comma or a semicolon between them. A third column"
            " says why, where rules speak against the pair."
        ),
        max_length=1_000_000,
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file with them"),
        required=False,
        widget=FileDropInput({"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        lines: list[Line] = []
        if cleaned.get("text", "").strip():
            lines += self._lines("text", cleaned["text"].encode())
        if cleaned.get("file"):
            lines += self._lines("file", cleaned["file"].read())
        if not lines and not self.errors:
            self.add_error("text", _("Paste at least one pair, or choose a file."))
        if len(lines) > MOST_PAIRS:
            self.add_error("text", _("At most %(most)s pairs in one list.") % {"most": MOST_PAIRS})
        cleaned["lines"] = lines
        return cleaned

    def _lines(self, field: str, data: bytes) -> list[Line]:
        try:
            return lines_of(read_rows(data))
        except FileProblem:
            self.add_error(field, _("This list can't be read. Paste the pairs, one to a line."))
            return []
