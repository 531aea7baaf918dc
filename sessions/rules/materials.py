"""Materials of a session: links, and who sees them from when on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

NOW, SEAT, AFTER = "now", "seat", "after"
MOST_MATERIALS = 30


@dataclass(frozen=True)
class MaterialRow:
    """A link as it is written down."""

    title: str
    url: str
    audience: str = NOW


def shows_material(audience: str, *, prepares: bool, has_seat: bool, is_over: bool) -> bool:
    """Whether somebody who sees the session sees a link of it. Those who prepare the session see
    all; "afterwards" is for everybody who sees the session, so that those who missed it can read.
    """
    if prepares or audience == NOW:
        return True
    return has_seat if audience == SEAT else is_over


def with_small_scheme(url: str) -> str:
    """A link as browsers write it: phones begin what is typed with a capital, "Https://…"."""
    scheme, colon, rest = url.partition(":")
    return f"{scheme.lower()}{colon}{rest}"


def materials_problem(rows: Sequence[MaterialRow]) -> str:
    """Why links can't be kept, or nothing."""
    if len(rows) > MOST_MATERIALS:
        return _("A session has at most %(most)d materials.") % {"most": MOST_MATERIALS}
    if any(not row.url.lower().startswith("https://") for row in rows):
        return _("Use links that begin with https://")
    return ""
