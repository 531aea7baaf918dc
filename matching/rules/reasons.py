"""Why two people were paired, in words, from the parts of their score.

A part is what the engine gave and the run kept: {"rule", "weight", "value", "detail"}. Of
struggles, which are private, and of topics told in confidence ("unnamed") only their number is
kept.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.further_reasons import SENTENCES_OF_COLUMNS, SENTENCES_OF_TURNS
from matching.rules.readers import Names, Part, Reader
from matching.rules.rule_words import rule_labels

__all__ = ["Names", "Reader", "rule_labels"]
TOPICS_NAMED = 3
POINTS = 100


@dataclass(frozen=True)
class Reason:
    """One reason. `points` of 100 are what it adds to the score."""

    rule: str
    icon: str
    text: str
    points: float


@dataclass(frozen=True)
class Share:
    """One line of "how the score adds up": what counts, and "7 of 10"."""

    label: str
    points: int
    most: int

    @property
    def percent(self) -> int:
        """Of 100, how much of the most it is."""
        return round(POINTS * self.points / self.most) if self.most else 0

    @property
    def text(self) -> str:
        """In words."""
        return _("%(points)d of %(most)d") % {"points": self.points, "most": self.most}


ICONS = {
    "wanted_topics": "bulb",
    "shared_struggles": "heart-handshake",
    "shared_topics": "books",
    "different_department": "arrows-cross",
    "tenure_gap": "stairs-up",
    "grade_gap": "stairs-up",
    "shared_hours": "clock",
    "same_site": "map-pin",
    "answers": "circle-check",
    "left_out_before": "hourglass",
}
COLUMN_ICON = "list-details"


def reasons_of(parts: Sequence[Part], names: Names) -> list[Reason]:
    """What speaks for a pair, strongest first; rules that add nothing are not mentioned."""
    found = []
    for part in parts:
        write = _writer(part["rule"])
        points = POINTS * part["weight"] * part["value"]
        text = write(part["detail"], names) if write and points > 0 else ""
        if text:
            icon = ICONS.get(part["rule"], COLUMN_ICON)
            found.append(Reason(part["rule"], icon, text, points))
    return sorted(found, key=lambda reason: -reason.points)


def with_struggles_named(reasons: Sequence[Reason], topics: Sequence[str]) -> list[Reason]:
    """The same reasons for the eyes of the two people: which struggles they share today.

    What one of them took back since the match is gone; what both have marked since is there.
    """
    kept = [reason for reason in reasons if reason.rule != "shared_struggles"]
    if not topics:
        return kept
    text = _("You both struggle with %(topics)s; only the two of you see this")
    named = text % {"topics": listed(topics)}
    at = next((at for at, one in enumerate(reasons) if one.rule == "shared_struggles"), len(kept))
    points = reasons[at].points if at < len(reasons) else 0
    kept.insert(at, Reason("shared_struggles", ICONS["shared_struggles"], named, points))
    return kept


def without_topics(parts: Sequence[Part], names: Collection[str]) -> list[dict[str, Any]]:
    """The same parts, with these topics counted instead of named."""
    return [{**part, "detail": _without(part["detail"], names)} for part in parts]


def _without(detail: Part, names: Collection[str]) -> dict[str, Any]:
    kept = {
        key: [one for one in value if one not in names] if isinstance(value, list) else value
        for key, value in detail.items()
    }
    hidden = sum(
        len(value) - len(kept[key]) for key, value in detail.items() if isinstance(value, list)
    )
    return {**kept, "unnamed": detail.get("unnamed", 0) + hidden} if hidden else kept


def shares_of(parts: Sequence[Part]) -> list[Share]:
    """How the score adds up, by rule, in the order of the rules.

    HR reads this: struggles are private, so they count as common ground like any other.
    """
    labels = rule_labels()
    most: dict[str, float] = defaultdict(float)
    points: dict[str, float] = defaultdict(float)
    for part in parts:
        rule = "shared_topics" if part["rule"] == "shared_struggles" else part["rule"]
        most[rule] += POINTS * part["weight"]
        points[rule] += POINTS * part["weight"] * part["value"]
    return [Share(labels[rule], round(points[rule]), round(most[rule])) for rule in most]


def weights_of(shares: Mapping[str, float]) -> list[tuple[str, int]]:
    """The most points that each rule can give, most first."""
    labels = rule_labels()
    weights = [(labels[rule], round(POINTS * share)) for rule, share in shares.items()]
    return sorted(weights, key=lambda weight: -weight[1])


def listed(words: Sequence[str], *, most: int = TOPICS_NAMED) -> str:
    """ "Python, SQL and Excel"; beyond `most` the rest is counted."""
    if len(words) > most:
        rest = len(words) - most
        more = ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest}
        words = [*words[:most], more]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _wanted(detail: Part, names: Names) -> str:
    topics = list(detail["topics"])
    if not topics:
        return _("What one knows is what the other wants to learn") if detail.get("unnamed") else ""
    texts = {
        Reader.MENTOR: _("You know %(topics)s, which %(mentee)s wants to learn"),
        Reader.MENTEE: _("%(mentor)s knows %(topics)s, which you want to learn"),
        Reader.OTHERS: _("%(mentor)s knows %(topics)s, which %(mentee)s wants to learn"),
    }
    return texts[names.reader] % {
        "topics": listed(topics),
        "mentor": names.mentor,
        "mentee": names.mentee,
    }


def _struggles(detail: Part, names: Names) -> str:
    count = detail["count"]
    if names.reader is Reader.OTHERS or not count:
        return ""  # between the two: that there is something would tell on both
    text = ngettext(
        "You share a topic that both of you struggle with",
        "You share %(count)d topics that both of you struggle with",
        count,
    )
    return text % {"count": count}


def _shared_topics(detail: Part, names: Names) -> str:
    known, wanted = list(detail["known"]), list(detail["wanted"])
    you = names.reader is not Reader.OTHERS
    texts = []
    if known:
        text = _("You both know %(topics)s") if you else _("Both know %(topics)s")
        texts.append(text % {"topics": listed(known)})
    if wanted:
        text = _("You both want to learn %(topics)s") if you else _("Both want to learn %(topics)s")
        texts.append(text % {"topics": listed(wanted)})
    if not texts and detail.get("unnamed"):
        texts.append(_("Common ground in what you both told") if you else _("Common ground"))
    return "; ".join(texts)


def _departments(detail: Part, names: Names) -> str:
    return _("Different departments: %(one)s and %(other)s") % {
        "one": detail["mentor"],
        "other": detail["mentee"],
    }


def _tenure(detail: Part, names: Names) -> str:
    years = int(detail["years"])
    if years < 1:
        return {
            Reader.MENTOR: _("You have been here for longer"),
            Reader.MENTEE: _("%(mentor)s has been here for longer"),
            Reader.OTHERS: _("%(mentor)s has been here for longer"),
        }[names.reader] % {"mentor": names.mentor}
    if names.reader is Reader.MENTOR:
        text = ngettext(
            "You have been here %(years)d year longer",
            "You have been here %(years)d years longer",
            years,
        )
    else:
        text = ngettext(
            "%(mentor)s has been here %(years)d year longer",
            "%(mentor)s has been here %(years)d years longer",
            years,
        )
    return text % {"mentor": names.mentor, "years": years}


def _grade(detail: Part, names: Names) -> str:
    return _("%(mentor)s has a higher grade") % {"mentor": names.mentor}


def _hours(detail: Part, names: Names) -> str:
    minutes = detail["minutes"]
    hours = minutes // 30 / 2
    text = ngettext(
        "%(hours)s shared working hour", "%(hours)s shared working hours", 1 if hours == 1 else 2
    )
    shown = number_format(hours, decimal_pos=0 if hours.is_integer() else 1)
    return text % {"hours": shown} if hours else ""


def _site(detail: Part, names: Names) -> str:
    return _("Both work in %(place)s") % {"place": detail["mentor"]}


def _writer(rule: str) -> "Callable[[Part, Names], str] | None":
    return SENTENCES.get(rule) or SENTENCES_OF_COLUMNS.get(rule.partition(":")[0])


SENTENCES: dict[str, Callable[[Part, Names], str]] = {
    "wanted_topics": _wanted,
    "shared_struggles": _struggles,
    "shared_topics": _shared_topics,
    "different_department": _departments,
    "tenure_gap": _tenure,
    "grade_gap": _grade,
    "shared_hours": _hours,
    "same_site": _site,
    **SENTENCES_OF_TURNS,
}


def wanted_topics(parts: Sequence[Part]) -> str:
    """The topics that the mentee wants to learn and the mentor knows, in words."""
    wanted = (part["detail"]["topics"] for part in parts if part["rule"] == "wanted_topics")
    return listed([topic for topics in wanted for topic in topics])
