from __future__ import annotations

from typing import Any

from django.core import checks

from peerlearn.web import icons


@checks.register()
def interface_is_built(**kwargs: Any) -> list[checks.CheckMessage]:
    """The bundle and the icons exist; without them pages come out bare."""
    if icons.SOURCE.exists():
        return []
    return [
        checks.Warning(
            "The interface is not built.",
            hint="Run `make setup`, or `npm ci && node build.mjs`.",
            id="web.W001",
        )
    ]
