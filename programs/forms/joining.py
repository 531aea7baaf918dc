"""What people say when they come in, pause and leave, and what HR answers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.web.days import DayField
from programs.models import EnrollmentChange
from programs.rules.moves import pause_problem

# "Rather not this time" is the answer to a question, not a reason that one chooses.
LEAVING = [
    choice
    for choice in EnrollmentChange.Reason.choices
    if choice[0] != EnrollmentChange.Reason.NOT_NOW
]


class ApplyForm(forms.Form):
    """Why somebody would like to take part, if they want to say."""

    words = forms.CharField(
        label=_("Why would you like to take part?"),
        help_text=_("HR reads it, nobody else."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PauseForm(forms.Form):
    """Until when."""

    returns_on = DayField(
        label=_("Back on"), help_text=_("From this day on you take part again, by itself.")
    )

    def __init__(self, *args: Any, today: date, ends_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.ends_on = today, ends_on

    def clean_returns_on(self) -> date:
        day: date = self.cleaned_data["returns_on"]
        problem = pause_problem(day, today=self.today, ends_on=self.ends_on)
        if problem:
            raise forms.ValidationError(problem)
        return day


class LeaveForm(forms.Form):
    """Why somebody leaves."""

    reason = forms.ChoiceField(
        label=_("Why do you leave?"),
        choices=LEAVING,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    """What HR decides about those ticked; a no needs a reason, which the applicants read."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("reject", "")])
    words = forms.CharField(
        label=_("Why not"),
        help_text=_("The applicants read it, with thanks for asking."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "reject" and not cleaned.get("words", "").strip():
            self.add_error("words", _("Give the applicants a reason."))
        return cleaned
