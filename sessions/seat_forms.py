"""What is typed in about seats, for oneself and for others."""

from django import forms
from django.utils.translation import gettext_lazy


class OutOfTurnForm(forms.Form):
    """Why somebody overtakes the others in line."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Kept with the line, for those who run the session."),
    )


class ExcuseForm(forms.Form):
    """Why somebody can't come after all, if they like to say."""

    reason = forms.CharField(
        label=gettext_lazy("What came up (you need not say)"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Only those who run the session read it."),
    )


class RefusalForm(forms.Form):
    """Why somebody doesn't get a seat."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Whoever asked reads it."),
    )
