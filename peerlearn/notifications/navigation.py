"""What stands in the navigation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from peerlearn.notifications.permissions import may_read_mail_log
from peerlearn.notifications.queries import unread_count
from peerlearn.web.navigation import NavItem, register


def _unread(request: Any) -> int:
    return unread_count(request.person)


def _sees_log(request: Any) -> bool:
    return may_read_mail_log(request.membership)


def register_entries() -> None:
    """The bell with its count, and the mail log."""
    register(
        NavItem(_("Messages"), "bell", "notifications:mine", order=10, place="top", badge=_unread)
    )
    register(NavItem(_("Mail log"), "mail", "notifications:log", order=80, visible=_sees_log))
