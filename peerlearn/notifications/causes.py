"""Whether what a message tells about still stands, asked again just before it is sent."""

from collections.abc import Callable, Iterable

from peerlearn.notifications.models import Notification

CauseCheck = Callable[[Notification], bool]

_checks: dict[str, CauseCheck] = {}
# Kinds whose fate tells what nobody may know (a reminder that was not needed), so no log has them.
_unlogged: set[str] = set()
# Kinds that share one name in every log: which of them it was would tell what somebody did.
_log_names: dict[str, str] = {}


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


def leave_out_of_log(kind: str) -> None:
    """Keep messages of a kind out of the organization's mail log; call it in AppConfig.ready.

    For kinds whose state alone would break a promise: a feedback reminder that was taken back
    says who has answered.
    """
    _unlogged.add(kind)


def unlogged_kinds() -> frozenset[str]:
    """The kinds that no log shows."""
    return frozenset(_unlogged)


def share_name_in_log(kinds: Iterable[str], name: str) -> None:
    """Have logs call messages of several kinds by one name; call it in AppConfig.ready.

    For private kinds of which one reader alone gets some: that one of a pair was told of a break
    says that the other one asked for it.
    """
    _log_names.update(dict.fromkeys(kinds, name))


def name_in_log(kind: str) -> str:
    """What logs call a kind."""
    return _log_names.get(kind, kind)


def kinds_named(name: str) -> list[str]:
    """The kinds that logs call so; none for one that hides behind another name."""
    shared = [kind for kind, called in _log_names.items() if called == name]
    return shared if shared or name in _log_names else [name]
