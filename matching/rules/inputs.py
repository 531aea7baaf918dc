"""What went into a run, so that it can be said later what is different now.

What people keep private takes no part: neither a figure nor a sentence here may tell an HR admin
that somebody has changed it. So earlier pairs are not compared either: whether one stays apart
depends on what both have said in private.
"""

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.configuration import from_stored, rules_of, to_stored
from matching.rules.group import Group, Participant
from matching.rules.reporting import Lines
from matching.rules.rule_words import hard_labels, rule_labels

PRIVATE_FIELDS = frozenset({"name", "private", "agreed", "is_reachable"})
TOLD = tuple(
    each.name for each in dataclasses.fields(Participant) if each.name not in PRIVATE_FIELDS
)
told_of = attrgetter(*TOLD)
PLAIN = frozenset({str, int, float, bool, tuple, type(None), date, UUID})
SIDES = {"mentees": b"e", "mentors": b"o"}
ID, MARK = 16, 4
RECORD = ID + 1 + MARK + MARK
# The parts of a run's inputs beside its people and rules.
LISTS = ("reviews", "blocked", "kept")


def inputs_of(group: Group, people: bytes | None = None) -> dict[str, Any]:
    """What goes in, in a few figures, and a digest of all of it. `people` as packed, if they are
    already.
    """
    parts: dict[str, Any] = {
        "people": _digest(pack_people(group) if people is None else people),
        "rules": to_stored(rules_of(group)),
        "mentees": len(group.mentees),
        "mentors": len(group.mentors),
        "places": group.places,
        "reviews": _digest_of_pairs(group.reviews),
        "blocked": _digest_of_pairs(group.blocked),
        "kept": _digest_of_pairs(group.kept),
    }
    digest = _digest(json.dumps(parts, sort_keys=True).encode())
    return {"digest": digest, **parts, "fixed": _fixed_in(group)}


def with_inputs(group: Group, stored: Mapping[str, Any]) -> Group:
    """The group with the rules and the fixed pairs of an earlier run instead of its own; `stored`
    as `inputs_of` gave it.
    """
    rules, told = from_stored(stored["rules"]), stored.get("fixed", [])
    fixed = {(UUID(one["mentor"]), UUID(one["mentee"])): one for one in told}
    against = {pair for pair, one in fixed.items() if one["against_rules"]}
    return dataclasses.replace(
        group,
        weights=dict(rules.soft),
        hard=dict(rules.hard),
        fixed={pair: UUID(one["id"]) for pair, one in fixed.items()},
        insisted=group.insisted | against,
    )


def _fixed_in(group: Group) -> list[dict[str, Any]]:
    """What was fixed by hand, so that a run can be repeated though pairs were freed since."""
    return [
        {
            "id": str(key),
            "mentor": str(mentor),
            "mentee": str(mentee),
            "against_rules": (mentor, mentee) in group.insisted,
        }
        for (mentor, mentee), key in sorted(group.fixed.items())
    ]


def pack_people(group: Group) -> bytes:
    """A record of each person: id, side, a mark that changes with what counts of them, and one
    that changes with their reporting line.
    """
    mark_of_line = _marks_of_lines(group.lines)
    records = [
        person.id.bytes + SIDES[side] + _mark(person) + mark_of_line(person.id)
        for side, people in (("mentees", group.mentees), ("mentors", group.mentors))
        for person in people
    ]
    return b"".join(sorted(records))


def changes_since(then: Mapping[str, Any], people: bytes, now: Group) -> list[str]:
    """What is different now, in sentences; empty where nothing is. `people` as packed then."""
    today = inputs_of(now)
    before, after = _unpacked(people), _unpacked(pack_people(now))
    stayed = before.keys() & after.keys()
    moved = any(before[one][MARK:] != after[one][MARK:] for one in stayed)
    said = [
        *_changed_people(before, after),
        *([_("Reporting lines have changed.")] if moved else []),
        *_changed_rules(then.get("rules", {}), today["rules"]),
    ]
    texts = {
        "reviews": _("Who reviews whom has changed."),
        "blocked": _("Other pairs are excluded by hand."),
        "kept": _("Other pairs are kept."),
    }
    return said + [texts[part] for part in LISTS if then.get(part) != today[part]]


def _changed_people(then: dict[bytes, bytes], now: dict[bytes, bytes]) -> list[str]:
    came = Counter(key[ID:] for key in now.keys() - then.keys())
    went = Counter(key[ID:] for key in then.keys() - now.keys())
    changed = sum(then[key][:MARK] != now[key][:MARK] for key in then.keys() & now.keys())
    mentees, mentors = SIDES["mentees"], SIDES["mentors"]
    counted = (
        (came[mentees], ngettext("%d mentee more.", "%d mentees more.", came[mentees])),
        (came[mentors], ngettext("%d mentor more.", "%d mentors more.", came[mentors])),
        (
            went[mentees],
            ngettext(
                "%d mentee is no longer to be matched.",
                "%d mentees are no longer to be matched.",
                went[mentees],
            ),
        ),
        (
            went[mentors],
            ngettext(
                "%d mentor is no longer there.", "%d mentors are no longer there.", went[mentors]
            ),
        ),
        (
            changed,
            ngettext(
                "What counts of %d person has changed: topics, place, hours or free places.",
                "What counts of %d people has changed: topics, place, hours or free places.",
                changed,
            ),
        ),
    )
    return [text % count for count, text in counted if count]


def _changed_rules(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    names = [
        labels[rule]
        for part, labels in (("hard", hard_labels()), ("soft", rule_labels()))
        for rule in sorted({*then.get(part, {}), *now[part]})
        if then.get(part, {}).get(rule) != now[part].get(rule)
    ]
    if not names:
        return []
    text = ngettext(
        "%(count)d rule has changed: %(names)s.",
        "%(count)d rules have changed: %(names)s.",
        len(names),
    )
    return [text % {"count": len(names), "names": "; ".join(names)}]


def _unpacked(people: bytes) -> dict[bytes, bytes]:
    """The marks of each person and side."""
    records = (people[at : at + RECORD] for at in range(0, len(people), RECORD))
    return {record[: ID + 1]: record[ID + 1 :] for record in records}


def _mark(person: Participant) -> bytes:
    told = zip(TOLD, told_of(person), strict=True)
    return _mark_of(
        [(name, value if type(value) in PLAIN else _plain(value)) for name, value in told]
    )


def _marks_of_lines(lines: Lines) -> Callable[[UUID], bytes]:
    """The mark of who is above somebody: the same for all who report to the same person, unless
    the line ends in a circle.
    """
    known: dict[UUID | None, bytes] = {}

    def mark(person: UUID) -> bytes:
        if lines.circles:
            return _mark_of(lines.above(person))
        manager = lines.managers.get(person)
        if manager not in known:
            known[manager] = _mark_of(lines.above(person))
        return known[manager]

    return mark


def _mark_of(told: object) -> bytes:
    return hashlib.blake2b(repr(told).encode(), digest_size=MARK).digest()


def _plain(value: Any) -> Any:
    """Without an order that differs from one process to the next."""
    if isinstance(value, Mapping):
        return sorted(value.items())
    return sorted(value) if isinstance(value, (set, frozenset)) else value


def _digest_of_pairs(pairs: Iterable[tuple[UUID, UUID]]) -> str:
    return _digest(b"".join(one.bytes + other.bytes for one, other in sorted(pairs)))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
