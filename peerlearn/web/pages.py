"""Pages: Django's WSGI handler in a few threads that live as long as the process.

Each thread keeps its connection to Postgres, which Django's own ASGI handler can't: it gives every
request a new thread (docs/decisions/0005).
"""

from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware

Receive = Callable[[], Awaitable[Any]]
CHUNK = 64 * 1024
IN_MEMORY = 2**20
# All of ASCII that may stand in a query as it is.
QUERY = "%&=+;:@/?!$'()*,~-._[]{}|\\^`<>\"# "


class Pages:
    """ASGI application around a WSGI one."""

    def __init__(self, application: Any, *, threads: int) -> None:
        self.wsgi = WSGIMiddleware(application, workers=threads)

    async def __call__(self, scope: Any, receive: Receive, send: Any) -> None:
        if scope["type"] != "http":
            await self.wsgi(scope, receive, send)
            return
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            # A slow sender must not hold a thread.
            if await _read(receive, body):
                await self.wsgi(_clean(scope), _reader(body, receive), send)


async def _read(receive: Receive, body: Any) -> bool:
    """Write the request's body into a file; whether its sender stayed to the end."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body.write(message.get("body", b""))
        more = message.get("more_body", False)
    body.seek(0)
    return True


def _reader(body: Any, receive: Receive) -> Receive:
    """The body from the file, then what the server says (that the reader has gone)."""
    is_over = False

    async def read() -> Any:
        nonlocal is_over
        if is_over:
            return await receive()
        chunk = body.read(CHUNK)
        is_over = len(chunk) < CHUNK
        return {"type": "http.request", "body": chunk, "more_body": not is_over}

    return read


def _clean(scope: Any) -> Any:
    """Without headers that could pass for others ("X_Forwarded_For"), as Django's handler does, and
    with a query of ASCII alone.
    """
    return {
        **scope,
        "headers": [(name, value) for name, value in scope["headers"] if b"_" not in name],
        "query_string": quote_from_bytes(scope["query_string"], safe=QUERY).encode(),
    }
