"""What the rules of a run knew of somebody, so that the reasons of any pair can be worked out when
somebody asks for them. Nothing that is private is in it.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from matching.rules.configuration import column_of
from matching.rules.fit import measure_with
from matching.rules.group import Participant
from matching.rules.weights import PRIVATE_RULE, in_order

DECIMALS = 4
# Nobody can type it: a topic that became sensitive keeps its place, under a name that says nothing.
HIDDEN = "\x01"
TOPICS = ("wants", "knows")
NAMING = frozenset({"wanted_topics", "shared_topics"})
USED = {
    "wanted_topics": TOPICS,
    "shared_topics": TOPICS,
    "different_department": ("department",),
    "same_site": ("location",),
    "shared_hours": ("utc_offset",),
    "tenure_gap": ("started",),
    "grade_gap": ("grade",),
    "answers": ("answers",),
    "left_out_before": ("waits",),
}
NOBODY = UUID(int=0)
Profile = Mapping[str, Any]
Part = dict[str, Any]
Used = tuple[tuple[str, ...], tuple[str, ...]]


def fields_used(rules: Iterable[str]) -> Used:
    """What these soft rules compare: fields of a participant, and columns of the organization."""
    names = list(rules)
    columns = {column[1] for rule in names if (column := column_of(rule))}
    fields = {field for rule in names for field in USED.get(rule, ())}
    return tuple(sorted(fields)), tuple(sorted(columns))


def profile_of(person: Participant, used: Used) -> dict[str, Any]:
    """As plain data; what isn't known isn't there."""
    fields, columns = used
    told = {name: value for name in fields if (value := getattr(person, name)) not in (None, ())}
    if "started" in told:
        told["started"] = told["started"].isoformat()
    for name in ("facts", "ranks") if columns else ():
        values = getattr(person, name)
        told[name] = {column: values[column] for column in columns if column in values}
    return told


def participant_in(profile: Profile) -> Participant:
    """Somebody as the rules knew them, without a name."""
    told = {**profile, **{name: tuple(profile.get(name, ())) for name in TOPICS}}
    if "started" in told:
        told["started"] = date.fromisoformat(told["started"])
    return Participant(id=NOBODY, name="", **told)


class Measuring:
    """Works out the parts of pairs' scores.

    shares  each soft rule's share of the score
    usual   what a mentor without a record of answers counts as
    """

    def __init__(self, shares: Mapping[str, float], usual: float) -> None:
        self.rules = [
            (rule, round(shares[rule], DECIMALS), measure_with(rule, usual))
            for rule in in_order(shares)
        ]

    def parts(
        self,
        mentee: Participant,
        mentor: Participant,
        private: tuple[float, int] | None = None,
    ) -> list[Part]:
        """One pair's parts, as matching.rules.reasons reads them. `private` is what struggles
        gave, and how many the two share; None to work it out.
        """
        parts = []
        for rule, weight, measure in self.rules:
            value, detail = measure(mentee, mentor)
            if rule == PRIVATE_RULE and private is not None:
                value, detail = private[0], {"count": private[1]}
            parts.append(
                {
                    "rule": rule,
                    "weight": weight,
                    "value": round(value, DECIMALS),
                    "detail": detail,
                }
            )
        return parts


def without_hidden(parts: Iterable[Part]) -> list[Part]:
    """Topics that became sensitive are counted instead of named."""
    return [
        {**part, "detail": _named(part["detail"])} if part["rule"] in NAMING else part
        for part in parts
    ]


def _named(detail: dict[str, Any]) -> dict[str, Any]:
    lists = [key for key, value in detail.items() if isinstance(value, list)]
    hidden = sum(topic.startswith(HIDDEN) for key in lists for topic in detail[key])
    if not hidden:
        return detail
    kept = {key: [one for one in detail[key] if not one.startswith(HIDDEN)] for key in lists}
    return {**detail, **kept, "unnamed": hidden}


def hidden_names(names: Collection[str]) -> dict[str, str]:
    """For each of these topics a name that tells nothing."""
    return {name: HIDDEN + uuid4().hex for name in names}


def without_names(profile: Profile, instead: Mapping[str, str]) -> dict[str, Any]:
    """The same profile with these topics under other names."""
    topics = {
        key: [instead.get(topic, topic) for topic in profile[key]]
        for key in TOPICS
        if key in profile
    }
    return {**profile, **topics}
