"""Who of those whom the reporter saw named reads a report today, and what the reporter is told.

Nobody else ever does: a change of the org chart, of roles or of the readers named can only take
readers away from a report that was sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from django.utils.translation import gettext as _


class Bar(Enum):
    """Why somebody named may not read a report any more."""

    GONE = "gone"
    BIASED = "biased"
    NEAR = "near"
    DECLINED = "declined"


@dataclass(frozen=True)
class Named:
    """Somebody whom the reporter saw named, in order; without a `bar` they may read it."""

    id: UUID
    name: str
    bar: Bar | None = None


@dataclass(frozen=True)
class Standing:
    """Who may read a report today. `named`: the reader, then who goes on with it.

    was_with_second   whether the second has had it open, though it may be the first's again
    """

    named: Sequence[Named]
    was_with_second: bool = False

    @property
    def reader(self) -> Named | None:
        """The first who may; None when nobody may."""
        return next((one for one in self.named if one.bar is None), None)

    @property
    def is_with_first(self) -> bool:
        """Whether it never left the first."""
        reader = self.reader
        return reader is not None and reader is self.named[0] and not self.was_with_second


def bar_of(
    *, is_there: bool, is_biased: bool, is_near: bool, has_declined: bool = False
) -> Bar | None:
    """What keeps somebody from a report, the plainest first; None when nothing does."""
    if not is_there:
        return Bar.GONE
    if is_biased:
        return Bar.BIASED
    if is_near:
        return Bar.NEAR
    return Bar.DECLINED if has_declined else None


def who_reads(standing: Standing) -> str:
    """What the reporter is told by their code: who reads it today, and why no longer somebody."""
    reader = standing.reader
    if reader is None:
        said = [_("Nobody reads this report now."), *map(_why_not, standing.named)]
        said.append(
            _(
                "Nobody else gets it: it stays sealed. If somebody you saw named may read it again,"
                " they go on with it, and you see it here."
            )
        )
        return " ".join(said)
    before = standing.named[: list(standing.named).index(reader)]
    if before:
        now = _("%(name)s, whom you saw named, reads it now, and nobody else.")
        return " ".join([now % {"name": reader.name}, *map(_why_not, before)])
    said = [_("%(name)s reads it, and nobody else.") % {"name": reader.name}]
    if standing.was_with_second:
        said.extend(
            _("%(name)s, whom you saw named, has gone on with it for a while and read it too.")
            % {"name": one.name}
            for one in standing.named[1:]
        )
    return " ".join(said)


def _why_not(one: Named) -> str:
    texts = {
        Bar.GONE: _("%(name)s has left the company, or can't sign in."),
        Bar.BIASED: _("%(name)s is an HR admin or owns the program now."),
        Bar.NEAR: _(
            "%(name)s is now in one reporting line with somebody it is about, or bound to them by a"
            " review of work."
        ),
        Bar.DECLINED: _("%(name)s doesn't read quiet reports any more."),
    }
    return texts[one.bar] % {"name": one.name} if one.bar else ""
