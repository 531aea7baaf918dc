"""Local TCP ports."""

import socket
from collections.abc import Iterable

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A local port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def first_free(host: str, candidates: Iterable[int]) -> int | None:
    """The first of `candidates` that a server could listen on, or None."""
    return next((port for port in candidates if is_free(host, port)), None)


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen on `port` now."""
    with socket.socket() as probe:
        # As a server does it: a port that only waits for its last packets is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return not answers(LOOPBACK, port)


def answers(host: str, port: int) -> bool:
    """Whether somebody listens on `port`."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
