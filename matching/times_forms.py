"""Proposing times for the next meeting of a pair."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.queries.times import Choice
from matching.rules.invitations import Slot
from matching.rules.times import LENGTHS, number_problem
from peerlearn.web.moments import range_text


def moment_of(text: str) -> datetime | None:
    """The moment that a button or box holds; None for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


class MomentsField(forms.MultipleChoiceField):
    """Suggested times; others are allowed, for suggestions change while one reads them."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        """Whether it is a moment at all."""
        return moment_of(str(value)) is not None

    def clean(self, value: Any) -> list[datetime]:
        """The moments."""
        return [found for one in super().clean(value) if (found := moment_of(one))]


class TimesForm(forms.Form):
    """Up to three times: suggested ones, and one that the reader names."""

    starts = MomentsField(label=gettext_lazy("Up to three of these times"), required=False)
    own = forms.DateTimeField(label=gettext_lazy("Or a time of your own"), required=False)
    minutes = forms.TypedChoiceField(
        choices=[(one, str(one)) for one in LENGTHS], coerce=int, widget=forms.HiddenInput
    )

    def __init__(self, data: Any = None, *, choice: Choice, other: str) -> None:
        initial = {
            "starts": [at.isoformat() for at in choice.marked],
            "minutes": choice.minutes,
        }
        super().__init__(data, initial=initial)
        suggested = [(slot.starts_at.isoformat(), words_of(slot, other)) for slot in choice.slots]
        field = self.fields["starts"]
        field.choices = suggested  # type: ignore[attr-defined]
        self.fields["own"].help_text = _("On your clock, and in the working hours of both.")

    def clean(self) -> dict[str, Any]:
        """One time at least, three at most."""
        said = super().clean() or {}
        chosen = said.get("starts", [])
        own = [said["own"]] if said.get("own") else []
        said["wanted"] = sorted({*chosen, *own})
        if not self.errors and (problem := number_problem(said["wanted"])):
            self.add_error("starts", problem)
        return said


def words_of(slot: Slot, other: str) -> str:
    """A time in words, on the clocks of both."""
    words = range_text(slot.starts_at, slot.ends_at, now=timezone.now())
    if not slot.elsewhere:
        return words
    return _("%(time)s (%(clock)s for %(name)s)") % {
        "time": words,
        "clock": slot.elsewhere,
        "name": other,
    }


def wanted_minutes(text: str) -> int:
    """How long the meeting is to be; half an hour for anything else."""
    return next((one for one in LENGTHS if str(one) == text), LENGTHS[0])
