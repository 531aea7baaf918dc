"""Writes event streams, after Django has finished with the request.

A view admits the reader as any other view does (middleware, transaction, access doors) and answers
with the name of a channel. Only when the whole request is over, its thread and its database
connection given back, does the stream begin: an open stream costs a task and a socket.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from redis import RedisError

from peerlearn.web.streams.channels import AFTER_HEADER, CHANNEL_HEADER
from peerlearn.web.streams.hub import Hub, Subscription

Message = Any  # the dictionaries of the ASGI specification
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Receive, Send], Awaitable[None]]

RETRY_MILLISECONDS = 1_000
CHANNEL = CHANNEL_HEADER.lower().encode()
AFTER = AFTER_HEADER.lower().encode()


@dataclass(frozen=True)
class Pace:
    """Seconds: between two messages (what comes meanwhile is told once), between pings, and until
    a stream ends so that its reader comes back through the door.
    """

    interval: float = 1.0
    ping: float = 15.0
    life: float = 600.0


@dataclass(frozen=True)
class Admission:
    """What the view has answered."""

    channel: str
    after: str
    headers: list[tuple[bytes, bytes]]


class EventStreams:
    """ASGI middleware around Django."""

    def __init__(self, application: Application, redis_url: str, pace: Pace = Pace()) -> None:
        self.application = application
        self.hub = Hub(redis_url)
        self.pace = pace

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        admission: Admission | None = None

        async def intercept(message: Message) -> None:
            nonlocal admission
            if message["type"] == "http.response.start":
                admission = _admission(message["headers"])
            if admission is None:
                await send(message)

        await self.application(scope, receive, intercept)
        if admission is not None:
            await self._serve(admission, receive, send)

    async def _serve(self, admission: Admission, receive: Receive, send: Send) -> None:
        writing = asyncio.create_task(self._write(admission, send))
        leaving = asyncio.create_task(_disconnected(receive))
        try:
            await asyncio.wait({writing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if writing.done():
                writing.result()
        finally:
            leaving.cancel()
            writing.cancel()
            await asyncio.gather(writing, leaving, return_exceptions=True)

    async def _write(self, admission: Admission, send: Send) -> None:
        try:
            async with self.hub.subscribe(admission.channel, admission.after) as subscription:
                await _start(send, 200, admission.headers)
                await _body(send, f"retry: {RETRY_MILLISECONDS}\n\n")
                await self._relay(subscription, send)
        except (RedisError, OSError):
            await _start(send, 503, admission.headers)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _relay(self, subscription: Subscription, send: Send) -> None:
        clock = asyncio.get_running_loop().time
        # Not all readers of a room come back in the same second.
        ends = clock() + self.pace.life * random.uniform(0.8, 1.2)  # noqa: S311  no secret
        while clock() < ends:
            try:
                events = await asyncio.wait_for(subscription.take(), self.pace.ping)
            except TimeoutError:
                await _body(send, ": ping\n\n")
                continue
            await _body(send, "".join(f"id: {i}\nevent: {e}\ndata: {e}\n\n" for e, i in events))
            await asyncio.sleep(self.pace.interval)


def _admission(headers: list[tuple[bytes, bytes]]) -> Admission | None:
    values = {name.lower(): value.decode() for name, value in headers}
    if CHANNEL not in values:
        return None
    inner = {CHANNEL, AFTER, b"content-length"}
    passed = [(name, value) for name, value in headers if name.lower() not in inner]
    return Admission(values[CHANNEL], values.get(AFTER, ""), passed)


async def _start(send: Send, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _body(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
