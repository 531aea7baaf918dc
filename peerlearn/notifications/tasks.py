"""What the worker does for the outbox."""

from celery import shared_task

from peerlearn.notifications.delivery import drain
from peerlearn.notifications.wakeup import awake, wake

# A drain gives its worker back now and then: other tasks wait too.
SECONDS = 20


@shared_task
def drain_outbox() -> None:
    """Send what is due, of all organizations. Any number may run at once."""
    awake()
    if not drain(seconds=SECONDS):
        wake()
