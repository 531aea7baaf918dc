"""Founding an organization, and its settings."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.forms.holidays import LONGEST, HolidaysField
from peerlearn.people.forms.names import NameField
from peerlearn.people.forms.time_zones import TimeZoneField
from peerlearn.web.seen import SeenForm


class FoundOrganizationForm(forms.Form):
    """The name of a company, and of who starts there."""

    name = NameField(
        label=_("Name of your organization"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    person_name = NameField(
        label=_("Your name"),
        help_text=_("As your colleagues will see it."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    time_zone = TimeZoneField(
        label=_("Time zone of your organization"),
        help_text=_("For sessions and mails. Everybody can choose another one for themselves."),
    )


class SettingsForm(SeenForm, forms.Form):
    """What an organization decides about itself."""

    name = NameField(label=_("Name"), max_length=120)
    time_zone = TimeZoneField(
        help_text=_("For people who chose none themselves, and for new sessions."),
    )
    anonymity_threshold = forms.TypedChoiceField(
        label=_("Answers before anything is shown"),
        help_text=_(
            "Results of anonymous feedback appear only when at least so many people have "
            "answered. Fewer shows more; more protects better. Below three, somebody could tell "
            "who said what. The new number counts for feedback that opens from now on."
        ),
        coerce=int,
        choices=[(number, str(number)) for number in range(3, 11)],
    )
    load_budget = forms.DecimalField(
        label=_("Hours a month that a person gives at most"),
        help_text=_(
            "Mentoring, reviewing, facilitating and presenting together. Nothing is refused: "
            "whoever would go beyond it is named before you enroll, ask or publish."
        ),
        min_value=Decimal(1),
        max_value=Decimal(80),
        max_digits=4,
        decimal_places=1,
    )
    holidays = HolidaysField(
        label=_("Public holidays"),
        help_text=_(
            "A day a line, for instance “2026-12-25 Christmas Day”, or “2026-12-26 [Berlin] Boxing "
            "Day” for one location. You can paste the text of a calendar file (.ics) instead. "
            "Templates plan around those that hold everywhere; before a launch you are told of all."
        ),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
