"""Asking somebody to facilitate, and their answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CandidateSearchForm(forms.Form):
    """Words to find a candidate by."""

    q = forms.CharField(label=_("Search by name, e-mail or job title"), required=False)


class OverrideForm(forms.Form):
    """Why somebody who isn't neutral is asked all the same."""

    override_reason = forms.CharField(
        label=_("Why this person all the same?"),
        help_text=_("Kept with the program and in the audit log, for whoever asks later."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """Yes or no; a reason only if the nominee wants to give one."""

    answer = forms.ChoiceField(choices=[("accept", _("Accept")), ("decline", _("Decline"))])
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("HR will read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "accept":
            cleaned["reason"] = ""
        return cleaned
