"""The process's connection to Redis."""

from functools import cache
from typing import Any

from django.conf import settings
from redis import Redis


@cache
def connection() -> Any:
    """One client per process, safe for threads. It gives up soon: pages wait for it."""
    return Redis.from_url(settings.REDIS_URL, socket_timeout=2, decode_responses=True)
