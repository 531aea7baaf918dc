"""Whether a process lives, and whether it can serve. For load balancers, who may be anybody."""

from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

_SECONDS = 2


@require_safe
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers, whatever its database does."""
    return JsonResponse({"status": "ok"})


@require_safe
@transaction.non_atomic_requests
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, its migrations and Redis are there; 503 names what isn't, and says no more."""
    down = [*_database_down(), *([] if _redis_answers() else ["redis"])]
    if down:
        return JsonResponse({"status": "unavailable", "down": down}, status=503)
    return JsonResponse({"status": "ok"})


def _database_down() -> list[str]:
    """One query: it asks for the migrations that were applied."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return ["database"]
    return [] if _migrations_of_the_code() <= applied.keys() else ["migrations"]


@cache
def _migrations_of_the_code() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _redis_answers() -> bool:
    """A connection of its own: one that is kept may be older than the trouble."""
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS
        ) as redis:
            return bool(redis.ping())
    except RedisError:
        return False
