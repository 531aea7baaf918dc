"""The form of one role of a program."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.web.line_field import LineField
from peerlearn.web.seen import SeenForm
from programs.models import ProgramRole

WAYS_IN = [
    (ProgramRole.WayIn.CLOSED, _("HR enrolls people: by a rule, from a list, or one by one")),
    (ProgramRole.WayIn.INVITATION, _("HR invites: whoever is asked says yes or no")),
    (ProgramRole.WayIn.APPLICATION, _("People apply, and HR says yes or no")),
    (ProgramRole.WayIn.OPEN, _("Anybody in the organization may join")),
]


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a role is called, asks and gives room to. Empty names mean the usual ones."""

    way_in = forms.ChoiceField(
        label=_("How people come in"), choices=WAYS_IN, widget=forms.RadioSelect
    )

    class Meta:
        model = ProgramRole
        fields = ("label_one", "label_many", "asked", "hours_a_month", "seats", "way_in")
        field_classes = {"label_one": LineField, "label_many": LineField}
        widgets = {"asked": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "label_one": _("For instance “Buddy”. Shown on pages and in mails."),
            "label_many": _("For instance “Buddies”."),
            "asked": _("One or two sentences. People read it before they say yes."),
            "seats": _("Empty means: as many as like. Nobody gets in beyond this number."),
        }

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role == "mentor":
            self.fields["hours_a_month"].help_text = _(
                "With each mentee. It counts towards what a person gives in all programs."
            )
        else:
            self.fields["hours_a_month"].help_text = _("People see it before they say yes.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        one, many = cleaned.get("label_one", ""), cleaned.get("label_many", "")
        if one and not many:
            self.add_error("label_many", _("Say the name for several of them too."))
        if many and not one:
            self.add_error("label_one", _("Say the name for one of them too."))
        return cleaned


class SeenRoleForm(SeenForm, RoleForm):
    """The page of it."""
