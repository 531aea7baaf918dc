"""Whether two people can be fixed as a pair before a program is matched, and what to say of it.

What somebody asked for in private is no part of it: as all that is known before a run, it must be
the same as if nobody had asked for anything. Only the run itself keeps to it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext as _

from matching.rules.configuration import rules_of
from matching.rules.forbidding import forbidden_pairs
from matching.rules.group import Group, Pair
from matching.rules.left_out import why_not
from matching.rules.overriding import can_be_overridden
from matching.rules.rule_words import rule_reasons

MENTOR, MENTEE = "mentor", "mentee"
HERE, AWAY, EXPECTED = "active", "paused", ("invited", "applied")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What must be known to fix pairs.

    group    who can be matched now
    parts    by person and role the state of their enrollment; nothing of who has left the company
    matched  the mentees who have a mentor
    fixed    the mentor with whom each mentee is fixed already
    """

    group: Group
    parts: Mapping[tuple[UUID, str], str] = field(default_factory=dict)
    matched: frozenset[UUID] = frozenset()
    fixed: Mapping[UUID, UUID] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """What stands in the way: a `refusal` that nobody overrides, or the rules that are `broken` and
    that HR may override with a reason; `insisted`: it has done so.
    """

    refusal: str = ""
    broken: tuple[str, ...] = ()
    is_insisted: bool = False

    @property
    def holds(self) -> bool:
        """Whether a run would keep the pair, as far as anybody may know before it."""
        return not self.refusal and (self.is_insisted or not self.broken)


def check_new(desk: Desk, pairs: Sequence[Pair]) -> dict[Pair, Check]:
    """The checks of pairs to be fixed beside the others that are; each takes a place for the
    next.
    """
    asked = set(pairs)
    others = {e: o for e, o in desk.fixed.items() if (o, e) not in asked}
    return _check_in_turn(desk, pairs, others)


def check_fixed(desk: Desk) -> dict[Pair, Check]:
    """The checks of what is fixed, in the order in which a run takes it."""
    return _check_in_turn(
        desk, sorted((mentor, mentee) for mentee, mentor in desk.fixed.items()), {}
    )


def group_beside(group: Group, kept: Iterable[Pair]) -> Group:
    """Those who are to be matched beside pairs that are kept."""
    pairs = list(kept)
    taken = Counter(mentor for mentor, _mentee in pairs)
    out = {mentee for _mentor, mentee in pairs}
    return replace(
        group,
        mentees=tuple(one for one in group.mentees if one.id not in out),
        mentors=tuple(
            replace(one, places=max(one.places - taken[one.id], 0)) if taken[one.id] else one
            for one in group.mentors
        ),
    )


def _check_in_turn(desk: Desk, pairs: Sequence[Pair], fixed: dict[UUID, UUID]) -> dict[Pair, Check]:
    broken = _broken_rules(desk.group, pairs)
    places = {one.id: one.places for one in desk.group.mentors}
    taken = Counter(mentor for mentee, mentor in fixed.items() if mentee not in desk.matched)
    found: dict[Pair, Check] = {}
    for pair in pairs:
        mentor, mentee = pair
        refusal = _refusal(desk, pair, fixed)
        rules = broken.get(pair, [])
        if not refusal and not all(map(can_be_overridden, rules)):
            refusal = next(rule for rule in rules if not can_be_overridden(rule))
        if not refusal and taken[mentor] >= places.get(mentor, 0):
            refusal = "no_place"
        if refusal:
            found.setdefault(pair, Check(refusal))
            continue
        taken[mentor] += 1
        fixed[mentee] = mentor
        found[pair] = Check(broken=tuple(rules), is_insisted=pair in desk.group.insisted)
    return found


