"""What is chosen on the calendar's pages."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from programs.models import Program

EVERYTHING, OWN = "", "mine"


class CalendarForm(forms.Form):
    """Which sessions the calendar shows."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Sessions"),
        choices=[
            (EVERYTHING, gettext_lazy("All that I can see")),
            (OWN, gettext_lazy("Only mine")),
        ],
        required=False,
    )
    program: "forms.ModelChoiceField[Program]" = forms.ModelChoiceField(
        label=gettext_lazy("Program"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("All programs"),
    )
    view = forms.CharField(required=False, widget=forms.HiddenInput)
    on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programs: QuerySet[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["program"]
        if isinstance(chooser, forms.ModelChoiceField):
            chooser.queryset = programs


class SubscriptionForm(forms.Form):
    """Which calendar somebody subscribes to: without a program, their own."""

    program: "forms.ModelChoiceField[Program]" = forms.ModelChoiceField(
        queryset=None, required=False
    )

    def __init__(self, *args: Any, programs: QuerySet[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["program"]
        if isinstance(chooser, forms.ModelChoiceField):
            chooser.queryset = programs
