"""Tabler's outline icons, inlined, so that they take the colour of the text around them."""

from __future__ import annotations

import json
import logging
from functools import cache
from pathlib import Path
from typing import cast

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SOURCE = Path(__file__).resolve().parents[2] / "static" / "icons.json"
logger = logging.getLogger(__name__)


class UnknownIconError(LookupError):
    """No outline icon of this name exists."""


@cache
def _paths() -> dict[str, str]:
    if not SOURCE.exists():
        logger.warning("interface_not_built", extra={"missing": SOURCE.name})
        return {}
    return cast("dict[str, str]", json.loads(SOURCE.read_text(encoding="utf-8")))


@cache
def render_icon(name: str, css_class: str = "", label: str = "") -> SafeString:
    """An inline SVG; hidden from screen readers unless it has a label.

    Raises UnknownIconError for a name that Tabler does not have. Before the interface is
    built there are no icons at all, and an empty drawing stands in.
    """
    paths = _paths()
    if paths and name not in paths:
        raise UnknownIconError(name)
    role = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" focusable="false" {}>{}</svg>',
        f" {css_class}" if css_class else "",
        mark_safe(role),  # noqa: S308  either a constant or made by format_html
        mark_safe(paths.get(name, "")),  # noqa: S308  our own build wrote it
    )
