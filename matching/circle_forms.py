"""The forms around circles."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.actions.circle_plan import PLANNED
from matching.models import CirclePlan, CircleWish
from matching.rules.circles import FEWEST, MOST
from peerlearn.people.models import Person
from peerlearn.web.seen import SeenForm


class CirclePlanForm(forms.Form):
    """How large circles are, what they are mixed by, and who is kept apart."""

    size = forms.TypedChoiceField(
        label=_("People in a circle"),
        coerce=int,
        choices=[(size, str(size)) for size in range(FEWEST, MOST + 1)],
        help_text=_("About so many: the sizes differ by one at most."),
    )
    mix_by = forms.MultipleChoiceField(
        label=_("Mixed by"),
        choices=CirclePlan.By.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("People in a circle should differ in these. All count the same."),
        error_messages={"required": _("Choose at least one thing that circles are mixed by.")},
    )
    apart_line = forms.BooleanField(
        label=_("Nobody with those whom they report to"),
        required=False,
        help_text=_("At any level: people speak more openly so."),
    )
    apart_team = forms.BooleanField(
        label=_("Nobody with their own team"),
        required=False,
        help_text=_("People with the same manager meet anyway."),
    )
    joiners_by_themselves = forms.BooleanField(
        label=_("Who joins later gets a place without anybody’s doing"),
        required=False,
        help_text=_("In the published circle that is mixed most by them and has room."),
    )


class SeenCirclePlanForm(SeenForm, CirclePlanForm):
    """The page of a program."""


def initial_circle_plan(plan: CirclePlan) -> dict[str, Any]:
    """What is planned, or what is usual."""
    return {name: getattr(plan, name) for name in PLANNED}


class WishForm(forms.Form):
    """Two or more people in one circle, or in different ones."""

    one = forms.TypedChoiceField(label=_("One person"))
    kind = forms.ChoiceField(label=_("should be"), choices=CircleWish.Kind.choices)
    other = forms.TypedChoiceField(label=_("and the other"))
    third = forms.TypedChoiceField(label=_("a third person"), required=False)
    fourth = forms.TypedChoiceField(label=_("a fourth person"), required=False)
    fifth = forms.TypedChoiceField(label=_("a fifth person"), required=False)
    sixth = forms.TypedChoiceField(label=_("a sixth person"), required=False)

    PEOPLE = ("one", "other", "third", "fourth", "fifth", "sixth")

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(person.id): person for person in people}
        for name in self.PEOPLE:
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  for the type checker
            nobody = _("Choose somebody") if field.required else _("nobody")
            field.choices, field.coerce = [("", nobody), *_named(by_id)], by_id.get
            field.empty_value = None
            field.widget.attrs["data-search"] = _("Search by name")

    @property
    def more(self) -> list[forms.BoundField]:
        """Those who can be named beside two."""
        return [self[name] for name in self.PEOPLE[2:]]

    @property
    def names_more(self) -> bool:
        """Whether any of these is named."""
        return any(field.value() for field in self.more)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = [cleaned[name] for name in self.PEOPLE if cleaned.get(name)]
        if not self.errors and len({person.id for person in named}) < len(named):
            self.add_error("other", _("Choose different people."))
        return cleaned | {"people": named}


def _named(people: dict[str, Person]) -> list[tuple[str, str]]:
    return [
        (key, ", ".join(filter(None, (person.display_name, person.department))))
        for key, person in people.items()
    ]
