"""Saying that something has changed, and admitting a reader.

An event is a word such as "questions": it never says what the change was, so there is nothing in
it to protect or to leak. The page fetches the part again by an ordinary, authorised GET.
"""

import re
from functools import partial

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from redis import RedisError

from peerlearn.tenancy.context import current_organization_id
from peerlearn.web.redis_connection import connection

CHANNEL_HEADER = "X-Stream-Channel"
AFTER_HEADER = "X-Stream-After"
START = "0-0"
# A reader that was away for longer fetches everything anyway.
KEPT_EVENTS = 200
KEPT_SECONDS = 2 * 60 * 60
WORD = re.compile(r"[a-z]{1,20}")
POSITION = re.compile(r"\d{1,20}-\d{1,20}")


def channel_of(name: str) -> str:
    """The Redis key of a channel; it starts with the organization entered."""
    return f"{current_organization_id()}:stream:{name}"


def publish(channel: str, event: str) -> None:
    """Tell the readers of a channel what has changed, when the transaction has committed.

    Raises ValueError when `event` is anything but a short word.
    """
    if not WORD.fullmatch(event):
        raise ValueError("an event is one short word: it says what has changed, never how")
    transaction.on_commit(partial(_send, channel, event), robust=True)


def _send(channel: str, event: str) -> None:
    pipeline = connection().pipeline(transaction=False)
    pipeline.xadd(channel, {"event": event}, maxlen=KEPT_EVENTS, approximate=True)
    pipeline.expire(channel, KEPT_SECONDS)
    pipeline.execute()


def position(channel: str) -> str:
    """Where a channel stands. A page reads it before its own queries and hands it to the stream,
    so that nothing is missed in between; from the start when Redis is away.
    """
    try:
        latest = connection().xrevrange(channel, count=1)
    except RedisError:
        return START
    return str(latest[0][0]) if latest else START


def stream_response(request: HttpRequest, channel: str) -> HttpResponse:
    """What a view returns once it has admitted the reader: `asgi.EventStreams` takes over from
    here. A server without it answers 204, which tells a browser not to try again.
    """
    after = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    response = HttpResponse(status=204, content_type="text/event-stream")
    response[CHANNEL_HEADER] = channel
    response[AFTER_HEADER] = after if POSITION.fullmatch(after) else ""
    response["Cache-Control"] = "no-cache, no-transform"
    response["X-Accel-Buffering"] = "no"
    return response
