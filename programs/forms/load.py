"""How much somebody wants to give at most."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.rules.load import plain


class BudgetForm(forms.Form):
    """Hours a month; empty is what the organization says, and nobody gives more than that."""

    load_budget = forms.DecimalField(
        label=gettext_lazy("At most so many hours a month"),
        min_value=Decimal(0),
        max_digits=4,
        decimal_places=1,
        required=False,
    )

    def __init__(self, *args: Any, house: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = house

    def clean_load_budget(self) -> Decimal | None:
        hours: Decimal | None = self.cleaned_data["load_budget"]
        if hours is not None and hours > self.house:
            text = _("Your organization's limit is %(house)s hours a month: choose at most that.")
            raise forms.ValidationError(text % {"house": plain(self.house)})
        return hours
