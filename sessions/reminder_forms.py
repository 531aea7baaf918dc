"""What HR types to plan reminders and what follows a session."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.web.line_field import LineField
from sessions.rules.reminding import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    MOMENTS,
    MOST_STEPS,
    Step,
)

UNITS = {"minutes": (1, _("minutes")), "hours": (60, _("hours")), "days": (1440, _("days"))}
NOTHING = ("", _("No message"))


class ReminderPlanForm(forms.Form):
    """The messages of a plan, a row each; a row without a moment is no message."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, steps: Sequence[Step], version: int) -> None:
        super().__init__(data, initial={"seen": version})
        for number in range(MOST_STEPS):
            step = steps[number] if number < len(steps) else None
            for name, field in _row_fields(step).items():
                self.fields[f"{name}_{number}"] = field

    def rows(self) -> list[dict[str, Any]]:
        """The fields of each row, for the page; `is_used` ones are open."""
        return [
            {
                "number": number + 1,
                "is_used": bool(self[f"moment_{number}"].value())
                or any(f"{name}_{number}" in self.errors for name in NAMES),
                **{name: self[f"{name}_{number}"] for name in NAMES},
            }
            for number in range(MOST_STEPS)
        ]

    def steps(self) -> list[Step]:
        """The messages that were typed, in their order."""
        return [self._step(number) for number in self.used()]

    def used(self) -> list[int]:
        """The numbers of the rows that are messages."""
        said = self.cleaned_data
        return [number for number in range(MOST_STEPS) if said.get(f"moment_{number}")]

    def clean(self) -> dict[str, Any]:
        """Each message needs its time."""
        said: dict[str, Any] = super().clean() or {}
        for number in self.used():
            if said.get(f"amount_{number}") is None and f"amount_{number}" not in self.errors:
                self.add_error(f"amount_{number}", _("Say how long before or after."))
        return said

    def say(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Put what is wrong with a step beside its field."""
        used = self.used()
        for (number, name), sentence in problems.items():
            row = used[number] if number < len(used) else MOST_STEPS - 1
            self.add_error(f"{'amount' if name == 'minutes' else name}_{row}", sentence)

    def _step(self, number: int) -> Step:
        said = {name: self.cleaned_data[f"{name}_{number}"] for name in NAMES}
        minutes = said["amount"] * UNITS[said["unit"] or "hours"][0]
        body = said["body"].replace("\r\n", "\n").strip()
        return Step(said["moment"], minutes, said["subject"].strip(), body)


NAMES = ("moment", "amount", "unit", "subject", "body")


def _row_fields(step: Step | None) -> dict[str, forms.Field]:
    amount, unit = _amount(step.minutes) if step else (None, "hours")
    return {
        "moment": forms.ChoiceField(
            label=_("When"),
            choices=[NOTHING, *MOMENTS.items()],
            required=False,
            initial=step.moment if step else "",
        ),
        "amount": forms.IntegerField(
            label=_("How long"), required=False, min_value=1, initial=amount
        ),
        "unit": forms.ChoiceField(
            label=_("Unit"),
            choices=[(key, words) for key, (_minutes, words) in UNITS.items()],
            required=False,
            initial=unit,
        ),
        "subject": LineField(
            label=_("Subject"),
            help_text=_("Left empty with the text, ours is sent."),
            required=False,
            max_length=LONGEST_SUBJECT,
            initial=step.subject if step else "",
        ),
        "body": forms.CharField(
            label=_("Text"),
            required=False,
            max_length=LONGEST_BODY,
            widget=forms.Textarea({"rows": 6}),
            initial=step.body if step else "",
        ),
    }


def _amount(minutes: int) -> tuple[int, str]:
    """A span in its largest whole unit; a day in hours, as people say it."""
    for unit in ("days", "hours"):
        size = UNITS[unit][0]
        if minutes % size == 0 and minutes > size:
            return minutes // size, unit
    return (minutes // 60, "hours") if minutes % 60 == 0 else (minutes, "minutes")
