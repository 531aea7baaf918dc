"""Pages: Django's WSGI handler in a few threads that live as long as the process.

Each thread keeps its connection to Postgres, which Django's own ASGI handler can't: it gives every
request a new thread (docs/decisions/0005).
"""

import asyncio
from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware

Receive = Callable[[], Awaitable[Any]]
CHUNK = 64 * 1024
IN_MEMORY = 2**20
# More than the largest file that an import takes, with its form around it.
MOST_BYTES = 32 * 2**20
MOST_SECONDS = 120.0
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
            try:
                await asyncio.wait_for(_read(receive, body), MOST_SECONDS)
            except TimeoutError:
                await _refuse(send, 408)
            except _TooLargeError:
                await _refuse(send, 413)
            except _GoneError:
                pass
            else:
                size = body.tell()
                body.seek(0)
                await self.wsgi(_clean(scope, size), _reader(body, receive), send)


class _TooLargeError(Exception):
    """The body is longer than anything we take."""


class _GoneError(Exception):
    """The sender left before the end."""


async def _read(receive: Receive, body: Any) -> None:
    """Write the request's body into a file. Raises _TooLargeError, _GoneError."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        body.write(message.get("body", b""))
        if body.tell() > MOST_BYTES:
            raise _TooLargeError
        more = message.get("more_body", False)


async def _refuse(send: Any, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


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


def _clean(scope: Any, size: int) -> Any:
    """Without headers that could pass for others ("X_Forwarded_For"), as Django's handler does;
    with the body's length, which a chunked one doesn't tell; and a query of ASCII alone.
    """
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if b"_" not in name and name != b"content-length"
    ]
    return {
        **scope,
        "headers": [*headers, (b"content-length", str(size).encode())],
        "query_string": quote_from_bytes(scope["query_string"], safe=QUERY).encode(),
    }
