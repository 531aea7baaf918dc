"""What people say about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.forms.languages import LanguagesField
from peerlearn.people.forms.names import NameField
from peerlearn.people.forms.time_zones import TimeZoneField


class ProfileForm(forms.Form):
    """One's own name, zone and languages."""

    name = NameField(
        label=_("Your name"), help_text=_("As your colleagues see it."), max_length=200
    )
    time_zone = TimeZoneField(
        required=False,
        empty_label=_("That of the organization"),
        help_text=_("All times that you see here and in mails are in it."),
    )
    languages = LanguagesField(label=_("Languages that you speak"))
