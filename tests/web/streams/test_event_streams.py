"""The ASGI side, against the real Redis; in front of it stands a small ASGI application."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import pytest
from django.conf import settings

from peerlearn.web.redis_connection import connection
from peerlearn.web.streams.asgi import EventStreams, Pace
from peerlearn.web.streams.channels import AFTER_HEADER, CHANNEL_HEADER

QUICK = Pace(interval=0.05, ping=0.15)


def tell(channel, event):
    return connection().xadd(channel, {"event": event})


def admitting(channel, after=""):
    async def application(scope, receive, send):
        headers = [
            (CHANNEL_HEADER.lower().encode(), channel.encode()),
            (AFTER_HEADER.lower().encode(), after.encode()),
            (b"content-type", b"text/event-stream"),
            (b"content-length", b"0"),
        ]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    return application


class Browser:
    """Collects what is sent to it, until it leaves."""

    def __init__(self):
        self.sent, self.arrived, self.gone = [], asyncio.Event(), asyncio.Event()

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)
        self.arrived.set()

    @property
    def text(self):
        return b"".join(m.get("body", b"") for m in self.sent).decode()

    async def until(self, part, times=1):
        async with asyncio.timeout(5):
            while self.text.count(part) < times:
                self.arrived.clear()
                await self.arrived.wait()


@asynccontextmanager
async def opened(streams, application=None):
    if application:
        streams.application = application
    browser = Browser()
    task = asyncio.create_task(streams({"type": "http"}, browser.receive, browser.send))
    try:
        await browser.until("retry:")
        yield browser
    finally:
        browser.gone.set()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)


def run(body, pace=QUICK, url=None):
    async def main():
        streams = EventStreams(admitting("unused"), url or settings.REDIS_URL, pace)
        try:
            return await body(streams)
        finally:
            await streams.hub.close()

    # In a thread of its own: browser tests leave a running loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, main()).result()


@pytest.fixture
def channel():
    return f"{uuid4()}:stream:room"


def test_reader_is_told_and_inner_headers_stay_inside(channel):
    async def body(streams):
        async with opened(streams, admitting(channel)) as browser:
            event_id = tell(channel, "questions")
            await browser.until("event: questions")
            assert f"id: {event_id}\nevent: questions\ndata: questions\n\n" in browser.text
            start = browser.sent[0]
            assert start["status"] == 200
            assert start["headers"] == [(b"content-type", b"text/event-stream")]

    run(body)


def test_two_readers_of_a_channel_share_one_connection(channel):
    async def body(streams):
        async with (
            opened(streams, admitting(channel)) as one,
            opened(streams, admitting(channel)) as two,
            opened(streams, admitting(f"{channel}-other")) as other,
        ):
            blocked = [c for c in connection().client_list() if c["cmd"] == "xread"]
            tell(channel, "attendance")
            await one.until("event: attendance")
            await two.until("event: attendance")
            await other.until(": ping")
            assert "attendance" not in other.text
            assert len(blocked) == 1

    run(body)


def test_reader_that_comes_back_is_told_what_it_missed(channel):
    async def body(streams):
        seen = tell(channel, "questions")
        tell(channel, "attendance")
        latest = tell(channel, "state")
        async with opened(streams, admitting(channel, after=seen)) as browser:
            await browser.until("event: state")
            assert "event: attendance" in browser.text
            assert "event: questions" not in browser.text
            assert f"id: {latest}" in browser.text

    run(body)


def test_new_reader_is_not_told_of_the_past(channel):
    async def body(streams):
        tell(channel, "questions")
        async with opened(streams, admitting(channel)) as browser:
            tell(channel, "state")
            await browser.until("event: state")
            assert "event: questions" not in browser.text

    run(body)


def test_many_changes_at_once_are_told_once_with_the_latest_id(channel):
    async def body(streams):
        async with opened(streams, admitting(channel)) as browser:
            tell(channel, "state")
            await browser.until("event: state")
            ids = [tell(channel, "questions") for _ in range(30)]
            await browser.until(f"id: {ids[-1]}")
            await browser.until(": ping")
            assert 1 <= browser.text.count("event: questions") < 10

    run(body, Pace(interval=0.3, ping=0.15))


def test_quiet_stream_is_kept_open_by_pings(channel):
    async def body(streams):
        async with opened(streams, admitting(channel)) as browser:
            await browser.until(": ping\n\n", times=2)

    run(body)


def test_stream_ends_after_its_life(channel):
    async def body(streams):
        async with opened(streams, admitting(channel)) as browser:
            async with asyncio.timeout(5):
                while browser.sent[-1].get("more_body", True):
                    await asyncio.sleep(0.02)

    run(body, Pace(ping=0.1, life=0.2))


def test_reader_that_leaves_is_forgotten(channel):
    async def body(streams):
        async with opened(streams, admitting(channel)):
            assert channel in streams.hub._positions
        assert streams.hub._positions == {}
        assert streams.hub._subscriptions == {}

    run(body)


def test_without_redis_the_reader_is_sent_away(channel):
    async def body(streams):
        browser = Browser()
        streams.application = admitting(channel)
        await streams({"type": "http"}, browser.receive, browser.send)
        assert browser.sent[0]["status"] == 503
        assert browser.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}

    run(body, url="redis://127.0.0.1:1/0")


def test_other_responses_pass_untouched():
    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
        await send({"type": "http.response.body", "body": b"page"})

    async def body(streams):
        browser = Browser()
        streams.application = page
        await streams({"type": "http"}, browser.receive, browser.send)
        assert browser.sent == [
            {"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]},
            {"type": "http.response.body", "body": b"page"},
        ]

    run(body)
