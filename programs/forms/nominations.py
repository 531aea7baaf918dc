"""Asking somebody to facilitate, and their answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person


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


class SeveralForm(forms.Form):
    """A reason for each of those whom the check speaks against."""

    def __init__(self, *args: Any, doubtful: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for person in doubtful:
            self.fields[f"reason_{person.id}"] = forms.CharField(
                label=_("Why %(name)s all the same?") % {"name": person.display_name},
                help_text=_("Kept with the program and in the audit log, for whoever asks later."),
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def reason_for(self, person: Person) -> str:
        """What was said of a person; "" for those who need no reason."""
        return str(self.cleaned_data.get(f"reason_{person.id}", ""))


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
