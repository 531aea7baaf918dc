"""Static files, answered before Django: its middleware and its threads are for pages."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from servestatic import ServeStaticASGI

Application = Callable[[Any, Any, Any], Awaitable[None]]
# As collectstatic names them: such a file never changes.
HASHED = r"^.+\.[0-9a-f]{12}\..+$"
MINUTE = 60


class StaticFiles:
    """ASGI middleware around everything else.

    Where the product runs locally, the folders of the apps are read as they are at each request;
    elsewhere what `collectstatic` has gathered is read once.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.prefix = f"/{settings.STATIC_URL.strip('/')}/"
        self.files = ServeStaticASGI(
            application,
            autorefresh=settings.LOCAL_RUN,
            max_age=0 if settings.LOCAL_RUN else MINUTE,
            immutable_file_test=lambda _path, url: re.match(HASHED, url) is not None,
            add_headers_function=_harden,
        )
        for folder in _folders():
            self.files.add_files(folder, prefix=self.prefix)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        is_static = scope["type"] == "http" and scope["path"].startswith(self.prefix)
        answer: Application = self.files if is_static else self.application
        await answer(scope, receive, send)


def _folders() -> list[str]:
    if not settings.LOCAL_RUN:
        return [str(settings.STATIC_ROOT)]
    found: list[Any] = list(finders.get_finders())
    storages = [storage for finder in found for storage in finder.storages.values()]
    # What is added last is found first.
    return [storage.location for storage in reversed(storages)]


def _harden(headers: Any, _path: str, _url: str) -> None:
    """What SecurityMiddleware says of pages."""
    headers["X-Content-Type-Options"] = "nosniff"
