"""The states a program goes through, and what keeps it from opening."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from programs.rules.dates import is_over

Verb = Literal["open", "start", "finish", "archive"]

# verb → (the states it leads from, the state it leads to)
TRANSITIONS: dict[Verb, tuple[frozenset[str], str]] = {
    "open": (frozenset({"draft"}), "open"),
    "start": (frozenset({"open"}), "running"),
    "finish": (frozenset({"open", "running"}), "finished"),
    "archive": (frozenset({"draft", "open", "running", "finished"}), "archived"),
}


# Later, pairs have been asked to look back.
REOPENS_FOR = timedelta(hours=1)


def verbs_from(state: str) -> list[Verb]:
    """What can be done with a program in this state."""
    return [verb for verb, (sources, _target) in TRANSITIONS.items() if state in sources]


@dataclass(frozen=True)
class OpeningFacts:
    """What the last check before opening looks at."""

    ends_on: date | None
    has_goal: bool
    people: int
    # how people may come in after the launch: see programs.rules.ways_in
    ways_in: frozenset[str]
    accepted_facilitators: int
    asked_facilitators: int
    # of those accepted: who has authority over somebody, without a reason given
    facilitators_not_neutral: int
    has_conduct: bool
    # steps of the set-up guide that the program doesn't need: nobody is advised to do them
    left_out: Collection[str] = ()


@dataclass(frozen=True)
class OpeningCheck:
    """Codes of what must be mended before a program opens, and of what had better be."""

    blockers: tuple[str, ...]
    advice: tuple[str, ...]


def check_opening(facts: OpeningFacts, *, today: date) -> OpeningCheck:
    """What stands against opening a program, most important first."""
    blockers = []
    if is_over(facts.ends_on, today=today):
        blockers.append("over")
    # Nobody can come into a draft by themselves: where there is a way in, it is launched empty.
    if facts.people == 0 and not facts.ways_in:
        blockers.append("nobody_enrolled")
    if facts.facilitators_not_neutral:
        blockers.append("not_neutral")
    advice = []
    if facts.accepted_facilitators == 0 and "facilitator" not in facts.left_out:
        advice.append("facilitator_asked" if facts.asked_facilitators else "no_facilitator")
    if not facts.has_conduct and "safety" not in facts.left_out:
        advice.append("no_conduct")
    if not facts.has_goal:
        advice.append("no_goal")
    return OpeningCheck(tuple(blockers), tuple(advice))
