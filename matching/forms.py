"""The filters of lists."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import MatchRequest
from matching.rules.reasons import rule_labels
from matching.rules.weights import MOST_PRIVATE_SHARE, PRIVATE_RULE, WEIGHTS
from peerlearn.web.seen import SeenForm


class CandidateFilter(forms.Form):
    """Search for a mentor by name."""

    q = forms.CharField(label=_("Search by name"), required=False, max_length=100)

    def wanted(self) -> str:
        """The name that is looked for."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


class PreferencesForm(forms.Form):
    """A share for each rule, 0 to 100."""

    def __init__(self, *args: Any, weights: Mapping[str, float] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now, labels = weights if weights is not None else WEIGHTS, rule_labels()
        for rule in WEIGHTS:
            self.fields[rule] = forms.IntegerField(
                label=labels[rule],
                min_value=0,
                max_value=100,
                initial=round(now.get(rule, 0) * 100),
                widget=forms.NumberInput({"step": 5}),
            )
        self.fields[PRIVATE_RULE].help_text = _(
            "Struggles and sensitive topics, only of those who agreed to it on both sides, and "
            "never named. At most %(percent)d %% of a score, whatever you type here. An HR "
            "admin's never count."
        ) % {"percent": round(100 * MOST_PRIVATE_SHARE)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(rule) for rule in WEIGHTS):
            raise forms.ValidationError(_("Let at least one rule count."))
        others = [rule for rule in WEIGHTS if rule != PRIVATE_RULE]
        if not self.errors and not any(cleaned.get(rule) for rule in others):
            raise forms.ValidationError(
                _("What people keep private doesn't count alone. Let another rule count, too.")
            )
        return cleaned

    def weights(self) -> dict[str, float]:
        """What was typed, as weights; rules that don't count are left out."""
        shares = {rule: self.cleaned_data[rule] for rule in WEIGHTS}
        return {rule: share / 100 for rule, share in shares.items() if share}


class SeenPreferencesForm(SeenForm, PreferencesForm):
    """The page of a program."""


class PairFilter(forms.Form):
    """Search, department and order, in the address."""

    q = forms.CharField(label=_("Search by name"), required=False, max_length=100)
    department = forms.ChoiceField(label=_("Department"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("best", _("Best first")),
            ("weakest", _("Weakest first")),
            ("mentee", _("By mentee")),
            ("mentor", _("By mentor")),
        ],
    )

    def __init__(self, *args: Any, departments: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = [("", _("All")), *((name, name) for name in departments)]

    def wanted(self) -> dict[str, str]:
        """What the address asks for; what makes no sense there counts as nothing."""
        self.is_valid()
        found = self.cleaned_data
        return {
            "search": found.get("q", ""),
            "department": found.get("department", ""),
            "sort": found.get("sort") or "best",
        }


class DeclineForm(forms.Form):
    """A mentor says no: why, from a short list."""

    reason = forms.ChoiceField(
        label=_("Why not?"),
        choices=[(one.value, one.label) for one in MatchRequest.SAID],
        widget=forms.RadioSelect,
        initial=MatchRequest.Reason.TIME,
    )
    words = forms.CharField(
        label=_("Something HR should know"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


class BreakForm(forms.Form):
    """A mentor wants to be asked by nobody until a day."""

    until = forms.DateField(label=_("Ask me again from"))
