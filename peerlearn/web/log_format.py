"""A record as one line: JSON for machines, words for people. Neither names anybody."""

import json
import logging
import re
from datetime import UTC, datetime

from peerlearn.tenancy.context import entered_organization_id
from peerlearn.web.access_log import masked
from peerlearn.web.trace import current_trace

# Shown if a record has them: see request_log and task_log.
FACTS = ("method", "route", "status", "state", "milliseconds")
_EMAIL = re.compile(r"[^\s@<>\"'(),;=]+@[^\s@<>\"'(),;=]+\.[^\s@<>\"'(),;=]+")
# Postgres repeats the values of the row that it refuses.
_VALUES = re.compile(r"(?m)^(DETAIL|CONTEXT|LINE \d+): .*$")


def without_people(text: str) -> str:
    """The text without addresses, values of rows, and tokens of links."""
    return masked(_EMAIL.sub("…@…", _VALUES.sub(r"\1: …", text)))


def belongings(record: logging.LogRecord) -> dict[str, str]:
    """The ids to which a line belongs, as far as there are any."""
    trace = current_trace()
    organization_id = (
        getattr(record, "organization_id", None)
        or entered_organization_id()
        or trace.organization_id
    )
    found = {
        "organization_id": str(organization_id or ""),
        "request_id": trace.request_id,
        "task_id": trace.task_id,
        "task": trace.task,
    }
    return {key: value for key, value in found.items() if value}


class JsonLine(logging.Formatter):
    """One object a line; `exception` is the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_people(record.getMessage()),
            **belongings(record),
            **{fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)},
        }
        if record.exc_info:
            line["exception"] = without_people(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class ConsoleLine(logging.Formatter):
    """The same for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        ids = " ".join(f"{key}={value}" for key, value in belongings(record).items())
        text = without_people(super().format(record))
        head, line_break, rest = text.partition("\n")
        return f"{head} [{ids}]{line_break}{rest}" if ids else text
