"""Which rules an HR admin may override for a single pair, with a reason."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from matching.rules.configuration import HARD, column_of
from matching.rules.rule_words import rule_reasons
from peerlearn.web.moments import date_text


def can_be_overridden(rule: str) -> bool:
    """The rules that HR has chosen itself; not what holds always (reporting lines, who reviews
    whom), nor what was excluded by hand (that is allowed again where it stands), nor any wish.
    """
    return rule in HARD or column_of(rule) is not None


def are_overridable(obstacles: Sequence[str]) -> bool:
    """Whether there is something in the way of a pair, and nothing but such rules."""
    return bool(obstacles) and all(map(can_be_overridden, obstacles))


def override_text(rules: Sequence[str], reason: str, by: str, at: datetime) -> str:
    """That a pair stands against rules: which, who wanted it, and why, in their words."""
    return _("Against the rules (%(rules)s), as %(name)s wanted on %(day)s: “%(reason)s”") % {
        "rules": rule_reasons(rules),
        "name": by or _("an HR admin"),
        "day": date_text(at.date()),
        "reason": reason,
    }
