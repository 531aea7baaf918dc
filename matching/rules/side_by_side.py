"""Two people beside each other: what each told openly, and what of it is the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing of both; `common` is what they share of it, empty where nothing."""

    label: str
    mentee: Sequence[str]
    mentor: Sequence[str]
    common: Sequence[str] = ()


def line(label: str, mentee: str, mentor: str) -> Line:
    """One word of each, the same or not."""
    same = (mentee,) if mentee and mentee.casefold() == mentor.casefold() else ()
    return Line(label, _told(mentee), _told(mentor), same)


def lists(label: str, mentee: Sequence[str], mentor: Sequence[str]) -> Line:
    """Several words of each."""
    return Line(label, mentee, mentor, _both(mentee, mentor))


def told_lines(lines: Collection[Line]) -> list[Line]:
    """Those of which anything is known."""
    return [one for one in lines if one.mentee or one.mentor]


def _told(word: str) -> Sequence[str]:
    return (word,) if word else ()


def _both(some: Sequence[str], others: Sequence[str]) -> list[str]:
    known = {word.casefold() for word in others}
    return [word for word in some if word.casefold() in known]
