"""A line for each task that is done, and the id of the request that sent it on its way there.

Celery's signals do it, so that a task need not know: importing this module connects them.
"""

import logging
import time
from collections.abc import Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import Any

from celery.signals import before_task_publish, task_postrun, task_prerun

from peerlearn.web.trace import Trace, current_trace, traced

log = logging.getLogger("peerlearn.task")
REQUEST = "request_id"
_running: dict[str, tuple[AbstractContextManager[None], float]] = {}


@before_task_publish.connect
def pass_on(headers: MutableMapping[str, Any], **_: object) -> None:
    """Write the request's id on the task."""
    if request_id := current_trace().request_id:
        headers[REQUEST] = request_id


@task_prerun.connect
def begin(task_id: str, task: Any, kwargs: Mapping[str, Any], **_: object) -> None:
    """From here on, lines belong to the task."""
    organization_id = str(kwargs.get("organization_id", ""))
    request_id = task.request.get(REQUEST) or ""
    block = traced(Trace(request_id, task_id, task.name, organization_id))
    block.__enter__()
    _running[task_id] = (block, time.perf_counter())


@task_postrun.connect
def end(task_id: str, state: str | None, **_: object) -> None:
    """Say that it is done. What the scheduler wakes every two seconds is worth no line."""
    block, started = _running.pop(task_id)
    trace = current_trace()
    level = logging.INFO if trace.request_id or trace.organization_id else logging.DEBUG
    milliseconds = round(1_000 * (time.perf_counter() - started))
    extra = {"state": state, "milliseconds": milliseconds}
    log.log(level, "%s %s", trace.task, state, extra=extra)
    block.__exit__(None, None, None)
