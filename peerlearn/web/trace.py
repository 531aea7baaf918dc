"""To which request or task a line of the log belongs, and a task to the request that sent it.

Ids alone: who asked is nobody's business in a log. Requests that access_log leaves out have no id
here either, so that no task can be traced to them.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import uuid4

HEADER = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True, slots=True)
class Trace:
    """ "" where there is none: a task of the scheduler has no request."""

    request_id: str = ""
    task_id: str = ""
    task: str = ""
    organization_id: str = ""


_NONE = Trace()
_trace: ContextVar[Trace] = ContextVar("trace", default=_NONE)


def current_trace() -> Trace:
    """Of what runs now."""
    return _trace.get()


@contextmanager
def traced(trace: Trace) -> Iterator[None]:
    """Let the lines inside, and the tasks sent there, belong to `trace`."""
    token = _trace.set(trace)
    try:
        yield
    finally:
        _trace.reset(token)


def request_id_from(headers: Mapping[str, str]) -> str:
    """What a proxy calls the request if that can stand in a log; else a new id."""
    given = headers.get(HEADER, "")
    return given if _SANE.fullmatch(given) else uuid4().hex
