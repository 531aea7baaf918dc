"""What Prometheus reads: requests, the outbox and the queue. No organization is named."""

from celery import current_app
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from redis import RedisError

from peerlearn.notifications.queries import outbox_backlog
from peerlearn.web.redis_connection import connection


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """404 unless METRICS_TOKEN is set, 401 without it as the bearer token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    # Imported where it is on: the library is not small.
    from prometheus_client import CONTENT_TYPE_LATEST  # noqa: PLC0415

    from peerlearn.web.request_counters import requests_as_text  # noqa: PLC0415

    return HttpResponse(requests_as_text() + _backlog(), content_type=CONTENT_TYPE_LATEST)


def _backlog() -> bytes:
    """What waits now, read when it is asked for: the same from every web process."""
    from prometheus_client import CollectorRegistry, Gauge, generate_latest  # noqa: PLC0415

    registry = CollectorRegistry()
    outbox = outbox_backlog()
    told = [
        ("peerlearn_outbox_due", "Messages that are due and not sent", outbox.due),
        ("peerlearn_outbox_oldest_seconds", "Since when the oldest is due", outbox.oldest_seconds),
        ("peerlearn_outbox_given_up", "Messages that failed for good", outbox.given_up),
    ]
    if (waiting := _queued()) is not None:
        told.append(("peerlearn_queue_tasks", "Tasks that no worker has taken", waiting))
    for name, meaning, value in told:
        Gauge(name, meaning, registry=registry).set(value)
    return generate_latest(registry)


def _queued() -> int | None:
    """None while Redis doesn't answer: a missing figure, not a nought."""
    try:
        return int(connection().llen(current_app.conf.task_default_queue))
    except RedisError:
        return None
