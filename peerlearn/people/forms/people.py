"""A person, added or edited by hand."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from peerlearn.people.forms.languages import LanguagesField
from peerlearn.people.forms.names import refuse_address, refuse_unreadable
from peerlearn.people.forms.time_zones import TimeZoneField
from peerlearn.people.imports.values.names import parse_full_name
from peerlearn.people.imports.values.topics import parse_topics
from peerlearn.people.models import Person, PersonTopic
from peerlearn.people.queries.directory import find_colleagues
from peerlearn.people.queries.topics import topics_by_person
from peerlearn.web.seen import SeenForm
from peerlearn.web.single_line import one_line

_STANCES = {"knows": PersonTopic.Stance.KNOWS, "wants": PersonTopic.Stance.WANTS}
_LIST_HELP = _("Separate them by commas.")


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What HR knows of somebody. The manager is found by e-mail, number or name."""

    time_zone = TimeZoneField(required=False, empty_label=_("The organization’s"))
    languages = LanguagesField()
    manager_text = forms.CharField(
        label=_("Manager"),
        required=False,
        help_text=_("By e-mail, employee number or name."),
    )
    reviewer_text = forms.CharField(
        label=_("Performance reviewer"),
        required=False,
        help_text=_(
            "Who appraises them, if not only the manager. By e-mail, employee number or name."
        ),
    )
    knows = forms.CharField(label=_("Topics they know"), required=False, help_text=_LIST_HELP)
    wants = forms.CharField(
        label=_("Topics they want to learn"), required=False, help_text=_LIST_HELP
    )

    class Meta:
        model = Person
        fields = (
            "name",
            "email",
            "employee_number",
            "title",
            "department",
            "location",
            "time_zone",
            "languages",
            "starts_on",
            "ends_on",
            "state",
        )
        help_texts = {
            "email": _("Leave it empty for somebody who has none: they are not yet reachable."),
            "state": _("Who has left is never invited and gets no mails."),
        }

    field_order = (
        "name",
        "email",
        "employee_number",
        "title",
        "department",
        "location",
        "time_zone",
        "languages",
        "manager_text",
        "reviewer_text",
        "starts_on",
        "ends_on",
        "state",
        "knows",
        "wants",
    )

    def __init__(self, data: Any = None, *, instance: Person | None = None) -> None:
        initial = {}
        if instance is not None:
            topics = topics_by_person([instance])
            initial = {
                key: ", ".join(topics.get((instance.id, stance), ()))
                for key, stance in _STANCES.items()
            }
            initial["manager_text"] = _named(instance.manager)
            initial["reviewer_text"] = _named(instance.reviewer)
        super().__init__(data, instance=instance, initial=initial)

    def clean_name(self) -> str:
        """One line, written the usual way round."""
        told = one_line(self.cleaned_data["name"])
        refuse_address(told)
        refuse_unreadable(told)
        return parse_full_name(told) or told

    def clean_email(self) -> str | None:
        return (self.cleaned_data["email"] or "").casefold() or None

    def clean_employee_number(self) -> str | None:
        return one_line(self.cleaned_data["employee_number"] or "") or None

    def clean_manager_text(self) -> Person | None:
        """The colleague meant."""
        return _colleague(self.cleaned_data["manager_text"])

    def clean_reviewer_text(self) -> Person | None:
        """The colleague meant."""
        return _colleague(self.cleaned_data["reviewer_text"])

    def clean(self) -> dict[str, Any]:
        """Dates in their order."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end date is before the start date."))
        elif ends and ends < timezone.localdate() and self._says_working(cleaned):
            self.add_error("ends_on", _("This day has passed. Choose “left” as the state too."))
        return cleaned

    def _says_working(self, cleaned: dict[str, Any]) -> bool:
        """Whether the state typed now contradicts an end date in the past."""
        is_typed = bool({"ends_on", "state"} & set(self.changed_data))
        return is_typed and cleaned.get("state") == Person.State.ACTIVE

    def validate_constraints(self) -> None:
        """The action says which field of whom: the model's own sentence names a constraint."""

    def values(self) -> dict[str, Any]:
        """For `save_person`."""
        told = {key: self.cleaned_data[key] for key in self._meta.fields or ()}
        return {
            **told,
            "manager": self.cleaned_data["manager_text"],
            "reviewer": self.cleaned_data["reviewer_text"],
        }

    def topics(self) -> dict[str, tuple[str, ...]]:
        """By stance."""
        return {
            stance.value: parse_topics(self.cleaned_data[key]) for key, stance in _STANCES.items()
        }


class SeenPersonForm(SeenForm, PersonForm):
    """The page of somebody who is there."""


def _named(colleague: Person | None) -> str:
    return (colleague.email or colleague.name) if colleague else ""


def _colleague(text: str) -> Person | None:
    """The one whom a text means. Raises ValidationError for none and for several."""
    if not text.strip():
        return None
    found = find_colleagues(text)
    if len(found) == 1:
        return found[0]
    if found:
        raise forms.ValidationError(
            _("Several people are called that. Give the e-mail or employee number.")
        )
    raise forms.ValidationError(_("Nobody here has this e-mail, number or name."))
