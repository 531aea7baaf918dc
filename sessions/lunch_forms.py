"""What is typed in about lunch."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from peerlearn.web.line_field import LineField
from sessions.rules.lunch import MOST_LUNCH_HOURS, NEEDS

LUNCH_FIELDS = ("lunch_hours", "lunch_cost", "lunch_currency", "lunch_remote")


class NeedsForm(forms.Form):
    """What somebody eats."""

    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What I eat"),
        choices=lambda: [(key, capfirst(str(label))) for key, label in NEEDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Tick all that your meal must be: several ticks make one meal that meets them all."
        ),
    )


class LunchPlanForm(forms.Form):
    """The lunch of a session, within its plan."""

    lunch_hours = forms.IntegerField(
        label=gettext_lazy("Order lunch so many hours before"),
        min_value=0,
        max_value=MOST_LUNCH_HOURS,
        required=False,
        help_text=gettext_lazy(
            "For who comes to the room. Then we count it once, and mail you the order; on the last"
            " working day before, where that is a weekend or a holiday. 0: none is ordered. Left"
            " empty: 24 for a lunch-and-learn, else none."
        ),
    )
    lunch_cost = forms.DecimalField(
        label=gettext_lazy("Cost of a lunch"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
    )
    lunch_currency = forms.CharField(
        label=gettext_lazy("Currency"),
        max_length=3,
        required=False,
        initial="EUR",
        validators=[RegexValidator(r"^[A-Za-z]{3}$", gettext_lazy("Three letters, such as EUR."))],
    )
    lunch_remote = LineField(
        label=gettext_lazy("Lunch of who joins by video"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "For example: Order something for up to 15 EUR and hand in the receipt. Left empty, we"
            " say: bring your own lunch."
        ),
    )

    def lunch_plan(self) -> dict[str, Any]:
        """What a valid form says of the lunch."""
        typed = {name: self.cleaned_data[name] for name in LUNCH_FIELDS}
        return typed | {"lunch_currency": (typed["lunch_currency"] or "EUR").upper()}
