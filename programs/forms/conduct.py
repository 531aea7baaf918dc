"""The form of the code of conduct."""

from django import forms

from programs.models import ConductVersion


class ConductForm(forms.ModelForm):  # type: ignore[type-arg]
    """The text that people are asked to accept."""

    class Meta:
        model = ConductVersion
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}
