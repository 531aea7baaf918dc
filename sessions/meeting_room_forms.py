"""What is typed in to keep the list of rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.web.line_field import LineField
from peerlearn.web.seen import SeenForm
from peerlearn.web.single_line import has_letters
from sessions.models import MeetingRoom
from sessions.rules.planning import MOST_SEATS


class RoomForm(forms.Form):
    """A room."""

    name = LineField(label=_("Name"), max_length=100)
    site = LineField(
        label=_("Site"),
        max_length=100,
        required=False,
        help_text=_("For example: Berlin. It is written behind the name."),
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=_("More than these can't be planned in it. Left empty, nobody checks."),
    )

    def clean_name(self) -> str:
        """With something to read."""
        name: str = self.cleaned_data["name"]
        if not has_letters(name):
            raise forms.ValidationError(_("Write what people call it."))
        return name


class SeenRoomForm(SeenForm, RoomForm):
    """A room that is stored: nobody overwrites what they haven't seen."""


def typed_of(room: MeetingRoom) -> dict[str, Any]:
    """A room as the form shows it."""
    return {"name": room.name, "site": room.site, "seats": room.seats}
