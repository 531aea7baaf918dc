"""Keeps requests that must stay anonymous out of the web server's access log.

A line there holds an address, a time and a path: enough to tell who asked a question. An app
names its paths in AppConfig.ready(); asgi.py puts the filter on.
"""

import logging
import re

SERVERS = ("uvicorn.access", "gunicorn.access", "granian.access")
_silent: list[re.Pattern[str]] = []


def leave_out(pattern: str) -> None:
    """Write no line for paths that begin as this regular expression says."""
    _silent.append(re.compile(pattern))


class AnonymousRequests(logging.Filter):
    """Refuses a record in which any argument is such a path."""

    def filter(self, record: logging.LogRecord) -> bool:
        values = record.args.values() if isinstance(record.args, dict) else record.args or ()
        words = [word for value in values for word in str(value).split(" ")]
        return not any(pattern.match(word) for pattern in _silent for word in words)


def install() -> None:
    """Put the filter on the loggers of the servers we may run under. Call it once."""
    for name in SERVERS:
        logging.getLogger(name).addFilter(AnonymousRequests())