def _refusal(desk: Desk, pair: Pair, fixed: Mapping[UUID, UUID]) -> str:
    mentor, mentee = pair
    if mentor == mentee:
        return "oneself"
    for person, role in ((mentor, MENTOR), (mentee, MENTEE)):
        part = desk.parts.get((person, role), "")
        if part != HERE:
            return f"{role}_{'away' if part == AWAY else 'expected' if part in EXPECTED else 'not'}"
    if mentee in desk.matched:
        return "matched"
    return "fixed" if mentee in fixed else ""


def _broken_rules(group: Group, pairs: Sequence[Pair]) -> dict[Pair, list[str]]:
    """The open rules that each of some pairs breaks."""
    mentors = {mentor for mentor, _mentee in pairs}
    mentees = {mentee for _mentor, mentee in pairs}
    # places are looked at apart: here every mentor counts
    few = replace(
        group,
        mentors=tuple(replace(one, places=1) for one in group.mentors if one.id in mentors),
        mentees=tuple(one for one in group.mentees if one.id in mentees),
    )
    row = {one.id: at for at, one in enumerate(few.mentees)}
    column = {one.id: at for at, one in enumerate(few.mentors)}
    by_rule = forbidden_pairs(few, rules_of(group), group.lines).by_rule
    return {
        (mentor, mentee): [
            rule for rule, bits in by_rule.items() if bits[row[mentee]] >> column[mentor] & 1
        ]
        for mentor, mentee in pairs
        if mentor in column and mentee in row
    }


def refusal_text(refusal: str, mentor: str, mentee: str) -> str:
    """Why the two can't be fixed, as a sentence."""
    names = {"mentor": mentor, "mentee": mentee}
    text = {
        "oneself": _("%(mentee)s can't be their own mentor."),
        "mentor_not": _("%(mentor)s is no mentor in this program."),
        "mentee_not": _("%(mentee)s is no mentee in this program."),
        "mentor_away": _("%(mentor)s takes a break from this program."),
        "mentee_away": _("%(mentee)s takes a break from this program."),
        "mentor_expected": _("%(mentor)s has not joined this program yet."),
        "mentee_expected": _("%(mentee)s has not joined this program yet."),
        "matched": _("%(mentee)s has a mentor in this program already."),
        "fixed": _("%(mentee)s is fixed with another mentor. Free that pair first."),
        "no_place": _("%(mentor)s has no place left: raise their number of mentees first."),
    }.get(refusal)
    if text is None:
        text = _("%(mentor)s and %(mentee)s can't be a pair: %(why)s.")
        names["why"] = why_not(refusal)
    return text % names


def broken_text(rules: Sequence[str], mentor: str, mentee: str) -> str:
    """That rules speak against a pair, and what can be done."""
    return _(
        "Rules of this program speak against %(mentor)s and %(mentee)s: %(rules)s. Say why they"
        " should be a pair, and they are fixed all the same."
    ) % {"mentor": mentor, "mentee": mentee, "rules": rule_reasons(rules)}


def check_text(check: Check, mentor: str, mentee: str) -> str:
    """What keeps a pair from being fixed, or from holding; empty where nothing does."""
    if check.refusal:
        return refusal_text(check.refusal, mentor, mentee)
    return "" if check.holds else broken_text(check.broken, mentor, mentee)


def missed_lines(missed: Sequence[Mapping[str, object]], names: Mapping[str, str]) -> list[str]:
    """Each pair that was fixed and that a run could not keep, with why; `names` by id."""
    somebody = _("somebody who has left")
    return [
        _("%(mentor)s and %(mentee)s: %(why)s.")
        % {
            "mentor": names.get(str(one["mentor"]), somebody),
            "mentee": names.get(str(one["mentee"]), somebody),
            "why": "; ".join(map(_missed, _texts(one["why"]))),
        }
        for one in missed
    ]


def _texts(why: object) -> list[str]:
    return [str(each) for each in why] if isinstance(why, list) else []


def _missed(why: str) -> str:
    return {
        "absent": _("one of them did not take part"),
        "matched": _("the mentee has a mentor by now"),
        # that somebody asked for it in private is told to nobody
        "not_available": _("not available"),
    }.get(why) or why_not(why)
