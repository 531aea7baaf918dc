"""A word after an act, with a way back. Shown as a toast on the next page or with the fragment."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

UNDO_PREFIX = "undo:"
LEVELS = {
    "info": messages.INFO,
    "success": messages.SUCCESS,
    "warning": messages.WARNING,
    "error": messages.ERROR,
}
ICONS = {
    "info": "info-circle",
    "success": "circle-check",
    "warning": "alert-triangle",
    "error": "alert-circle",
}


@dataclass(frozen=True)
class Toast:
    """One message as the page shows it; `undo_url` takes a POST."""

    text: str
    level: str
    icon: str
    undo_url: str


def flash(
    request: HttpRequest, text: str | Promise, *, level: str = "success", undo_url: str = ""
) -> None:
    """Say what happened. With `undo_url` the toast has an Undo button that posts there.

    `level` is info, success, warning or error; another one raises KeyError.
    """
    tags = f"{UNDO_PREFIX}{undo_url}" if undo_url else ""
    messages.add_message(request, LEVELS[level], str(text), extra_tags=tags, fail_silently=True)


def toasts(request: HttpRequest) -> list[Toast]:
    """The messages that wait; reading them takes them off the list."""
    return [
        Toast(
            text=str(message.message),
            level=level,
            icon=ICONS[level],
            undo_url=(message.extra_tags or "").removeprefix(UNDO_PREFIX),
        )
        for message in messages.get_messages(request)
        for level in [message.level_tag if message.level_tag in ICONS else "info"]
    ]
