"""Asking a player of the cast to facilitate."""

import re
from datetime import UTC, datetime

from programs.actions.nominations import nominate_facilitator

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def nominate(cast, program, player, **given):
    """HR asks for a program of the organization entered."""
    return nominate_facilitator(program, player.person, by=cast.hr_admin.person, now=NOW, **given)


def link_to_answer(mail):
    """The link that a mail holds; signing again a second later would give another one."""
    found = re.search(r"/o/[^/\s]+/programs/answer/\S+", mail.body)
    assert found, mail.body
    return found[0]
