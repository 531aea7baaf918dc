"""The filter above the list of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.queries.directory import DirectoryFilter
from peerlearn.people.queries.places import Places

WHO = [
    ("", _("Works here")),
    ("joined", _("Has a login")),
    ("invited", _("Invited")),
    ("to_invite", _("Not invited yet")),
    ("unreachable", _("Not yet reachable")),
    ("left", _("Has left")),
    ("all", _("Everybody")),
]


class DirectoryForm(forms.Form):
    """Search and filters of the address; a value that isn't there is no filter."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    department = forms.ChoiceField(label=_("Department"), required=False)
    location = forms.ChoiceField(label=_("Location"), required=False)
    who = forms.ChoiceField(label=_("Who"), required=False, choices=WHO)

    def __init__(self, data: object, *, places: Places) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        for name, label, values in (
            ("department", _("All departments"), places.departments),
            ("location", _("All locations"), places.locations),
        ):
            field = self.fields[name]
            field.choices = [("", label), *((value, value) for value in values)]  # type: ignore[attr-defined]

    def as_filter(self) -> DirectoryFilter:
        """What is asked for; fields with nonsense in them count as empty."""
        self.is_valid()
        told = {key: value for key, value in self.cleaned_data.items() if value}
        who = told.pop("who", "")
        if who in ("left", "all"):
            return DirectoryFilter(**told, state=who)
        return DirectoryFilter(**told, access=who)
