"""Finding messages in the log."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.notifications.actions.choices import Times
from peerlearn.notifications.causes import name_in_log
from peerlearn.notifications.groups import GROUPS, Group
from peerlearn.notifications.models import Notification, SwitchedOff
from peerlearn.notifications.queries import Choices

TIMES = ("quiet_from", "quiet_until", "mails_a_day")
OPTIONAL_GROUPS = [group for group in GROUPS if not group.is_needed]

KIND_WORDS = {
    "account.mail": _("Login: mails of an account"),
    "matching.of_a_pair": _("Matching: life of a pair"),
    "home.test_mail": _("Dry run: an example to oneself"),
    "people.invitation": _("People: invitation to sign in"),
    "programs.conduct_version": _("Programs: new code of conduct"),
    "programs.enrolled": _("Programs: what you take part in"),
    "programs.nomination": _("Programs: would you facilitate?"),
    "programs.nomination_answered": _("Programs: facilitator's answer"),
    "programs.nomination_revoked": _("Programs: no need to facilitate"),
    "programs.reader_replaced": _("Programs: no need to read quiet reports"),
    "programs.report_desk": _("Programs: named as trusted person"),
    "notifications.digest": _("Messages: the daily mail"),
    "programs.report_reader_left": _("Programs: trusted person has left"),
}


def kind_label(kind: str) -> str:
    """ "sessions.booking_confirmed" as words; a few whose name in the code says too little have
    words of their own, and some share a name.
    """
    kind = name_in_log(kind)
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

    def wanted(self) -> dict[str, Any]:
        """What `mail_log` takes."""
        self.is_valid()
        read = self.cleaned_data
        return {
            "text": read.get("q", ""),
            "state": read.get("state", ""),
            "kind": read.get("kind", ""),
        }


class ChoicesForm(forms.Form):
    """Which messages come on which channel, and when mails may come."""

    quiet_from = forms.TimeField(label=_("Quiet from"), required=False)
    quiet_until = forms.TimeField(label=_("Quiet until"), required=False)
    mails_a_day = forms.IntegerField(
        label=_("At most so many mails a day"),
        help_text=_(
            "What is more comes together in one mail the next morning. Mails that you need don't"
            " count. Left empty, all come at once."
        ),
        required=False,
        min_value=1,
        max_value=50,
    )

    def __init__(self, data: Any, *, choices: Choices) -> None:
        times = {name: getattr(choices, name) for name in TIMES}
        super().__init__(data, initial=times)
        for group in OPTIONAL_GROUPS:
            for channel in SwitchedOff.Channel:
                label = f"{group.name}: {channel.label}"
                is_on = (group.key, channel.value) not in choices.off
                self.fields[f"{group.key}_{channel}"] = forms.BooleanField(
                    label=label, required=False, initial=is_on
                )

    def clean(self) -> dict[str, Any]:
        """Quiet hours have two ends."""
        said: dict[str, Any] = super().clean() or {}
        ends = {name: said.get(name) for name in ("quiet_from", "quiet_until")}
        for name, end in ends.items():
            if end is None and any(ends.values()) and name not in self.errors:
                self.add_error(name, _("Give both ends of your quiet hours, or none."))
        return said

    def times(self) -> Times:
        """What was said about times."""
        return Times(**{name: self.cleaned_data.get(name) for name in TIMES})

    def switches(self) -> dict[tuple[str, str], bool]:
        """What was said about groups and channels."""
        return {
            (group.key, channel.value): self.cleaned_data[f"{group.key}_{channel}"]
            for group in OPTIONAL_GROUPS
            for channel in SwitchedOff.Channel
        }

    def rows(self) -> list[tuple[Group, list[Any]]]:
        """The matrix: each group with its switches, none for one that can't be switched off."""
        return [
            (group, [self[f"{group.key}_{channel}"] for channel in SwitchedOff.Channel])
            if not group.is_needed
            else (group, [])
            for group in GROUPS
        ]


class InboxFilterForm(forms.Form):
    """The filters above one's messages; what isn't understood filters nothing."""

    program = forms.ChoiceField(label=_("Program"), required=False)
    unread = forms.BooleanField(label=_("Unread only"), required=False)

    def __init__(self, data: Any, *, programs: dict[UUID, str]) -> None:
        super().__init__(data)
        names = sorted(programs.items(), key=lambda entry: entry[1].casefold())
        choices = [("", _("All")), *((str(pk), name) for pk, name in names)]
        self.fields["program"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What `inbox` takes."""
        self.is_valid()
        program = self.cleaned_data.get("program")
        return {
            "program": UUID(program) if program else None,
            "unread": self.cleaned_data.get("unread", False),
        }
