"""The standing rule for new hires."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.queries.places import places_of_people
from programs.forms.enrollment import name_roles
from programs.models import Enrollment
from programs.queries.roles import Roles
from programs.rules.dates import years_after


class NewHiresForm(forms.Form):
    """Who comes in by themselves, and as what."""

    role = forms.ChoiceField(label=_("New hires come in as"), choices=Enrollment.Role.choices)
    since = forms.DateField(
        label=_("Whose first day is on or after"),
        help_text=_("A day that has passed lets those in at once who started since then."),
    )
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        help_text=_("None ticked means all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    locations = forms.MultipleChoiceField(
        label=_("Locations"),
        help_text=_("None ticked means all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, roles: Roles, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        name_roles(self, [(key, role.label) for key, role in roles.items()], roles)
        places = places_of_people()
        for name, named in (("departments", places.departments), ("locations", places.locations)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
            field.choices = [(place, place) for place in named]

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since < years_after(self.today, -1):
            raise forms.ValidationError(_("That is more than a year ago: enroll them by a rule."))
        return since
