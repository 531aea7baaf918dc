"""Why somebody has no mentor, and why a mentor was not possible, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.reasons import listed
from matching.rules.rule_words import why_forbidden


@dataclass(frozen=True)
class LeftOut:
    """Why a mentee has no mentor, and what would help."""

    why: str
    what_helps: str


def explain_left_out(entry: Mapping[str, Any], *, names: Mapping[str, str]) -> LeftOut:
    """From what the run kept of somebody left out; `names` are those of mentors, by id."""
    if entry["reason"] == "all_full":
        return _all_full(entry, names)
    if entry["reason"] == "fell_away":
        return LeftOut(
            _("The pair that was found no longer held when it was saved."),
            _("Match again, or choose another mentor."),
        )
    if entry["reason"] == "taken_back":
        return LeftOut(
            _("You took the mentor away."),
            _("Choose another mentor, or leave it as it is."),
        )
    if not entry["forbidden"]:
        helps = _("Enroll more mentors.")
    elif entry["forbidden"].keys() == {"reporting_line"}:
        helps = _("Enroll a mentor from another reporting line.")
    else:
        helps = _("Enroll a mentor to whom none of this applies.")
    return LeftOut(_none_allowed(entry), helps)


def _all_full(entry: Mapping[str, Any], names: Mapping[str, str]) -> LeftOut:
    full = [names[each] for each in entry["full"] if each in names]
    if not full:
        return LeftOut(_("No mentor who fits was left."), _("Enroll more mentors."))
    more = entry["full_count"] - len(entry["full"])
    if more > 0:
        full.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    why = ngettext(
        "The only mentor who fits is full: %(names)s.",
        "All mentors who fit are full: %(names)s.",
        entry["full_count"],
    )
    helps = ngettext(
        "Raise this mentor's number of mentees by one, or enroll another mentor.",
        "Raise the number of mentees of one of them by one, or enroll another mentor.",
        entry["full_count"],
    )
    return LeftOut(why % {"names": listed(full, most=len(full))}, helps)


def _none_allowed(entry: Mapping[str, Any]) -> str:
    """By which rules, most first. No numbers: whom something private forbids is in none of them,
    and would be missing in their sum.
    """
    counts = sorted(entry["forbidden"].items(), key=lambda each: -each[1])
    causes = list(dict.fromkeys(why_not(rule) for rule, _count in counts))
    if not causes:
        return _("No mentor who fits was left.")
    return _("No mentor fits: %(causes)s.") % {"causes": listed(causes, most=len(causes))}


def why_not(rule: str) -> str:
    """Why a mentor may not be chosen, in a few words."""
    return (
        {
            "no_place": _("no place left"),
            "left": _("no longer in the program"),
            "asked_before": _("asked before and could not"),
            "not_now": _("takes nobody at the moment"),
            "over_budget": _("would give more hours than they should"),
            # that somebody asked for it in private is told to nobody
            "not_with": _("not available"),
            "has_none": _("no mentor is proposed for them any more"),
            "has_another": _("the mentee has another mentor by now"),
        }.get(rule, "")
        or why_forbidden(rule)
        or _("kept for others")
    )
