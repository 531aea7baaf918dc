"""How people come into a program that HR doesn't enroll them in."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from programs.rules.roles import APPLICATION, INVITATION, OPEN

NEW_HIRES = "new_hires"


def ways_in_words(ways: Collection[str]) -> str:
    """How people join, to follow that verb; empty without a way."""
    said = {
        OPEN: _("on their own"),
        APPLICATION: _("by applying"),
        INVITATION: _("by accepting an invitation"),
        NEW_HIRES: _("by the rule for new hires on their first day"),
    }
    *some, last = [words for way, words in said.items() if way in ways] or [""]
    return _("%(some)s or %(last)s") % {"some": ", ".join(some), "last": last} if some else last
