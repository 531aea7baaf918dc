"""The filters of lists."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CandidateFilter(forms.Form):
    """Search for a mentor by name."""

    q = forms.CharField(label=_("Search by name"), required=False, max_length=100)

    def wanted(self) -> str:
        """The name that is looked for."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


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
