"""Keeps anonymous requests out of the log, and secrets out of all lines.

A line holds a time and a path, the web server's an address too: enough to tell who asked a
question. An app names its paths in AppConfig.ready(). Links in mails carry tokens and codes that
let their holder in: they are written as "…", by Django too.
"""

import logging
import re

SERVERS = ("uvicorn.access", "gunicorn.access", "granian.access")
# Where Django itself writes a path: not found, refused, failed.
FRAMEWORK = "django.request"
SECRETS = re.compile(
    # Whatever we have signed, wherever it stands.
    r"(?<=/)[^/?\s:]+:[\w-]{5,8}:[\w-]{20,}"
    r"|(?<=/join/)[^/?\s]+|(?<=/answer/)[^/?\s]+|(?<=/seat/)[^/?\s]{20,}"
    r"|(?<=/confirm-email/)[^/?\s]+|(?<=/password/reset/key/)[^/?\s]+|(?<=\?)\S+"
)
_silent: list[re.Pattern[str]] = []


def leave_out(pattern: str) -> None:
    """Write no line for paths that begin as this regular expression says."""
    _silent.append(re.compile(pattern))


def is_left_out(path: str) -> bool:
    """Whether no line is to be written for this path."""
    whole = path.split("?", 1)[0].rstrip("/") + "/"
    return any(pattern.match(whole) for pattern in _silent)


class AnonymousRequests(logging.Filter):
    """Refuses a record in which any argument is such a path; of an error it hides the path."""

    def filter(self, record: logging.LogRecord) -> bool:
        values = record.args.values() if isinstance(record.args, dict) else record.args or ()
        words = [word for value in values for word in str(value).split(" ")]
        if not any(is_left_out(word) for word in words):
            return True
        if record.levelno < logging.ERROR:
            return False
        record.msg, record.args = "An anonymous request failed", ()
        return True


def masked(text: str) -> str:
    """The text with tokens, codes and query strings of our addresses as "…"."""
    return SECRETS.sub("…", text)


class MaskedSecrets(logging.Filter):
    """Masks the secrets in a record's arguments; the record itself passes."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                masked(value) if isinstance(value, str) else value for value in record.args
            )
        return True


def install() -> None:
    """Put the filters on the loggers of the servers we may run under. Call it once."""
    for name in SERVERS:
        logging.getLogger(name).addFilter(AnonymousRequests())
        logging.getLogger(name).addFilter(MaskedSecrets())
    logging.getLogger(FRAMEWORK).addFilter(MaskedSecrets())
