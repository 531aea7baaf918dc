"""What the rules are called, and what each hard rule says of a pair, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.configuration import USUAL_HARD, column_of
from matching.rules.weights import MOST_PRIVATE_SHARE
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
            "answers": _("The mentor answers, and meets new mentees, soon"),
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


def hard_in_words(hard: Mapping[str, Mapping[str, int]] | None) -> dict[str, str]:
    """By rule what holds without exception, with its figure; None for the usual rules."""
    labels = hard_labels()
    told = {rule: labels[rule] for rule in ("reporting_line", "reviewer_of")}
    for rule, figures in (USUAL_HARD if hard is None else hard).items():
        figure = figure_text(figures)
        told[rule] = f"{labels[rule]}: {figure}" if figure else labels[rule]
    return told


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


def figure_label(name: str) -> str:
    """What a figure counts."""
    return {
        "hours": _("hours a day"),
        "months": _("months"),
        "years": _("years"),
        "grades": _("grades"),
    }[name]


def hard_hint(rule: str) -> str:
    """What is to know of a rule without exception."""
    return {
        "too_few_shared_hours": _("From 9 to 17 h of both time zones."),
        "earlier_pair": _("Those who both said that they would like it again may be."),
        "no_shared_language": _("By what people or HR have told; nothing told forbids nothing."),
        "grade_too_close": _("By the number in the grade: L5 is above L4."),
    }.get(rule, "")


def soft_hint(rule: str) -> str:
    """What is to know of a wish."""
    return {
        "shared_struggles": _(
            "Struggles and sensitive topics, only of those who agreed to it on both sides, and"
            " never named. At most %(percent)d %% of a score, whatever you choose here. An HR"
            " admin's never count."
        )
        % {"percent": round(100 * MOST_PRIVATE_SHARE)},
        "answers": _(
            "Of the last half year: the share of questions that a mentor answered in time, yes or"
            " no, and of pairs that met within 14 days. Without any, they count as the others do."
        ),
        "grade_gap": _("One to three grades above are best."),
    }.get(rule, "")


def contradiction_text(one: str, other: str) -> str:
    """That two rules can't both hold."""
    labels = hard_labels()
    return _("“%(one)s” and “%(other)s” contradict each other: nobody can be matched.") % {
        "one": labels[one],
        "other": labels[other],
    }


def vain_text(wish: str, hard: str) -> str:
    """That a wish tells no pairs apart."""
    return _("The wish “%(wish)s” tells no pairs apart any more: “%(rule)s” must hold.") % {
        "wish": rule_labels()[wish],
        "rule": hard_labels()[hard],
    }


def relief_text(rule: str, stuck: int, more: int | None) -> str:
    """Whom a rule keeps without a mentor, and how many more would get one if it were off."""
    said = [keeps(rule, stuck)] if stuck else []
    if more:
        said.append(
            ngettext(
                "Without “%(rule)s” %(count)d more person would get a mentor.",
                "Without “%(rule)s” %(count)d more people would get a mentor.",
                more,
            )
            % {"rule": hard_labels()[rule], "count": more}
        )
    return " ".join(said)


def rule_reasons(rules: Sequence[str]) -> str:
    """What keeps somebody from all mentors, in a few words each."""
    return "; ".join(filter(None, map(why_forbidden, rules)))


def musts_of(rules: Mapping[str, Any]) -> list[str]:
    """The rules without exception of a run, as it has written them down."""
    labels, figures = hard_labels(), rules.get("set", {}).get("hard", {})
    found = {}
    for rule in rules.get("hard", []):
        if rule != "oneself":
            told = figure_text(figures.get(rule, {}))
            found[labels[rule]] = f"{labels[rule]}: {told}" if told else labels[rule]
    return list(found.values())
