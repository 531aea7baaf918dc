"""One reader per process for all channels that somebody here listens to."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from redis import RedisError
from redis.asyncio import Redis

BLOCK_MILLISECONDS = 5_000
BATCH = 500
RETRY_SECONDS = 1.0

EventId = tuple[int, int]
logger = logging.getLogger(__name__)


def parse_id(text: str) -> EventId:
    """A Redis stream id as something that sorts."""
    milliseconds, number = text.split("-")
    return int(milliseconds), int(number)


class Subscription:
    """What one browser hasn't been told yet: each event once, with its latest id.

    It can't overflow, and a slow browser misses nothing: it is told later, once.
    """

    def __init__(self, after: str) -> None:
        self._told: EventId = parse_id(after) if after else (0, 0)
        self._pending: dict[str, EventId] = {}
        self._arrived = asyncio.Event()

    def offer(self, event: str, event_id: str) -> None:
        found = parse_id(event_id)
        if found > self._told:
            self._pending[event] = max(found, self._pending.get(event, found))
            self._arrived.set()

    async def take(self) -> list[tuple[str, str]]:
        """Wait for something; (event, id) in the order of ids."""
        await self._arrived.wait()
        taken = sorted(self._pending.items(), key=lambda item: item[1])
        self._pending.clear()
        self._arrived.clear()
        self._told = taken[-1][1]
        return [(event, f"{first}-{second}") for event, (first, second) in taken]


class Hub:
    """Reads the channels by one XREAD and hands each event to the subscriptions of its channel."""

    def __init__(self, url: str) -> None:
        self._redis: Any = Redis.from_url(
            url, decode_responses=True, socket_timeout=BLOCK_MILLISECONDS / 1000 + 5
        )
        self._positions: dict[str, str] = {}
        self._subscriptions: dict[str, set[Subscription]] = {}
        self._reader: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def subscribe(self, channel: str, after: str = "") -> AsyncIterator[Subscription]:
        """Listen to a channel; what came after the id `after` is offered first.

        Raises RedisError when Redis is away.
        """
        latest = await self._redis.xrevrange(channel, count=1)
        subscription = Subscription(after)
        # From here on the reader delivers; what came before is read by id. Nothing falls between.
        self._join(channel, subscription, latest[0][0] if latest else "0-0")
        try:
            if after:
                for event_id, fields in await self._redis.xrange(channel, min=f"({after}"):
                    subscription.offer(fields["event"], event_id)
            yield subscription
        finally:
            self._leave(channel, subscription)

    def _join(self, channel: str, subscription: Subscription, latest: str) -> None:
        known = channel in self._positions
        self._positions.setdefault(channel, latest)
        self._subscriptions.setdefault(channel, set()).add(subscription)
        if not known:
            self._restart()

    def _leave(self, channel: str, subscription: Subscription) -> None:
        self._subscriptions[channel].discard(subscription)
        if not self._subscriptions[channel]:
            del self._subscriptions[channel], self._positions[channel]
        if not self._positions and self._reader:
            self._reader.cancel()

    def _restart(self) -> None:
        """A read that is waiting doesn't know a new channel. Positions move only when a batch
        has been delivered, so a read that is cut off is simply done again.
        """
        if self._reader:
            self._reader.cancel()
        self._reader = asyncio.get_running_loop().create_task(self._read())

    async def _read(self) -> None:
        while self._positions:
            try:
                batch = await self._redis.xread(
                    dict(self._positions), count=BATCH, block=BLOCK_MILLISECONDS
                )
            except (RedisError, OSError) as error:
                logger.warning("stream_reader_waits", extra={"error": type(error).__name__})
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for channel, entries in batch:
                self._deliver(channel, entries)

    def _deliver(self, channel: str, entries: list[tuple[str, dict[str, str]]]) -> None:
        if channel not in self._positions:
            return
        self._positions[channel] = entries[-1][0]
        for event_id, fields in entries:
            for subscription in self._subscriptions[channel]:
                subscription.offer(fields["event"], event_id)

    async def close(self) -> None:
        """Stop reading and let go of Redis."""
        if self._reader:
            self._reader.cancel()
            with suppress(asyncio.CancelledError):
                await self._reader
        await self._redis.aclose()
