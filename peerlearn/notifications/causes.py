"""Whether what a message tells about still stands, asked again just before it is sent."""

from collections.abc import Callable

from peerlearn.notifications.models import Notification

CauseCheck = Callable[[Notification], bool]

_checks: dict[str, CauseCheck] = {}


def register_cause_check(kind: str, still_stands: CauseCheck) -> None:
    """Have messages of a kind re-checked before they leave; call it in AppConfig.ready.

    The check runs in the message's organization and only reads. A message whose check says no
    becomes "cancelled".
    """
    _checks[kind] = still_stands


def still_stands(notification: Notification) -> bool:
    """Whether a message should be sent after all."""
    check = _checks.get(notification.kind)
    return check is None or check(notification)
