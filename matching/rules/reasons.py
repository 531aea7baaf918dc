"""Why two people were paired, in words, from the parts of their score.

A part is what the engine gave and the run kept: {"rule", "weight", "value", "detail"}. Of
struggles, which are private, only their number is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Part = Mapping[str, Any]
TOPICS_NAMED = 3
POINTS = 100


class Reader(Enum):
    """Who reads a reason."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    OTHERS = "others"


@dataclass(frozen=True)
class Reason:
    """One reason. `points` of 100 are what it adds to the score."""

    rule: str
    icon: str
    text: str
    points: float


@dataclass(frozen=True)
class Names:
    """The two people as sentences call them, and who reads these."""

    mentor: str
    mentee: str
    reader: Reader = Reader.OTHERS


@dataclass(frozen=True)
class Share:
    """One line of "how the score adds up": what counts, and "7 of 10"."""

    label: str
    text: str


ICONS = {
    "wanted_topics": "bulb",
    "shared_struggles": "heart-handshake",
    "shared_topics": "books",
    "different_department": "arrows-cross",
    "tenure_gap": "stairs-up",
    "grade_gap": "stairs-up",
    "shared_hours": "clock",
    "same_site": "map-pin",
}


def reasons_of(parts: Sequence[Part], names: Names) -> list[Reason]:
    """What speaks for a pair, strongest first; rules that add nothing are not mentioned."""
    found = []
    for part in parts:
        write = SENTENCES.get(part["rule"])
        points = POINTS * part["weight"] * part["value"]
        text = write(part["detail"], names) if write and points > 0 else ""
        if text:
            found.append(Reason(part["rule"], ICONS[part["rule"]], text, points))
    return sorted(found, key=lambda reason: -reason.points)


def with_struggles_named(reasons: Sequence[Reason], topics: Sequence[str]) -> list[Reason]:
    """The same reasons for the eyes of the two people: which struggles they share."""
    if not topics:
        return list(reasons)
    text = _("You both struggle with %(topics)s; only the two of you see this")
    named = text % {"topics": listed(topics)}
    return [
        replace(reason, text=named) if reason.rule == "shared_struggles" else reason
        for reason in reasons
    ]


def shares_of(parts: Sequence[Part]) -> list[Share]:
    """How the score adds up, by rule, in the order of the rules."""
    labels, text = rule_labels(), _("%(points)d of %(most)d")
    found = []
    for part in parts:
        most = POINTS * part["weight"]
        points = {"points": round(most * part["value"]), "most": round(most)}
        found.append(Share(labels[part["rule"]], text % points))
    return found


def weights_of(shares: Mapping[str, float]) -> list[tuple[str, int]]:
    """The most points that each rule can give, most first."""
    labels = rule_labels()
    weights = [(labels[rule], round(POINTS * share)) for rule, share in shares.items()]
    return sorted(weights, key=lambda weight: -weight[1])


def rule_labels() -> dict[str, str]:
    """What each rule is about."""
    return {
        "wanted_topics": _("The mentor knows what the mentee wants to learn"),
        "shared_struggles": _("Both struggle with the same"),
        "shared_topics": _("Common ground in what they know or want to learn"),
        "different_department": _("Different departments"),
        "tenure_gap": _("The mentor has been here for longer"),
        "grade_gap": _("The mentor's grade is higher"),
        "shared_hours": _("Shared working hours"),
        "same_site": _("Same place of work"),
    }


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
        return ""
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
    if names.reader is Reader.OTHERS:
        text = ngettext(
            "They share a topic that both struggle with",
            "They share %(count)d topics that both struggle with",
            count,
        )
    else:
        text = ngettext(
            "You share a topic that both of you struggle with",
            "You share %(count)d topics that both of you struggle with",
            count,
        )
    return text % {"count": count} if count else ""


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


SENTENCES: dict[str, Callable[[Part, Names], str]] = {
    "wanted_topics": _wanted,
    "shared_struggles": _struggles,
    "shared_topics": _shared_topics,
    "different_department": _departments,
    "tenure_gap": _tenure,
    "grade_gap": _grade,
    "shared_hours": _hours,
    "same_site": _site,
}


def wanted_topics(parts: Sequence[Part]) -> str:
    """The topics that the mentee wants to learn and the mentor knows, in words."""
    wanted = (part["detail"]["topics"] for part in parts if part["rule"] == "wanted_topics")
    return listed([topic for topics in wanted for topic in topics])
