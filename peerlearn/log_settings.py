"""How lines are written: for machines or for a terminal, and past which filter."""

from typing import Any

LINES: dict[str, dict[str, Any]] = {
    "json": {"()": "peerlearn.web.log_format.JsonLine"},
    "console": {
        "()": "peerlearn.web.log_format.ConsoleLine",
        "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
    },
}


def log_settings(line: str, level: str) -> dict[str, Any]:
    """The value of LOGGING; `line` is a key of LINES."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": LINES[line]},
        "filters": {"anonymous": {"()": "peerlearn.web.access_log.AnonymousRequests"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["anonymous"],
            }
        },
        "loggers": {
            # The server's own lines like all others, and requests by request_log alone.
            "uvicorn": {"handlers": [], "level": "INFO", "propagate": True},
            "uvicorn.access": {"handlers": [], "level": "WARNING", "propagate": True},
            # The scheduler wakes the drain every two seconds; a line for each would drown others.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
        },
        "root": {"handlers": ["console"], "level": level},
    }
