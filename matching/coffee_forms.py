"""The forms around coffee rounds."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import CoffeePlan
from peerlearn.web.seen import SeenForm
from programs.models import Program
from programs.queries.roles import Roles

FIELDS = ("is_on", "every_weeks", "weekday", "starts_on", "ends_on", "role", "across")


class CoffeePlanForm(forms.Form):
    """How often, on which day, from when until when, and who."""

    every_weeks = forms.TypedChoiceField(
        label=_("How often"), coerce=int, choices=CoffeePlan.Every.choices
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day"), coerce=int, choices=CoffeePlan.Weekday.choices
    )
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(
        label=_("Until"), required=False, help_text=_("Empty: as long as the program goes on.")
    )
    role = forms.ChoiceField(label=_("Who"), required=False)
    across = forms.BooleanField(
        label=_("Prefer colleagues of other departments"),
        required=False,
        help_text=_("A wish, not a must: nobody stays alone for it."),
    )
    is_on = forms.BooleanField(
        label=_("Rounds are made"),
        required=False,
        help_text=_("Take the tick away to stop for a while; nothing is lost."),
    )

    def __init__(self, *args: Any, roles: Roles, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = [("", _("Everybody who takes part"))] + [
            (key, facts.plural) for key, facts in roles.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first one."))
        return cleaned


class SeenCoffeePlanForm(SeenForm, CoffeePlanForm):
    """The page of a program."""


def initial_plan(program: Program, plan: CoffeePlan | None, *, today: date) -> dict[str, Any]:
    """What is planned, or what is usual."""
    now = plan or CoffeePlan(starts_on=max(today, program.starts_on))
    return {name: getattr(now, name) for name in FIELDS}


class SnoozeForm(forms.Form):
    """No coffee before a day."""

    until = forms.DateField(label=_("Put me together with somebody again from"))
