"""Counts and durations of requests by route, for Prometheus. Off without METRICS_TOKEN."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from peerlearn.web.access_log import is_left_out

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestMetricsMiddleware:
    """By the route's name, never by the path: a path names organizations and people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        # What is not used costs no memory either.
        from peerlearn.web.request_counters import REQUESTS, SECONDS  # noqa: PLC0415

        self.get_response = get_response
        self._requests, self._seconds = REQUESTS, SECONDS

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_left_out(request.path):  # a count that rises tells when
            return self.get_response(request)
        started = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else "unknown"
        method = request.method if request.method in _METHODS else "other"
        self._requests.labels(method, route, str(response.status_code)).inc()
        self._seconds.labels(route).observe(time.perf_counter() - started)
        return response
