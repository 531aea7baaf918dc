"""The forms of the code of conduct: its text, and what the group says to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.models import ConductSuggestion, ConductVersion


class ConductForm(forms.ModelForm):  # type: ignore[type-arg]
    """The text that people are asked to accept. `based_on`: the version that was on the screen."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = ConductVersion
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}

    def clean_based_on(self) -> int:
        """Who doesn't say what they saw has seen none of the versions."""
        return -1 if self.cleaned_data["based_on"] is None else self.cleaned_data["based_on"]


class SuggestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """The text as somebody would have it, and why."""

    class Meta:
        model = ConductSuggestion
        fields = ("text", "why")
        labels = {"text": _("The text, as you would have it"), "why": _("Why?")}
        help_texts = {
            "text": _("Change what you like. Leave it as it is to make a remark only."),
            "why": _("The group reads it, with your name."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 14}),
            "why": forms.Textarea(attrs={"rows": 3}),
        }


class DeclineForm(forms.Form):
    """Why a suggestion isn't taken over."""

    reason = forms.CharField(
        label=_("Why not?"),
        help_text=_("Whoever suggested it is told, and the group can read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
