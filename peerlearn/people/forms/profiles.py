"""What people say about themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peerlearn.people.forms.names import NameField
from peerlearn.people.forms.time_zones import TimeZoneField

MOST_TOPICS = 30
LONGEST_TOPIC = 120


class TopicsInput(forms.TextInput):
    """Topics as chips; without scripts a line of words with commas between them."""

    template_name = "forms/widgets/topics.html"

    def __init__(self, *, suggestions: list[str]) -> None:
        super().__init__({"autocomplete": "off"})
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "suggestions": self.suggestions}


class TopicsField(forms.CharField):
    """A list of names; commas part them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The names, each once. Raises ValidationError for too many or too long ones."""
        names: dict[str, str] = {}
        for part in str(super().clean(value)).split(","):
            name = " ".join(part.split())
            if name:
                names.setdefault(name.lower(), name)
        if len(names) > MOST_TOPICS:
            message = ngettext("At most %(count)d topic.", "At most %(count)d topics.", MOST_TOPICS)
            raise ValidationError(message % {"count": MOST_TOPICS})
        for name in names.values():
            if len(name) > LONGEST_TOPIC:
                raise ValidationError(_("“%(name)s…” is too long.") % {"name": name[:40]})
        return list(names.values())


class ProfileForm(forms.Form):
    """One's own name, zone and topics."""

    name = NameField(
        label=_("Your name"), help_text=_("As your colleagues see it."), max_length=200
    )
    time_zone = TimeZoneField(
        required=False,
        empty_label=_("That of the organization"),
        help_text=_("All times that you see here and in mails are in it."),
    )
    knows = TopicsField(
        label=_("I know about"),
        help_text=_("What colleagues may ask you. Press comma or Enter after each."),
        required=False,
    )
    wants = TopicsField(
        label=_("I want to learn"),
        help_text=_("It helps to find you a mentor and sessions."),
        required=False,
    )

    def __init__(self, *args: Any, suggestions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("knows", "wants"):
            self.fields[field].widget = TopicsInput(suggestions=suggestions)
