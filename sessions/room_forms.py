"""What people type in a room: the code to come in, and a question."""

from typing import Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sessions.rules.join_code import LENGTH, clean_join_code
from sessions.rules.questions import QuestionRefusedError, clean_question


class JoinForm(forms.Form):
    """The code from the big screen or the poster."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six letters and digits, from the screen or the poster."),
        error_messages={"required": _("Type the code.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-input",
            }
        ),
    )

    def clean_code(self) -> str:
        """One spelling, whatever the phone has made of it."""
        code = clean_join_code(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise ValidationError(_("A code has six letters and digits."))
        return code


class QuestionForm(forms.Form):
    """A question to the room."""

    text = forms.CharField(
        label=_("Your question"),
        error_messages={"required": _("Write your question.")},
        # The placeholder tells the style sheet whether the box is empty.
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "placeholder": " "}),
    )

    def keep_typed(self) -> Self:
        """Leave a box that is on the page already as it is, with what was typed into it."""
        self.fields["text"].widget.attrs["hx-preserve"] = "true"
        return self

    def clean_text(self) -> str:
        """The text as it is stored."""
        try:
            return clean_question(self.cleaned_data["text"])
        except QuestionRefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal
