"""Those who are written to on their first day, in words. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.web.moments import date_text

NAMED = 6


class Starter(Protocol):
    """What the sentence looks at."""

    starts_on: date | None

    @property
    def display_name(self) -> str:
        """The name as others see it."""


def on_first_days(people: Sequence[Starter]) -> str:
    """ "Zoë Bähr (1 Dec 2026) is written to in the morning of the first day."; "" for nobody."""
    if not people:
        return ""
    named = [
        f"{one.display_name} ({date_text(one.starts_on)})"
        for one in people[:NAMED]
        if one.starts_on
    ]
    if more := len(people) - len(named):
        named.append(_("%(count)s more") % {"count": more})
    return ngettext(
        "%(names)s has not started yet and is written to in the morning of the first day.",
        "%(names)s have not started yet and are written to in the morning of their first day.",
        len(people),
    ) % {"names": ", ".join(named)}
