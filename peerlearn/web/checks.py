from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from peerlearn.web import icons


@register()
def interface_is_built(**kwargs: Any) -> list[CheckMessage]:
    """The bundle and the icons exist; without them pages come out bare."""
    if icons.SOURCE.exists():
        return []
    return [
        Warning(
            "The interface is not built.",
            hint="Run `make setup`, or `npm ci && node build.mjs`.",
            id="web.W001",
        )
    ]
