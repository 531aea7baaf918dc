"""Finding messages in the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.notifications.models import Notification


def kind_label(kind: str) -> str:
    """ "sessions.booking_confirmed" as words: an app's kinds are named in its code alone."""
    return kind.replace(".", ": ").replace("_", " ").capitalize()


class LogFilterForm(forms.Form):
    """The search and the filters above the log; what isn't understood filters nothing."""

    q = forms.CharField(label=_("Recipient or subject"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *Notification.State.choices],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any, *, kinds: list[str]) -> None:
        super().__init__(data)
        choices = [("", _("All")), *((kind, kind_label(kind)) for kind in kinds)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What `mail_log` takes."""
        self.is_valid()
        read = self.cleaned_data
        return {
            "text": read.get("q", ""),
            "state": read.get("state", ""),
            "kind": read.get("kind", ""),
        }
