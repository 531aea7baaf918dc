"""What happened to a program, for a timeline."""

from typing import Any

from django.utils.translation import gettext as _

from programs.models import Program, ProgramTransition

ICONS = {
    "open": "door-enter",
    "running": "player-play",
    "finished": "flag",
    "archived": "archive",
}


def _said(change: ProgramTransition) -> str:
    said: dict[str, str] = {
        Program.State.OPEN: _("Launched"),
        Program.State.RUNNING: _("Begun"),
        Program.State.FINISHED: _("Finished"),
        Program.State.ARCHIVED: _("Archived"),
    }
    if change.from_state == Program.State.ARCHIVED:
        return _("Restored from the archive")
    return said.get(change.to_state, change.get_to_state_display())


def history_lines(changes: list[ProgramTransition]) -> list[dict[str, Any]]:
    """A line for each change of state."""
    return [
        {
            "icon": ICONS.get(change.to_state, "point"),
            "text": _said(change),
            "by": change.by.name if change.by else "",
            "at": change.at,
        }
        for change in changes
    ]
