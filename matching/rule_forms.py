"""The rules of a program as a form: what must hold, and how much each wish counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django import forms
from django.utils.translation import gettext as _

from matching.rules.columns import Column
from matching.rules.configuration import (
    HARD,
    SOFT,
    BadRuleError,
    Figure,
    RuleSet,
    check_rules,
    column_of,
    counts_something,
)
from matching.rules.rule_words import (
    column_label,
    figure_label,
    hard_hint,
    hard_labels,
    rule_labels,
    soft_hint,
    weight_text,
)
from peerlearn.web.seen import SeenForm

MUST, COLUMN, WEIGHT = "must-", "column-", "weight-"
DEFAULT_WEIGHT = 20
LONGEST_NUMBER = 3


@dataclass(frozen=True)
class MustLine:
    """A rule that holds or not, with the figure that it takes."""

    field: forms.BoundField
    figure: forms.BoundField | None


@dataclass(frozen=True)
class WishLine:
    """A wish and how much it counts, in words."""

    field: forms.BoundField
    words: str


@dataclass(frozen=True)
class ColumnLine:
    """A column of the organization's own, what is asked of it, and how much it counts."""

    field: forms.BoundField
    weight: WishLine


class RulesForm(forms.Form):
    """A switch for each rule without exception, a share of 0 to 100 for each wish, and a choice
    for each column of the organization's own.
    """

    def __init__(
        self, *args: Any, rules: RuleSet, columns: Sequence[Column], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = rules
        self.columns = [*columns, *_no_longer_offered(rules, columns)]
        labels, hints = hard_labels(), hard_hint
        for rule, figure in HARD.items():
            self.fields[MUST + rule] = forms.BooleanField(
                label=labels[rule],
                required=False,
                initial=rule in rules.hard,
                help_text=hints(rule),
            )
            if figure:
                self.fields[_figure_name(rule, figure)] = _figure_field(rule, figure, rules)
        for rule in SOFT:
            self.fields[rule] = _weight_field(
                rule_labels()[rule], rules.soft.get(rule, 0), soft_hint(rule)
            )
        for column in self.columns:
            kind, weight = _chosen(rules, column.name)
            name = column_label(column.name)
            self.fields[_of_column(COLUMN, column)] = forms.ChoiceField(
                label=name, required=False, initial=kind, choices=_choices(column)
            )
            self.fields[_of_column(WEIGHT, column)] = _weight_field(
                _("How much: %(column)s") % {"column": name}, weight, ""
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        for rule, figure in HARD.items():
            if figure and cleaned[MUST + rule] and not figure.is_optional:
                name = _figure_name(rule, figure)
                if cleaned.get(name) is None:
                    self.add_error(name, _("Say a number."))
        if not self.errors:
            try:
                rules = self.rules()
            except BadRuleError as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
            if not rules.soft:
                raise forms.ValidationError(_("Let at least one rule count."))
            if not counts_something(rules.soft):
                raise forms.ValidationError(
                    _("What people keep private doesn't count alone. Let another rule count, too.")
                )
        return cleaned

    def rules(self) -> RuleSet:
        """What was chosen. Raises BadRuleError."""
        said = self.cleaned_data
        hard: dict[str, dict[str, int]] = {}
        for rule, figure in HARD.items():
            if said[MUST + rule]:
                value = said.get(_figure_name(rule, figure)) if figure else None
                hard[rule] = {figure.name: value} if figure and value is not None else {}
        soft = {rule: (said[rule] or 0) / 100 for rule in SOFT}
        for column in self.columns:
            kind, is_must, _text = said[_of_column(COLUMN, column)].partition("!")
            if is_must:
                hard[f"{kind}:{column.name}"] = {}
            elif kind:
                soft[f"{kind}:{column.name}"] = (said[_of_column(WEIGHT, column)] or 0) / 100
        return check_rules(hard, soft)

    def musts(self) -> Iterator[MustLine]:
        """For the page."""
        for rule, figure in HARD.items():
            yield MustLine(self[MUST + rule], self[_figure_name(rule, figure)] if figure else None)

    def wishes(self) -> Iterator[WishLine]:
        """For the page."""
        for rule in SOFT:
            yield self._wish(rule)

    def own_columns(self) -> Iterator[ColumnLine]:
        """For the page."""
        for column in self.columns:
            yield ColumnLine(
                self[_of_column(COLUMN, column)], self._wish(_of_column(WEIGHT, column))
            )

    def _wish(self, name: str) -> WishLine:
        said = str(self[name].value())
        is_number = said.isdecimal() and len(said) <= LONGEST_NUMBER
        return WishLine(self[name], weight_text(int(said) if is_number else 0))


class SeenRulesForm(SeenForm, RulesForm):
    """The page of a program."""


def _of_column(prefix: str, column: Column) -> str:
    """A field's name: a column's own may hold spaces, which no id in a page may."""
    return f"{prefix}{crc32(column.name.encode()):08x}"


def _figure_name(rule: str, figure: Figure) -> str:
    return f"{MUST}{rule}-{figure.name}"


def _figure_field(rule: str, figure: Figure, rules: RuleSet) -> forms.IntegerField:
    on = rules.hard.get(rule)
    initial = figure.usual if on is None and not figure.is_optional else (on or {}).get(figure.name)
    return forms.IntegerField(
        label=figure_label(figure.name),
        min_value=figure.least,
        max_value=figure.most,
        required=False,
        initial=initial,
        help_text=_("Empty: for ever") if figure.is_optional else "",
    )


def _weight_field(label: str, weight: float, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=100,
        required=False,
        initial=round(100 * weight),
        help_text=hint,
        widget=forms.NumberInput({"type": "range", "step": 5, "class": "form-range"}),
    )


def _choices(column: Column) -> list[tuple[str, str]]:
    found = [
        ("", _("doesn't matter")),
        ("same", _("better if it is the same")),
        ("different", _("better if it differs")),
        ("same!must", _("must be the same")),
        ("different!must", _("must differ")),
    ]
    if column.is_ordered:
        found += [
            ("at_least", _("better if the mentor's is at least as high")),
            ("at_least!must", _("the mentor's must be at least as high")),
        ]
    return found


def _chosen(rules: RuleSet, column: str) -> tuple[str, float]:
    """What is asked of a column now, and how much it counts."""
    for kind in ("same", "different", "at_least"):
        if f"{kind}:{column}" in rules.hard:
            return f"{kind}!must", DEFAULT_WEIGHT / 100
    for kind in ("same", "different", "at_least"):
        if weight := rules.soft.get(f"{kind}:{column}"):
            return kind, weight
    return "", DEFAULT_WEIGHT / 100


def _no_longer_offered(rules: RuleSet, columns: Sequence[Column]) -> list[Column]:
    """Columns that a rule asks for and that tell nobody here apart any more."""
    known = {column.name for column in columns}
    named = (column_of(rule) for rule in (*rules.hard, *rules.soft))
    gone = dict.fromkeys(found[1] for found in named if found and found[1] not in known)
    return [Column(name, 0, 0, is_ordered=True) for name in gone]
