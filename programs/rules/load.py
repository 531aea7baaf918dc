"""What a person gives to others, in hours a month, and whether it is more than they should."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

MENTORING, REVIEWING, FACILITATING, PRESENTING = (
    "mentoring",
    "reviewing",
    "facilitating",
    "presenting",
)
# Hours a month of one of each. Mentoring is as the program's role says, for each mentee.
HOURS = {
    REVIEWING: Decimal(1),
    FACILITATING: Decimal(2),
    PRESENTING: Decimal(3),
}
USUAL_BUDGET = Decimal(6)


@dataclass(frozen=True)
class Giving:
    """One thing that a person gives: `what` is the name of the program or session."""

    person_id: UUID
    kind: str
    hours: Decimal
    what: str


@dataclass(frozen=True)
class Load:
    """What a person gives, and their budget, both in hours a month."""

    budget: Decimal
    givings: tuple[Giving, ...] = field(default_factory=tuple)

    @property
    def given(self) -> Decimal:
        """The sum."""
        return sum((giving.hours for giving in self.givings), Decimal(0))

    @property
    def is_exceeded(self) -> bool:
        """Whether it is more than the budget; just as much is fine."""
        return self.exceeded_with(Decimal(0))

    def exceeded_with(self, more: Decimal) -> bool:
        """Whether it would be with so many hours more."""
        return self.given + more > self.budget

    @property
    def in_words(self) -> str:
        """ "4 of 6 hours a month"."""
        return _("%(given)s of %(budget)s hours a month") % {
            "given": plain(self.given),
            "budget": plain(self.budget),
        }

    @property
    def short(self) -> str:
        """ "4 of 6 h", where a list says of what."""
        return _("%(given)s of %(budget)s h") % {
            "given": plain(self.given),
            "budget": plain(self.budget),
        }


def load_of(givings: Iterable[Giving], *, own: Decimal | None, house: Decimal) -> Load:
    """A person's load. Their own budget holds where it is lower than the organization's."""
    return Load(house if own is None else min(own, house), tuple(givings))


def warning(name: str, load: Load, more: Decimal) -> str:
    """What to read before somebody is asked to give more; empty while it is within the budget."""
    if not load.exceeded_with(more):
        return ""
    return _(
        "%(name)s gives %(given)s hours a month already; this would make it %(then)s, more than"
        " the %(budget)s that are the limit. You can do it all the same: ask them first."
    ) % {
        "name": name,
        "given": plain(load.given),
        "then": plain(load.given + more),
        "budget": plain(load.budget),
    }


def plain(hours: Decimal) -> str:
    """Without zeros that say nothing."""
    return f"{hours.normalize():f}" if hours else "0"


def kind_in_words(kind: str) -> str:
    """What the giving is called."""
    return {
        MENTORING: _("Mentoring"),
        REVIEWING: _("Reviewing"),
        FACILITATING: _("Facilitating"),
        PRESENTING: _("Presenting"),
    }[kind]
