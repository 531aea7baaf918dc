"""Who may do what with messages. Used by pages, and to decide what is shown."""

from peerlearn.people.models import Membership


def may_read_mail_log(membership: Membership | None) -> bool:
    """See what was sent to whom, and have a failed message tried again: HR admins."""
    return membership is not None and membership.is_hr_admin
