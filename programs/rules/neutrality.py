"""Whether somebody is neutral enough to facilitate: no authority in the room, either way."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NAMES_SHOWN = 5


class FindingKind(StrEnum):
    """What the check looks for."""

    MANAGES = "manages"
    REPORTS_TO = "reports_to"
    REVIEWS = "reviews"
    OWNS_PROGRAM = "owns_program"
    PRESENTS = "presents"
    TAKES_PART = "takes_part"


class Line(Protocol):
    """Everybody above and below a candidate, with levels (1 = direct), and whose work they
    review; by id.
    """

    @property
    def above(self) -> Mapping[UUID, int]: ...
    @property
    def below(self) -> Mapping[UUID, int]: ...
    @property
    def reviews(self) -> Mapping[UUID, int]: ...


@dataclass(frozen=True)
class InLine:
    """Somebody in the room who is above or below the candidate, or reviewed by them; 1 level is
    direct.
    """

    person_id: UUID
    name: str
    levels: int


@dataclass(frozen=True)
class Finding:
    """One thing that the check found."""

    kind: FindingKind
    people: tuple[InLine, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether it speaks against the candidate; if not it is only worth knowing."""
        return self.kind is not FindingKind.TAKES_PART

    def sentence(self, name: str) -> str:
        """The finding in words, about the candidate of this name."""
        if self.kind is FindingKind.MANAGES:
            return self._line_sentence(
                name,
                ngettext(
                    "%(name)s manages %(count)s person here: %(people)s.",
                    "%(name)s manages %(count)s people here: %(people)s.",
                    len(self.people),
                ),
                _below,
            )
        if self.kind is FindingKind.REPORTS_TO:
            return self._line_sentence(
                name,
                ngettext(
                    "%(name)s reports to %(count)s person here: %(people)s.",
                    "%(name)s reports to %(count)s people here: %(people)s.",
                    len(self.people),
                ),
                _above,
            )
        if self.kind is FindingKind.REVIEWS:
            return self._line_sentence(
                name,
                ngettext(
                    "%(name)s reviews the work of %(people)s, who takes part here.",
                    "%(name)s reviews the work of %(count)s people here: %(people)s.",
                    len(self.people),
                ),
            )
        if self.kind is FindingKind.OWNS_PROGRAM:
            return _("%(name)s is the HR owner of this program.") % {"name": name}
        if self.kind is FindingKind.PRESENTS:
            return _("%(name)s presents here, and nobody moderates their own talk.") % {
                "name": name
            }
        return _("%(name)s takes part in this program too (%(roles)s). That is allowed.") % {
            "name": name,
            "roles": ", ".join(self.roles),
        }

    def _line_sentence(
        self, name: str, text: str, place: Callable[[int], str] | None = None
    ) -> str:
        named = [
            f"{one.name} ({place(one.levels)})" if place else one.name
            for one in self.people[:NAMES_SHOWN]
        ]
        more = len(self.people) - len(named)
        if more:
            named.append(ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more})
        return text % {"name": name, "count": len(self.people), "people": ", ".join(named)}


@dataclass(frozen=True)
class Neutrality:
    """The outcome of the check. While nobody else is in the room there is nothing to check: the
    candidate is then neither neutral nor, unless something else speaks against them, not neutral.
    """

    findings: tuple[Finding, ...]
    is_room_empty: bool = False

    @property
    def has_objection(self) -> bool:
        """Whether something speaks against the candidate."""
        return any(finding.blocks for finding in self.findings)

    @property
    def is_unknown(self) -> bool:
        """Whether the check can't be made yet, because there is nobody to check against."""
        return self.is_room_empty and not self.has_objection

    @property
    def is_neutral(self) -> bool:
        """Whether the check was made and nothing speaks against the candidate."""
        return not self.is_room_empty and not self.has_objection

    @property
    def own_part(self) -> list[str]:
        """As what the candidate takes part in the program, in a few words; empty if they don't."""
        return [
            _("takes part here (%(roles)s)") % {"roles": ", ".join(finding.roles)}
            for finding in self.findings
            if finding.kind is FindingKind.TAKES_PART
        ]

    def sentences(self, name: str) -> list[str]:
        """What was found, in words; one reassuring sentence when nothing speaks against them."""
        found = [finding.sentence(name) for finding in self.findings]
        if self.is_unknown:
            found.insert(
                0,
                _(
                    "Nobody else is enrolled yet, so it can't be checked whether %(name)s is"
                    " neutral. It is checked once people are enrolled."
                )
                % {"name": name},
            )
        elif self.is_neutral:
            found.insert(
                0,
                _(
                    "By the org chart, %(name)s has no authority over anybody here and reports to"
                    " nobody."
                )
                % {"name": name},
            )
        return found

    def remarks(self, name: str) -> set[str]:
        """Those of the sentences that speak neither for nor against the candidate."""
        return {finding.sentence(name) for finding in self.findings if not finding.blocks}

    def as_json(self) -> list[dict[str, object]]:
        """What is kept with a nomination: kinds and ids, never names."""
        return [
            {"kind": finding.kind.value, "people": [str(one.person_id) for one in finding.people]}
            for finding in self.findings
        ]


def neutrality(
    candidate_id: UUID,
    *,
    line: Line,
    room: Mapping[UUID, str],
    owner_id: UUID | None = None,
    roles: Sequence[str] = (),
    presenter_ids: Collection[UUID] = (),
    is_room_empty: bool = False,
) -> Neutrality:
    """Check a candidate against everybody in the room.

    `line` is the candidate's own; `room` holds names by id of those present or enrolled, at least
    of those in that line; `roles` are the candidate's own there; `is_room_empty` says that nobody
    else is present or enrolled.
    """
    # A cycle in the org chart would put people below themselves.
    others = {person_id: name for person_id, name in room.items() if person_id != candidate_id}
    findings = [
        Finding(FindingKind.MANAGES, _in_room(line.below, others)),
        Finding(FindingKind.REPORTS_TO, _in_room(line.above, others)),
        Finding(FindingKind.REVIEWS, _in_room(line.reviews, others)),
    ]
    findings = [finding for finding in findings if finding.people]
    if owner_id == candidate_id:
        findings.append(Finding(FindingKind.OWNS_PROGRAM))
    if candidate_id in presenter_ids:
        findings.append(Finding(FindingKind.PRESENTS))
    if roles:
        findings.append(Finding(FindingKind.TAKES_PART, roles=tuple(roles)))
    return Neutrality(tuple(findings), is_room_empty=is_room_empty)


def _in_room(line: Mapping[UUID, int], room: Mapping[UUID, str]) -> tuple[InLine, ...]:
    found = [InLine(i, room[i], levels) for i, levels in line.items() if i in room]
    return tuple(sorted(found, key=lambda one: (one.levels, one.name)))


def _below(levels: int) -> str:
    if levels == 1:
        return _("direct report")
    return _("%(levels)s levels below") % {"levels": levels}


def _above(levels: int) -> str:
    if levels == 1:
        return _("direct manager")
    return _("%(levels)s levels above") % {"levels": levels}
