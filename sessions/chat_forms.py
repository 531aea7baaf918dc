"""What is typed in to have a chat channel hear of a program."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerlearn.web.line_field import LineField
from sessions.actions.chat_channels import ChannelPlan, ChannelRefusedError
from sessions.models import ChatChannel
from sessions.rules.chat import EVENT_NAMES, EVENTS

USUAL = [event for event in EVENTS if event.startswith("session_")]


class ChatChannelForm(forms.Form):
    """A channel: what it is called here, its address, and what it hears of."""

    name = LineField(
        label=gettext_lazy("Name of the channel"),
        max_length=80,
        help_text=gettext_lazy("As it is called there, such as #onboarding."),
    )
    service = forms.ChoiceField(
        label=gettext_lazy("Where is it?"),
        choices=ChatChannel.Service.choices,
        widget=forms.RadioSelect,
        initial=ChatChannel.Service.SLACK,
    )
    # Not shown again once it is kept, so it is no field that a browser remembers.
    address = forms.CharField(
        label=gettext_lazy("Address of the incoming webhook"),
        max_length=1000,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}
        ),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("What the channel hears of"),
        choices=list(EVENT_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=USUAL,
    )

    def __init__(self, *args: Any, channel: ChatChannel | None = None, **kwargs: Any) -> None:
        if channel is not None:
            kwargs["initial"] = {
                "name": channel.name,
                "service": channel.service,
                "events": channel.events,
            }
        super().__init__(*args, **kwargs)
        if channel is not None:
            self.fields["address"].required = False
            self.fields["address"].help_text = _(
                "Kept secret; it ends in “%(end)s”. Paste another one to replace it."
            ) % {"end": channel.address_end}

    def plan(self) -> ChannelPlan:
        """The channel of a valid form."""
        typed = self.cleaned_data
        return ChannelPlan(
            name=typed["name"],
            service=typed["service"],
            events=typed["events"],
            address=typed["address"].strip(),
        )

    def refuse(self, refusal: ChannelRefusedError) -> None:
        """Put what the action said beside its field."""
        self.add_error(refusal.field, str(refusal))
