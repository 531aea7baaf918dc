"""Who may do what with people. Used by pages, by the API, and to decide what is shown."""

from peerlearn.people.models import Membership


def may_manage_people(membership: Membership | None) -> bool:
    """Import, add, edit, invite and export people: HR admins."""
    return membership is not None and membership.is_hr_admin
