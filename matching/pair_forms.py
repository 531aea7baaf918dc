"""What the two of a pair, and HR for all of them, can say."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models import PairGoal, PairTerms, PairVerdict
from matching.rules.health import LABELS, Health
from peerlearn.web.days import DayField
from peerlearn.web.seen import SeenForm

ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("", _("I'd rather not say"))]


class AgainForm(forms.Form):
    """Would you be matched with them again?"""

    again = forms.ChoiceField(
        label=_("Would you be matched with them again?"),
        choices=ANSWERS,
        required=False,
        widget=forms.RadioSelect,
    )

    def says_again(self) -> bool | None:
        """Yes, no, or nothing."""
        return {"yes": True, "no": False}.get(self.cleaned_data["again"])


class EndForm(AgainForm):
    """Why it ends, in confidence. All of it may be left out."""

    reason = forms.ChoiceField(
        label=_("What is the reason?"),
        choices=[("", _("I'd rather not say")), *PairVerdict.Reason.choices],
        required=False,
    )
    field_order = ("reason", "again")


class PauseForm(forms.Form):
    """Until when."""

    returns_on = DayField(label=_("Back on"))


class PlanForm(forms.Form):
    """The next meeting, in the reader's zone."""

    at = forms.DateTimeField(
        label=_("Next meeting"), help_text=_("For a time that you two have agreed on already.")
    )


class MetForm(forms.Form):
    """The day of a meeting; today is now."""

    on = DayField(label=_("Day of the meeting"))

    def moment(self, now: datetime) -> datetime:
        """Noon of the day in the reader's zone, or now on this day."""
        day = self.cleaned_data["on"]
        if day == timezone.localtime(now).date():
            return now
        return timezone.make_aware(datetime.combine(day, time(12)))


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """One goal."""

    class Meta:
        model = PairGoal
        fields = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("A goal of yours, in a few words")


class ClosingForm(AgainForm):
    """The last words. Both texts may be left out."""

    thanks = forms.CharField(
        label=_("Thank you"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    commitment = forms.CharField(
        label=_("I will …"),
        required=False,
        max_length=200,
        help_text=_("One thing that you will do with what you learned. Only you see it."),
    )
    stays_in_touch = forms.BooleanField(
        label=_("I'd like to stay in touch"),
        required=False,
        help_text=_("Shown to both only if both say so."),
    )
    field_order = ("thanks", "commitment", "stays_in_touch", "again")


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What pairs of a program are promised."""

    class Meta:
        model = PairTerms
        fields = ("first_meeting_days", "check_in_weeks")


class SeenTermsForm(SeenForm, TermsForm):
    """The page of a program."""


class HealthFilter(forms.Form):
    """Which pairs of a program are listed, in the address."""

    health = forms.ChoiceField(
        label=_("Health"),
        required=False,
        choices=[
            ("", _("All")),
            *((one.value, LABELS[one]) for one in Health if one != Health.OVER),
        ],
    )

    def wanted(self) -> str:
        """The state; nothing where the address asks for what isn't there."""
        return str(self.cleaned_data.get("health", "")) if self.is_valid() else ""
