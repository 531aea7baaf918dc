"""The counters of requests. With PROMETHEUS_MULTIPROC_DIR they are kept in files there, and
several web processes of one host add up; without it they are those of this process.
"""

import os

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter(
    "peerlearn_requests", "Requests that were answered", ["method", "route", "status"]
)
SECONDS = Histogram(
    "peerlearn_request_seconds",
    "Time to answer, without what a stream writes later",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def requests_as_text() -> bytes:
    """All of them in Prometheus's text format."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
