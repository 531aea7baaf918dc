"""Making an API token."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from peerlearn.people.models import Scope
from peerlearn.web.line_field import LineField

DAYS = (30, 90, 365)
FOR_EMPLOYEES = (
    Scope.READ,
    Scope.PROFILE,
    Scope.BOOKINGS,
    Scope.PROGRAMS,
    Scope.MATCHING,
)


class TokenForm(forms.Form):
    """Its name, what it may be used for, and until when."""

    name = LineField(
        label=_("Name"),
        max_length=80,
        help_text=_("What it is for, for instance “Intranet calendar”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may be used for"),
        help_text=_("Never more than you may do yourself."),
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ],
    )
    expiry = forms.ChoiceField(
        label=_("Ends after"),
        choices=[
            *((str(days), ngettext_lazy("%d day", "%d days", days) % days) for days in DAYS),
            ("never", _("Never")),
        ],
        initial="90",
    )

    def __init__(self, *args: Any, is_hr_admin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(Scope) if is_hr_admin else FOR_EMPLOYEES
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
        field.choices = [(scope.value, scope.label) for scope in offered]

    def expires_at(self, *, now: datetime) -> datetime | None:
        """The end that was chosen; valid forms only."""
        chosen = self.cleaned_data["expiry"]
        return None if chosen == "never" else now + timedelta(days=int(chosen))
