"""What the rules are called, and what each hard rule says of a pair, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.configuration import column_of
from peerlearn.people.imports.fields import label_of


class Labels(dict[str, str]):
    """Labels by rule; rules about an organization's own columns go by the column's name."""

    def __missing__(self, rule: str) -> str:
        column = column_of(rule)
        return _of_column(*column) if column else rule


def rule_labels() -> dict[str, str]:
    """What each rule that counts is about."""
    return Labels(
        {
            "wanted_topics": _("The mentor knows what the mentee wants to learn"),
            "shared_struggles": _("Something in common that both keep private"),
            "shared_topics": _("Common ground in what they told"),
            "different_department": _("Different departments"),
            "tenure_gap": _("The mentor has been here for longer"),
            "grade_gap": _("The mentor's grade is higher"),
            "shared_hours": _("Shared working hours"),
            "same_site": _("Same place of work"),
            "answers": _("The mentor has met new mentees soon"),
            "left_out_before": _("Who stayed without last time goes first"),
        }
    )


def hard_labels() -> dict[str, str]:
    """What each rule without exception demands."""
    return Labels(
        {
            "reporting_line": _("Never within a reporting line"),
            "reporting_circle": _("Never within a reporting line"),
            "reviewer_of": _("Never with who reviews one's work"),
            "blocked": _("Never a pair that was ruled out by hand"),
            "too_few_shared_hours": _("Working hours overlap"),
            "earlier_pair": _("Not the same pair again"),
            "no_shared_language": _("A language in common"),
            "same_department": _("Different departments"),
            "other_location": _("Same place of work"),
            "same_location": _("Different places of work"),
            "tenure_too_close": _("The mentor has been here longer by at least"),
            "tenure_too_far": _("The mentor has been here longer by at most"),
            "grade_too_close": _("The mentor's grade is above by at least"),
            "grade_too_far": _("The mentor's grade is above by at most"),
        }
    )


def column_label(column: str) -> str:
    """A column in the reader's language."""
    return label_of(column)


def _of_column(kind: str, column: str) -> str:
    texts = {
        "same": _("Same: %(column)s"),
        "different": _("Different: %(column)s"),
        "at_least": _("The mentor's at least as high: %(column)s"),
    }
    return texts[kind] % {"column": column_label(column)}


def why_forbidden(rule: str) -> str:
    """What was wrong with a pair, in a few words; empty for what is no rule."""
    column = column_of(rule)
    if column:
        texts = {
            "same": _("%(column)s is not the same"),
            "different": _("%(column)s is the same"),
            "at_least": _("%(column)s of the mentor is lower"),
        }
        return texts[column[0]] % {"column": column_label(column[1])}
    return {
        "reporting_line": _("same reporting line"),
        "reporting_circle": _("same reporting line, in a circle"),
        "reviewer_of": _("one reviews the other's work"),
        "too_few_shared_hours": _("too few shared working hours"),
        "earlier_pair": _("paired before"),
        "blocked": _("excluded by hand"),
        "oneself": _("the same person"),
        "no_shared_language": _("no language in common"),
        "same_department": _("same department"),
        "other_location": _("different places of work"),
        "same_location": _("same place of work"),
        "tenure_too_close": _("not here long enough for this mentee"),
        "tenure_too_far": _("here for too much longer"),
        "grade_too_close": _("grade not high enough for this mentee"),
        "grade_too_far": _("grade too much higher"),
    }.get(rule, "")


def keeps(rule: str, stuck: int) -> str:
    """ "Working hours overlap" keeps 4 people without any mentor."""
    return ngettext(
        "“%(rule)s” keeps %(count)d person without any mentor.",
        "“%(rule)s” keeps %(count)d people without any mentor.",
        stuck,
    ) % {"rule": hard_labels()[rule], "count": stuck}


def figure_text(figures: Mapping[str, Any]) -> str:
    """ "2 hours", "24 months"; empty for a rule without a figure."""
    for name, count in figures.items():
        texts = {
            "hours": ngettext("%(count)d hour a day", "%(count)d hours a day", count),
            "months": ngettext("within %(count)d month", "within %(count)d months", count),
            "years": ngettext("%(count)d year", "%(count)d years", count),
            "grades": ngettext("%(count)d grade", "%(count)d grades", count),
        }
        return texts[name] % {"count": count}
    return ""


def weight_text(percent: int) -> str:
    """How much a share of 0 to 100 is, in words."""
    for least, text in (
        (60, _("decides nearly everything")),
        (35, _("matters a lot")),
        (20, _("matters")),
        (10, _("matters a little")),
        (1, _("only breaks ties")),
    ):
        if percent >= least:
            return text
    return _("doesn't count")
