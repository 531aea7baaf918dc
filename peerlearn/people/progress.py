"""How far a long job is: kept in Redis, outside of the job's transaction, so that a page that is
opened later sees it too.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache

from peerlearn.tenancy.context import current_organization_id

KEPT_SECONDS = 3600
SILENT_SECONDS = 60
_WRITE_EVERY = 0.3


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` rows. `is_silent`: nothing heard for a minute, the worker may be gone."""

    done: int
    total: int
    is_silent: bool = False


def read_progress(job_id: UUID, *, total: int) -> Progress:
    """How far the job is; a job that nobody has taken up yet has done nothing."""
    kept = cache.get(_key(job_id))
    if kept is None:
        return Progress(0, total, is_silent=True)
    done, of, at = kept
    return Progress(min(done, of), of, is_silent=time.time() - at > SILENT_SECONDS)


def begin_progress(job_id: UUID, *, total: int) -> None:
    """The job was sent off: the minute of patience begins."""
    cache.set(_key(job_id), (0, total, time.time()), KEPT_SECONDS)


def forget_progress(job_id: UUID) -> None:
    """The job is over."""
    cache.delete(_key(job_id))


class ProgressWriter:
    """Called as often as one likes; writes a few times a second."""

    def __init__(self, job_id: UUID, *, total: int) -> None:
        self._key = _key(job_id)
        self._total = total
        self._written = 0.0

    def __call__(self, done: int) -> None:
        now = time.time()
        if now - self._written >= _WRITE_EVERY:
            self._written = now
            cache.set(self._key, (done, self._total, now), KEPT_SECONDS)


def _key(job_id: UUID) -> str:
    return f"{current_organization_id()}:import:{job_id}:progress"
