"""The filter of the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.audit.kinds import Words


class LogFilter(forms.Form):
    """Which kind of row."""

    table = forms.ChoiceField(label=_("What changed"), required=False)

    def __init__(self, *args: Any, tables: list[tuple[str, Words]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["table"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = [("", _("Everything")), *tables]
