"""What a circle has in common, and what to talk about. Nothing private goes in here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from matching.rules.coffee import Guest
from matching.rules.reasons import listed

TOPICS_SHOWN = 6


@dataclass(frozen=True)
class Shared:
    """A topic of at least two: who knows it, and who wants to learn it."""

    topic: str
    knows: tuple[str, ...]
    wants: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """ "Ana and Ben know it; Chi would like to learn it." """
        said = []
        if self.knows:
            said.append(_("can tell: %(names)s") % {"names": listed(self.knows)})
        if self.wants:
            said.append(_("would like to learn: %(names)s") % {"names": listed(self.wants)})
        return "; ".join(said)


@dataclass(frozen=True)
class CircleAgenda:
    """One meeting: which one it is, what it is for, and what to do in this order."""

    number: int
    title: str
    points: tuple[str, ...]


def topics_in_common(people: Sequence[Guest], called: Mapping[UUID, str]) -> list[Shared]:
    """Topics that two or more told openly, those that somebody knows and somebody wants first.

    `called` is how each is named; "you" for the reader.
    """
    found = []
    for topic in {topic for one in people for topic in (*one.knows, *one.wants)}:
        knows = tuple(called[one.id] for one in people if topic in one.knows)
        wants = tuple(
            called[one.id] for one in people if topic in one.wants and topic not in one.knows
        )
        if len(knows) + len(wants) > 1:
            found.append(Shared(topic, knows, wants))

    def order(shared: Shared) -> tuple[bool, int, str]:
        return (
            not (shared.knows and shared.wants),
            -len(shared.knows) - len(shared.wants),
            shared.topic.casefold(),
        )

    return sorted(found, key=order)[:TOPICS_SHOWN]


def circle_agenda(number: int, *, shared: Sequence[Shared] = ()) -> CircleAgenda:
    """The agenda of the meeting with that number, from 1 on."""
    if number <= 1:
        return CircleAgenda(1, _("Get to know each other"), _first(shared))
    return CircleAgenda(
        number,
        _("One real case"),
        (
            _("10 minutes: one sentence each. What has happened since last time?"),
            _("10 minutes: one of you tells a case, and what they would like to know"),
            _("15 minutes: the others ask; nobody advises yet"),
            _("15 minutes: what the others have seen or would try"),
            _("10 minutes: what each of you takes along, who brings the next case, and when"),
        ),
    )


def _first(shared: Sequence[Shared]) -> tuple[str, ...]:
    points = [
        _("15 minutes: who you are, what you do here, and what you would like help with"),
        _("15 minutes: what stays in the circle, and how you speak to each other"),
        _("20 minutes: one small case, to try how it works: questions first, then advice"),
        _("10 minutes: how often and where you meet, and who brings the next case"),
    ]
    if shared:
        text = _("A topic that several of you named: %(topic)s")
        points.insert(1, text % {"topic": shared[0].topic})
    return tuple(points)
