"""Two who change one thing at once: nobody overwrites what they haven't seen."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _

SEEN = "seen"


def fingerprint(stored: Mapping[str, object]) -> str:
    """A short text that is another one as soon as one of the values is."""
    said = json.dumps({name: _plain(value) for name, value in stored.items()}, sort_keys=True)
    return sha256(said.encode()).hexdigest()[:24]


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return "" if value is None else str(getattr(value, "pk", value))


class SeenForm(forms.BaseForm):
    """Stands before the class of a form whose initial values are what is stored.

    A hidden field says which of them its writer saw. If others are stored by now, or nothing was
    said, the form is refused: `conflict` is what to show, and sending it once more, having seen
    that, carries. Make a bound one under the lock of what it changes.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: list[tuple[str, Any]] | None = None
        declared = {name: field.initial for name, field in self.fields.items()}
        self._now = fingerprint({**declared, **self.initial})
        self.initial[SEEN] = self._now
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Without the hidden field: it is no part of what is said."""
        cleaned = super().clean() or self.cleaned_data
        theirs = list(self._others())
        if cleaned.pop(SEEN, "") != self._now and theirs:
            self.conflict = theirs
            self.data = {**dict(self.data.items()), self.add_prefix(SEEN): self._now}
            self.add_error(None, _("Somebody else has saved this. Nothing was overwritten."))
        return cleaned

    def _others(self) -> Iterator[tuple[str, Any]]:
        """Label and stored value of each field that differs from what was typed."""
        for name in self.changed_data:
            if name != SEEN:
                field = self.fields[name]
                yield str(self[name].label), _said(field, self.get_initial_for_field(field, name))


def _said(field: forms.Field, value: Any) -> Any:
    """A value as a reader knows it."""
    for key, label in getattr(field, "choices", ()):
        if str(key) == str(value):
            return label
    return value
