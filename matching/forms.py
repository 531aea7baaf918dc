"""The filters of lists."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models import MatchModes, MatchRequest
from matching.rules.reasons import rule_labels
from matching.rules.weights import MOST_PRIVATE_SHARE, PRIVATE_RULE, WEIGHTS
from peerlearn.web.seen import SeenForm

# How long the mails of a publication can wait, and the choice in its form that has them wait.
WAIT_MINUTES, LATER = 10, "later"


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


class ExclusionForm(forms.Form):
    """HR takes a pair out: why, for HR."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For HR admins, who may ask later. Nobody else reads it; it may stay empty."),
        required=False,
        max_length=200,
    )


class OverrideForm(forms.Form):
    """HR insists on a pair against the rules: why, for HR."""

    reason = forms.CharField(
        label=_("Why should they be a pair?"),
        help_text=_("For HR admins. It stands beside the pair; the two don't read it."),
        max_length=200,
    )


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


class DirectoryFilter(forms.Form):
    """Search the mentors, by words and by what they know."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    topic = forms.ChoiceField(label=_("Knows"), required=False)

    def __init__(self, *args: Any, topics: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = [("", _("Anything")), *((name, name) for name in topics)]

    def wanted(self) -> tuple[str, str]:
        """Words and topic; what makes no sense counts as nothing."""
        self.is_valid()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("topic", "")


class ModesForm(forms.ModelForm):  # type: ignore[type-arg]
    """How pairs come about in a program."""

    class Meta:
        model = MatchModes
        fields = ("choosing", "most_choices", "choose_until", "offers_to_new_hires")
        widgets: ClassVar = {"choosing": forms.RadioSelect}
        help_texts: ClassVar = {
            "choose_until": _("Without a day, lists stay open."),
            "offers_to_new_hires": _(
                "On a new hire's first day, the mentor who fits best is asked by itself; after "
                "three working days without an answer, the next one."
            ),
        }

    def clean_choose_until(self) -> Any:
        day = self.cleaned_data["choose_until"]
        if day and day < timezone.localdate() and day != self.initial.get("choose_until"):
            raise forms.ValidationError(_("That day has passed."))
        return day


class SeenModesForm(SeenForm, ModesForm):
    """The page of a program."""
