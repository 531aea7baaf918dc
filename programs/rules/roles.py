"""What a role is, in a program that says so itself or leaves it at the usual."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

ROLES = ("mentor", "mentee", "participant")
CLOSED, INVITATION, APPLICATION, OPEN = "closed", "invitation", "application", "open"
# States that hold one of a role's places. Whoever has applied waits for one.
HOLDS_PLACE = frozenset({"active", "paused", "invited"})


@dataclass(frozen=True)
class RoleFacts:
    """One role of one program. `seats` None: as many as like. `hours` a month; for mentors with
    each mentee. `is_renamed`: it has a name of its own.
    """

    role: str
    label: str
    plural: str
    asked: str
    hours: Decimal
    seats: int | None
    way_in: str
    is_renamed: bool = False

    @property
    def takes_applications(self) -> bool:
        """Whether people ask to come in."""
        return self.way_in == APPLICATION

    @property
    def is_open(self) -> bool:
        """Whether people come in by themselves."""
        return self.way_in == OPEN

    @property
    def said(self) -> str:
        """What one is called inside of a sentence."""
        return _inside(self.label)

    @property
    def said_plural(self) -> str:
        """What several are called inside of a sentence."""
        return _inside(self.plural)

    def free(self, taken: int) -> int | None:
        """Places left, never below zero; None when there is no end to them."""
        return None if self.seats is None else max(self.seats - taken, 0)

    def named(self, label_one: str, label_many: str) -> tuple[str, str]:
        """The role's own words where it has some, else the usual ones."""
        return label_one.strip() or self.label, label_many.strip() or self.plural


def usual_role(role: str) -> RoleFacts:
    """The role as every program has it that says nothing else."""
    label, plural = _usual_words(role)
    hours = Decimal(2) if role != "participant" else Decimal(1)
    return RoleFacts(role, label, plural, _usually_asked(role), hours, None, CLOSED)


def _usual_words(role: str) -> tuple[str, str]:
    words = {
        "mentor": (_("mentor"), _("Mentors")),
        "mentee": (_("mentee"), _("Mentees")),
    }
    return words.get(role, (_("participant"), _("Participants")))


def _usually_asked(role: str) -> str:
    texts = {
        "mentor": _("Accompany a colleague: meet them regularly, listen, share what you know."),
        "mentee": _("Meet your mentor regularly and say what you want to learn."),
    }
    return texts.get(role, _("Come to the sessions, and share what you know."))


def _inside(label: str) -> str:
    """ "Mentee" as "mentee" in English; "HR partner" and words of other languages stay."""
    if (get_language() or "").startswith("en") and label[1:] == label[1:].lower():
        return label[:1].lower() + label[1:]
    return label


def hours_in_words(hours: Decimal) -> str:
    """ "2 hours a month"; halves as they are."""
    shown = f"{hours.normalize():f}" if hours else "0"
    return ngettext("%(hours)s hour a month", "%(hours)s hours a month", 1 if hours == 1 else 2) % {
        "hours": shown
    }


def names_of(roles: Iterable[RoleFacts]) -> str:
    """Names of roles in one line."""
    return ", ".join(role.label for role in roles)
