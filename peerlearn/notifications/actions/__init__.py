"""What is done with messages, by noun."""

from peerlearn.notifications.actions.messages import (
    cancel_all,
    cancel_notifications,
    compose,
    forget_notifications,
    mark_read,
    mark_unread,
    notify,
    notify_all,
    retry,
    write_once,
)

__all__ = [
    "cancel_all",
    "cancel_notifications",
    "compose",
    "forget_notifications",
    "mark_read",
    "mark_unread",
    "notify",
    "notify_all",
    "retry",
    "write_once",
]
