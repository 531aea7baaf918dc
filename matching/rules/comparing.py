"""How much of what should count could be compared: a score says nothing about the rest.

A rule about something that nobody has told isn't in the scores; so the best score, 100 of 100, may
rest on little. Weights are counted as the program wants them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.readers import Part
from matching.rules.rule_words import rule_labels
from matching.rules.weights import WEIGHTS

FULL = 100
# That nobody has waited is known, and nothing to be told.
NEVER_UNKNOWN = "left_out_before"
TOPIC_RULES = ("wanted_topics", "shared_struggles", "shared_topics")


def compared_of_run(rules: Mapping[str, Any]) -> int:
    """Of 100 by weight, how much a run could compare; `rules` as the run keeps them."""
    return _share(rules, rules.get("soft", {}))


def compared_of_pair(rules: Mapping[str, Any], parts: Sequence[Part]) -> int | None:
    """The same of one pair: also what only one of the two has told can't be compared. None for a
    pair without parts, which nothing was compared of.

    Topics count as for the whole run. Who has told none, or none but in confidence, isn't said.
    """
    if not parts:
        return None
    return _share(rules, [part["rule"] for part in parts if _is_told(part)])


def without_topics(without: int, people: int, rules: Collection[str]) -> str:
    """That so many told no topics, and what the pairs of these rest on; "" where all did.

    Of all people of the program, never of some pairs: leaving pairs out one by one would tell who
    it is. Topics told in confidence don't count as told.
    """
    if not without:
        return ""
    figures = {"without": without, "people": people}
    said = ngettext(
        "%(without)s of %(people)s people told no topics openly.",
        "%(without)s of %(people)s people told no topics openly.",
        without,
    )
    labels = rule_labels()
    others = "; ".join(labels[rule] for rule in rules if rule not in TOPIC_RULES)
    if not others:
        return said % figures
    rest = _("Their pairs rest on this alone, also where a pair says “compared”: %(others)s.")
    return f"{said % figures} {rest % {'others': others}}"


def _is_told(part: Part) -> bool:
    return None not in part["detail"].values()


def _share(rules: Mapping[str, Any], counted: Collection[str]) -> int:
    wanted = rules.get("set", {}).get("soft") or WEIGHTS
    asked = {
        rule: weight for rule, weight in wanted.items() if rule != NEVER_UNKNOWN or rule in counted
    }
    total = sum(asked.values())
    if not total or set(asked) <= set(counted):
        return FULL
    could = sum(weight for rule, weight in asked.items() if rule in counted)
    return min(round(FULL * could / total), FULL - 1)
