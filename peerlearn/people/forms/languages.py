"""The languages that somebody speaks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.imports.limits import MAX_CHARS
from peerlearn.people.imports.values.topics import listed

LONGEST = MAX_CHARS["language"]


class LanguagesField(forms.CharField):
    """A list in one line, with commas, each language once, however it was separated."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "label": _("Languages"),
            "help_text": _(
                "Separate them by commas. Programs that pair people with a language in common "
                "ask for them."
            ),
            "max_length": MAX_CHARS["languages"],
            "required": False,
            **kwargs,
        }
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The list as it is stored."""
        text = super().to_python(value)
        return ", ".join(listed(text)) if text else text

    def validate(self, value: Any) -> None:
        """Each of them short: what is longer is a sentence."""
        super().validate(value)
        for name in listed(value):
            if len(name) > LONGEST:
                raise forms.ValidationError(
                    _("“%(start)s…” is too long: a language has %(most)s characters at most."),
                    code="long",
                    params={"start": name[:30], "most": LONGEST},
                )
