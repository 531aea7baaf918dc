"""What speaks for somebody as a facilitator, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Merits:
    """What is known of a candidate. `load`: other programs that they facilitate now; `leads`:
    whether anybody reports to them; `since`: their first day here, None if it isn't known;
    `reads_reports`: whether they read this program's quiet reports, or are the stand-in.
    """

    has_login: bool
    times: int
    load: int
    department: str
    is_from_elsewhere: bool
    leads: bool = True
    since: date | None = None
    reads_reports: bool = False


def merits_in_words(merits: Merits) -> list[str]:
    """Reasons for and, at the end, against asking them."""
    said = []
    if merits.times:
        said.append(
            ngettext("facilitated once before", "facilitated %(count)s times before", merits.times)
            % {"count": merits.times}
        )
    if not merits.leads:
        said.append(_("leads nobody"))
    if merits.department and merits.is_from_elsewhere:
        said.append(
            _("from %(department)s, where nobody in the program works")
            % {"department": merits.department}
        )
    if merits.since:
        said.append(_("here since %(year)s") % {"year": merits.since.year})
    if merits.load:
        said.append(
            ngettext(
                "facilitates %(count)s other program now",
                "facilitates %(count)s other programs now",
                merits.load,
            )
            % {"count": merits.load}
        )
    if merits.reads_reports:
        said.append(_("is named for this program's quiet reports"))
    if not merits.has_login:
        said.append(_("has no login yet, and is sent one"))
    return said


def reads_and_facilitates(name: str) -> str:
    """Why whoever reads a program's quiet reports had better not facilitate it."""
    return _(
        "%(name)s is named for this program's quiet reports. Whoever has trouble with the"
        " facilitator would find the facilitator there: ask somebody else if you can."
    ) % {"name": name}
