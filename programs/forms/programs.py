"""The forms of a program itself, and of the list of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.people.queries import hr_admins
from peerlearn.web.days import DayField
from peerlearn.web.line_field import LineField
from peerlearn.web.seen import SeenForm
from programs.models import Program
from programs.rules.dates import date_problems


class ProgramForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a program is called, what it is for, and when it is."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    class Meta:
        model = Program
        fields: tuple[str, ...] = ("name", "goal", "starts_on", "ends_on")
        field_classes = {"name": LineField, "starts_on": DayField, "ends_on": DayField}
        widgets = {"goal": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "name": _("What colleagues will read, for instance “Onboarding spring”."),
            "goal": _("What should be different at the end? One or two sentences are enough."),
            "starts_on": _("The program begins by itself on this day, once you have launched it."),
            "ends_on": _(
                "Nothing is deleted then. Leave it empty for an evergreen program: people join any"
                " day, and each one's clock starts then."
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on:
            for field, problem in self.problems(starts_on, ends_on).items():
                self.add_error(field, problem)
        return cleaned

    def problems(self, starts_on: date, ends_on: date | None) -> dict[str, str]:
        """What is wrong with the days."""
        return date_problems(starts_on, ends_on, today=self.today)


class EditProgramForm(ProgramForm):
    """The same, and who owns it. A last day that has passed may stay as it is."""

    owner: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("HR owner"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Answers for the program, and therefore can't facilitate it."),
    )

    class Meta(ProgramForm.Meta):
        fields: tuple[str, ...] = (*ProgramForm.Meta.fields, "owner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101  it is declared above
        owner.queryset = hr_admins().order_by("name")

    def problems(self, starts_on: date, ends_on: date | None) -> dict[str, str]:
        if ends_on and "ends_on" not in self.changed_data and ends_on >= starts_on:
            return {}
        return super().problems(starts_on, ends_on)


class SeenProgramForm(SeenForm, EditProgramForm):
    """The page of it."""


class ProgramFilterForm(forms.Form):
    """Search and state of the list of programs."""

    q = forms.CharField(label=_("Search programs"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All but archived")), *Program.State.choices],
    )
