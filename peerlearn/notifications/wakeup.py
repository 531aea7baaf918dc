"""Waking the drain. A lost wake-up costs seconds, never a message: the scheduler wakes it too."""

from celery import current_app
from django.core.cache import cache
from django.db import connection, transaction

DRAIN = "peerlearn.notifications.tasks.drain_outbox"
NUDGED = "outbox:nudged"
# As long as a wake-up that nobody takes keeps others from being sent.
NUDGE_SECONDS = 5


def wake_on_commit() -> None:
    """Wake the drain when the transaction that is open has committed; once per transaction."""
    if not any(entry[1] is wake for entry in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Ask a worker to drain the outbox, unless one has been asked and hasn't begun."""
    if cache.add(NUDGED, 1, timeout=NUDGE_SECONDS):
        current_app.send_task(DRAIN, expires=NUDGE_SECONDS, retry=False, ignore_result=True)


def awake() -> None:
    """The drain begins: rows committed from now on want a wake-up of their own."""
    cache.delete(NUDGED)
