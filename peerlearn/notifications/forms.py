"""Finding messages in the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.notifications.models import Notification

KIND_WORDS = {
    "account.mail": _("Login: mails of an account"),
    "home.test_mail": _("Dry run: an example to oneself"),
    "people.invitation": _("People: invitation to sign in"),
    "programs.conduct_version": _("Programs: new code of conduct"),
    "programs.enrolled": _("Programs: what you take part in"),
    "programs.nomination": _("Programs: would you facilitate?"),
    "programs.nomination_answered": _("Programs: facilitator's answer"),
    "programs.nomination_revoked": _("Programs: no need to facilitate"),
    "programs.reader_replaced": _("Programs: no need to read quiet reports"),
    "programs.report_desk": _("Programs: named as trusted person"),
    "programs.report_reader_left": _("Programs: trusted person has left"),
}


def kind_label(kind: str) -> str:
    """ "sessions.booking_confirmed" as words; a few whose name in the code says too little have
    words of their own.
    """
    if kind in KIND_WORDS:
        return str(KIND_WORDS[kind])
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
