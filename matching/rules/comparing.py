"""How much of what should count could be compared: a score says nothing about the rest.

A rule about something that nobody has told isn't in the scores; so the best score, 100 of 100, may
rest on little. Weights are counted as the program wants them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from matching.rules.readers import Part
from matching.rules.weights import WEIGHTS

FULL = 100
# That nobody has waited is known, and nothing to be told.
NEVER_UNKNOWN = "left_out_before"


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
