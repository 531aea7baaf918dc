"""The forms of an organization's own templates. Each carries the version that was read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from feedback.forms import CheckForm
from matching.forms import PreferencesForm
from matching.rules.weights import WEIGHTS
from peerlearn.home.setup_guide import STEPS
from programs.catalogue.shapes import CheckQuestion, ProgramTemplate, SessionOutline, TemplateRole
from programs.forms.roles import RoleForm
from programs.forms.templates import MOST_WEEKS
from programs.models import OwnTemplate
from programs.rules.roles import usual_role
from sessions.models import LearningSession
from sessions.rules.planning import MOST_SEATS

ROOM_FOR_STEPS = [(name, title) for name, title, _judge in STEPS]


class SaveTemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a template is found again."""

    class Meta:
        model = OwnTemplate
        fields: tuple[str, ...] = ("name", "purpose", "for_whom")
        help_texts = {
            "purpose": _("One sentence for the colleague who chooses a template."),
            "for_whom": _("For instance “Everybody in their first year”."),
        }


class TextsForm(SaveTemplateForm):
    """Its texts, its length, and the steps of the set-up guide that it needs."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    weeks = forms.IntegerField(
        label=_("Length in weeks"),
        min_value=1,
        max_value=MOST_WEEKS,
        required=False,
        help_text=_("Leave it empty for an evergreen program without a last day."),
    )
    steps = forms.MultipleChoiceField(
        label=_("Steps of the set-up guide that it needs"),
        choices=lambda: [(name, title()) for name, title in ROOM_FOR_STEPS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The others are folded away in a new program, and can be added there."),
    )

    class Meta(SaveTemplateForm.Meta):
        fields: tuple[str, ...] = (*SaveTemplateForm.Meta.fields, "goal", "weeks", "conduct")
        widgets = {
            "goal": forms.Textarea(attrs={"rows": 3}),
            "conduct": forms.Textarea(attrs={"rows": 14}),
        }

    def changes(self) -> dict[str, Any]:
        """What was typed, as fields of a template."""
        typed = dict(self.cleaned_data)
        del typed["version"]
        conduct = typed["conduct"].replace("\r\n", "\n").strip()
        return {
            **typed,
            "conduct": (conduct,) if conduct else (),
            "steps": tuple(typed["steps"]),
        }


class TemplateRoleForm(RoleForm):
    """One role of a template; one that the program doesn't have is not looked at further."""

    is_there = forms.BooleanField(label=_("Programs have this role"), required=False)

    def __init__(self, *args: Any, role: str, kept: TemplateRole | None, **kwargs: Any) -> None:
        self.role = role
        super().__init__(*args, role=role, prefix=role, initial=self._initial(kept), **kwargs)

    @property
    def title(self) -> str:
        """The usual words for several of them."""
        return usual_role(self.role).plural

    @property
    def is_wanted(self) -> bool:
        """Whether the program has it."""
        return bool(self["is_there"].value())

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.is_wanted:
            self.errors.clear()

    def typed(self) -> TemplateRole | None:
        """The role as it was typed; None for one that the program doesn't have."""
        if not self.is_wanted:
            return None
        said = self.cleaned_data
        hours: Decimal = said["hours_a_month"]
        return TemplateRole(
            self.role,
            said["label_one"].strip(),
            said["label_many"].strip(),
            said["asked"].strip(),
            float(hours),
            said["seats"],
            said["way_in"],
        )

    def _initial(self, kept: TemplateRole | None) -> dict[str, Any]:
        usual = usual_role(self.role)
        return {
            "is_there": kept is not None,
            "label_one": kept.label if kept else "",
            "label_many": kept.plural if kept else "",
            "asked": kept.asked if kept else usual.asked,
            "hours_a_month": kept.hours if kept else usual.hours,
            "seats": kept.seats if kept else None,
            "way_in": kept.way_in if kept else usual.way_in,
        }


class VersionForm(forms.Form):
    """The version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OutlineForm(VersionForm):
    """A session to come, without its questions."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=lambda: [(kind.value, capfirst(kind.label)) for kind in LearningSession.Kind],
    )
    title = forms.CharField(label=_("Title"), max_length=160)
    agenda = forms.CharField(
        label=_("What it is about"), max_length=4000, required=False, widget=forms.Textarea
    )
    week = forms.IntegerField(
        label=_("Week of the program"),
        min_value=1,
        max_value=MOST_WEEKS,
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"), choices=lambda: list(WEEKDAYS.items()), coerce=int
    )
    clock = forms.TimeField(label=_("Start"))
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=5,
        max_value=720,
        widget=forms.NumberInput({"step": 5}),
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)

    def typed(self, ref: str, questions: Sequence[CheckQuestion], *, every: int) -> SessionOutline:
        """The session as it was typed."""
        said = dict(self.cleaned_data)
        del said["version"]
        said["week"] -= 1
        return SessionOutline(**said, questions=tuple(questions), ref=ref, every=every)


def typed_from(outline: SessionOutline | None) -> dict[str, Any]:
    """A session as the form shows it; None is one to be added."""
    if outline is None:
        return {"week": 1, "weekday": 2, "clock": time(12), "minutes": 60, "seats": 20}
    return {
        name: getattr(outline, name)
        for name in ("kind", "title", "agenda", "weekday", "clock", "minutes", "seats")
    } | {"week": outline.week + 1}


class OutlineCheckForm(CheckForm):
    """The questions of a session to come; there may be none."""

    may_be_empty = True

    def typed(self) -> list[CheckQuestion]:
        """The questions as they were typed."""
        return [CheckQuestion(one.text, tuple(one.choices), one.correct) for one in self.questions]


class TemplateWeightsForm(PreferencesForm, VersionForm):
    """Whether people are paired, and how much each rule counts then."""

    pairs_people = forms.BooleanField(
        label=_("Mentors and mentees are paired in this program"), required=False
    )

    def __init__(self, *args: Any, template: ProgramTemplate, **kwargs: Any) -> None:
        super().__init__(*args, weights=template.weights or None, **kwargs)
        self._others = {
            rule: weight for rule, weight in template.weights.items() if rule not in WEIGHTS
        }
        self.initial["pairs_people"] = bool(template.weights)

    def clean(self) -> dict[str, Any]:
        """Shares don't matter where nobody is paired."""
        if self.cleaned_data.get("pairs_people"):
            return super().clean()
        for rule in WEIGHTS:
            self.errors.pop(rule, None)
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        """What was typed, as fields of a template; rules that aren't asked for here stay."""
        if not self.cleaned_data["pairs_people"]:
            return {"weights": {}, "hard": None}
        return {"weights": {**self.weights(), **self._others}}


def with_session(template: ProgramTemplate, session: SessionOutline) -> dict[str, Any]:
    """The change that puts a session in the place of the one with its ref, or adds it."""
    others = tuple(one for one in template.sessions if one.ref != session.ref)
    return {"sessions": (*others, session)}


def without_session(template: ProgramTemplate, ref: str) -> dict[str, Any]:
    """The change that takes a session out."""
    return {"sessions": tuple(one for one in template.sessions if one.ref != ref)}


def typed_template(template: ProgramTemplate, changes: dict[str, Any]) -> ProgramTemplate:
    """A template as somebody would have it."""
    return replace(template, **changes)
