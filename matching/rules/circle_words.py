"""Why a circle is mixed or not, and what speaks against it, in sentences for HR."""

from collections import Counter
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rules.circle_board import Apart
from matching.rules.circles import (
    DEPARTMENT,
    FEWEST,
    GRADE,
    LOCATION,
    TENURE,
    Fellow,
    Mixing,
    couples_in,
    tenure_of,
)
from matching.rules.coffee import Couple

VALUES_NAMED = 3


def why_mixed(people: Sequence[Fellow], mixing: Mixing) -> list[str]:
    """One sentence for each thing that circles are mixed by; none for a circle of nobody."""
    words: dict[str, Callable[[Sequence[Fellow], Mixing], str]] = {
        DEPARTMENT: _departments,
        LOCATION: _places,
        TENURE: _years,
        GRADE: _grades,
    }
    return [text for each in mixing.by if people and (text := words[each](people, mixing))]


def against(people: Sequence[Fellow], apart: Apart) -> list[str]:
    """What should not be in this circle; private wishes are no part of it."""
    names = {one.id: one.name for one in people}
    found = couples_in(names)
    sentences = (
        (apart.line, _("%(one)s and %(other)s stand in one reporting line.")),
        (apart.team, _("%(one)s and %(other)s have the same manager.")),
        (apart.ruled_out, _("%(one)s and %(other)s were to be kept apart.")),
    )
    return [
        text % dict(zip(("one", "other"), sorted(names[one] for one in couple), strict=True))
        for couples, text in sentences
        for couple in sorted(found & couples, key=sorted)
    ]


def parted(together: Sequence[Couple], circles: Sequence[Sequence[Fellow]]) -> list[str]:
    """Who should be in one circle and isn't; the sentence names no reason, some are private."""
    at = {one.id: (number, one.name) for number, people in enumerate(circles) for one in people}
    found = []
    for couple in together:
        places = [at[one] for one in couple if one in at]
        if len({number for number, _name in places}) > 1:
            one, other = sorted(name for _number, name in places)
            text = _("%(one)s and %(other)s could not be put into one circle.")
            found.append(text % {"one": one, "other": other})
    return sorted(found)


def is_small(people: Sequence[Fellow]) -> bool:
    """Whether too few are left to learn from each other."""
    return len(people) < FEWEST


def _departments(people: Sequence[Fellow], _mixing: Mixing) -> str:
    values = [one.department for one in people if one.department]
    if len(values) > 1 and len(set(values)) == len(values):
        return _("Each from another department: %(names)s.") % {"names": _named(values)}
    text = ngettext(
        "%(count)d department: %(names)s.", "%(count)d departments: %(names)s.", len(set(values))
    )
    return text % {"count": len(set(values)), "names": _named(values)} if values else ""


def _places(people: Sequence[Fellow], _mixing: Mixing) -> str:
    values = [one.location for one in people if one.location]
    text = ngettext(
        "%(count)d place of work: %(names)s.", "%(count)d places of work: %(names)s.",
        len(set(values)),
    )  # fmt: skip
    return text % {"count": len(set(values)), "names": _named(values)} if values else ""


def _grades(people: Sequence[Fellow], _mixing: Mixing) -> str:
    values = [one.grade.upper() for one in people if one.grade]
    text = ngettext("%(count)d grade: %(names)s.", "%(count)d grades: %(names)s.", len(set(values)))
    return text % {"count": len(set(values)), "names": _named(values)} if values else ""


def _years(people: Sequence[Fellow], mixing: Mixing) -> str:
    steps = Counter(tenure_of(one, mixing.today) for one in people)
    words = (
        (0, ngettext("%(n)d new here", "%(n)d new here", steps[0])),
        (1, ngettext("%(n)d for 2 to 5 years", "%(n)d for 2 to 5 years", steps[1])),
        (2, ngettext("%(n)d for longer", "%(n)d for longer", steps[2])),
    )
    said = [text % {"n": steps[step]} for step, text in words if steps[step]]
    return _("Years in the company: %(said)s.") % {"said": ", ".join(said)} if said else ""


def _named(values: Sequence[str]) -> str:
    """ "Sales (3), Legal, IT": the most frequent first."""
    counted = sorted(Counter(values).items(), key=lambda each: (-each[1], each[0]))
    named = [f"{name} ({count})" if count > 1 else name for name, count in counted]
    if len(named) > VALUES_NAMED + 1:
        rest = len(named) - VALUES_NAMED
        more = ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest}
        named = [*named[:VALUES_NAMED], more]
    return ", ".join(named)
