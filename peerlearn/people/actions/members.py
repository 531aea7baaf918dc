"""Who has a login's way in, and who of them are HR admins."""

from peerlearn.people.models import Membership, Person, User
from peerlearn.people.refusals import LastHrAdminError


def add_member(person: Person, *, user: User, role: str = Membership.Role.EMPLOYEE) -> Membership:
    """Give a person's login its way into the organization; doing it twice changes nothing."""
    membership, _made = Membership.objects.get_or_create(
        user=user, defaults={"person": person, "role": role}
    )
    return membership


def make_hr_admin(membership: Membership) -> Membership:
    """Let a member configure programs and see the people's data."""
    return _set_role(membership, Membership.Role.HR_ADMIN)


def unmake_hr_admin(membership: Membership) -> Membership:
    """Make an HR admin an ordinary member.

    Raises LastHrAdminError when nobody else is one: the organization would be locked out.
    """
    # All of them are locked, so that two HR admins who remove each other can't both succeed.
    admins = list(
        Membership.objects.select_for_update()
        .filter(role=Membership.Role.HR_ADMIN)
        .order_by("id")
        .values_list("id", flat=True)
    )
    if admins == [membership.id]:
        raise LastHrAdminError
    return _set_role(membership, Membership.Role.EMPLOYEE)


def _set_role(membership: Membership, role: Membership.Role) -> Membership:
    membership.role = role
    membership.save(update_fields=["role"])
    return membership
