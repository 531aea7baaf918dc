"""Finding members, and choosing whom to invite."""

from django import forms
from django.utils.translation import gettext_lazy as _

from peerlearn.people.models import Person
from peerlearn.people.queries.invitations import reachable_not_invited
from peerlearn.people.queries.members import STATUSES


class MemberFilterForm(forms.Form):
    """The search and the filter above the list; what isn't understood filters nothing."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=200)
    status = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Everybody")), *STATUSES.items()]
    )


class InviteForm(forms.Form):
    """Some people, or everybody who can be invited and wasn't yet."""

    person: "forms.ModelMultipleChoiceField[Person]" = forms.ModelMultipleChoiceField(
        None, required=False
    )
    everyone = forms.BooleanField(required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["person"].queryset = Person.objects.all()  # type: ignore[attr-defined]

    def chosen(self) -> list[Person]:
        """The people asked for; none when the form makes no sense."""
        if not self.is_valid():
            return []
        if self.cleaned_data["everyone"]:
            return list(reachable_not_invited())
        return list(self.cleaned_data["person"])
