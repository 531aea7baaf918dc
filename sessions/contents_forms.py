"""What is typed in as a session's agenda, and as its materials: rows, each with its own fields."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.crypto import get_random_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.models import AgendaItem
from sessions.rules.agenda import MOST_ITEMS, MOST_MINUTES, TALK, AgendaRow
from sessions.rules.materials import AFTER, MOST_MATERIALS, NOW, SEAT, MaterialRow
from sessions.rules.series_changes import AGENDA, MATERIALS, ONE, SCOPES

UP, DOWN, REMOVE, ADD, USUAL, COUNT = "up", "down", "remove", "add", "usual", "count"
AUDIENCES = [
    (NOW, gettext_lazy("Now: everybody who sees the session")),
    (SEAT, gettext_lazy("With a seat: who has booked, from then on")),
    (AFTER, gettext_lazy("Afterwards: everybody who sees the session, once it is over")),
]


class AgendaRowForm(forms.Form):
    """One item of an agenda."""

    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=lambda: [(one.value, capfirst(one.label)) for one in AgendaItem.Stage],
        initial=TALK,
    )
    title = forms.CharField(
        label=gettext_lazy("What"),
        max_length=160,
        required=False,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_MINUTES, initial=10
    )
    who = forms.CharField(
        label=gettext_lazy("Who"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"list": "leaders", "autocomplete": "off"}),
    )

    def row(self) -> AgendaRow:
        """The item of a valid form."""
        return AgendaRow(**self.cleaned_data)


class MaterialRowForm(forms.Form):
    """One link."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160, required=False)
    url = forms.URLField(
        label=gettext_lazy("Link"),
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(["https"])],
        error_messages={"invalid": gettext_lazy("Use a link that begins with https://")},
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Visible"), choices=AUDIENCES, initial=NOW, required=False
    )

    def row(self) -> MaterialRow:
        """The link of a valid form; without a title its host says what it is."""
        said = self.cleaned_data
        host = urlsplit(said["url"]).hostname or ""
        return MaterialRow(said["title"] or host, said["url"], said["audience"] or NOW)


RowForm = AgendaRowForm | MaterialRowForm
ROW_FORMS: dict[str, type[AgendaRowForm] | type[MaterialRowForm]] = {
    AGENDA: AgendaRowForm,
    MATERIALS: MaterialRowForm,
}
MOST = {AGENDA: MOST_ITEMS, MATERIALS: MOST_MATERIALS}
# A row in which none of these is typed is no row.
TYPED = {AGENDA: ("title", "minutes", "who"), MATERIALS: ("title", "url")}


class ContentsForm:
    """The rows of an agenda or of materials, in the order in which the page has them."""

    def __init__(self, part: str, rows: Sequence[dict[str, Any]] = ()) -> None:
        self.part = part
        self.problem = ""
        # Whether somebody else has saved since the page was opened.
        self.is_conflict = False
        self.rows: list[RowForm] = [self._row(dict(row)) for row in rows]

    @classmethod
    def typed(cls, part: str, data: QueryDict) -> "ContentsForm":
        """What was sent. `is_valid` checks it; until then no row says what is wrong with it."""
        form = cls(part)
        for key in list(dict.fromkeys(data.getlist("row")))[: MOST[part] + 1]:
            names = ROW_FORMS[part].base_fields
            form.rows.append(
                form._row({name: data.get(f"{key}-{name}", "") for name in names}, key=key)
            )
        return form

    def _row(self, values: dict[str, Any], *, key: str = "") -> RowForm:
        return ROW_FORMS[self.part](initial=values, prefix=key or f"r{get_random_string(6)}")

    def act(self, said: str) -> None:
        """Do what a button on the page says: move a row, take one away, or add one."""
        what, _colon, key = said.partition(":")
        if what == ADD and len(self.rows) < MOST[self.part]:
            self.rows.append(self._row({}))
        place = next((at for at, row in enumerate(self.rows) if row.prefix == key), None)
        if place is None:
            return
        row = self.rows.pop(place)
        if what != REMOVE:
            move = {UP: -1, DOWN: 1}.get(what, 0)
            self.rows.insert(max(0, place + move), row)

    def is_valid(self) -> bool:
        """Whether all rows can be kept; those in which nothing was typed fall away."""
        self.rows = [row for row in self.rows if any(map(row.initial.get, TYPED[self.part]))]
        checked = []
        for row in self.rows:
            data = {f"{row.prefix}-{name}": value for name, value in row.initial.items()}
            checked.append(ROW_FORMS[self.part](data, prefix=row.prefix))
        self.rows = checked
        return all(row.is_valid() for row in self.rows)

    def said(self) -> list[AgendaRow | MaterialRow]:
        """The rows of a valid form."""
        return [row.row() for row in self.rows]

    @property
    def errors(self) -> bool:
        """Whether anything is wrong, for the summary of the page."""
        return bool(self.problem) or any(row.is_bound and row.errors for row in self.rows)

    def non_field_errors(self) -> list[str]:
        """What is wrong with all of it."""
        return [self.problem] if self.problem else []

    def __iter__(self) -> Iterator[BoundField]:
        for row in self.rows:
            yield from row

    @property
    def minutes(self) -> list[int]:
        """The minutes of the rows in which there are any."""
        found = [str(row["minutes"].value() or "") for row in self.rows]
        return [min(int(one), MOST_MINUTES) for one in found if one.isdecimal() and len(one) < 6]

    @property
    def is_full(self) -> bool:
        """Whether no row can be added."""
        return len(self.rows) >= MOST[self.part]


class ContentsScopeForm(forms.Form):
    """For which sessions of a series it is meant."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Save it for"),
        choices=list(SCOPES.items()),
        widget=forms.RadioSelect,
        initial=ONE,
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("Also where a session has its own"),
        required=False,
        help_text=gettext_lazy("Left out, these keep what they were given alone."),
    )


def scope_said(data: QueryDict) -> tuple[str, bool]:
    """What was chosen; a page or a script that knows nothing of series means one session."""
    form = ContentsScopeForm({"scope": ONE, **data.dict()})
    if not form.is_valid():
        return ONE, False
    return form.cleaned_data["scope"], form.cleaned_data["overwrite"]


def heading_of(part: str) -> str:
    """What the page is called."""
    return _("Agenda") if part == AGENDA else _("Materials")
