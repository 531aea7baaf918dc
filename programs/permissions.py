"""Who may do what with a program."""

from peerlearn.people.models import Membership
from programs.models import Program
from programs.queries import is_facilitator_of, programs_visible_to


def may_create_program(membership: Membership) -> bool:
    """HR admins set up programs."""
    return membership.is_hr_admin


def may_edit_program(membership: Membership, program: Program) -> bool:
    """HR admins change a program: its goal, its people, its facilitator."""
    return membership.is_hr_admin


def may_view_program(membership: Membership, program: Program) -> bool:
    """HR admins, those who are in it, and those who facilitate it."""
    return programs_visible_to(membership.person, membership).filter(id=program.id).exists()


def may_see_people(membership: Membership, program: Program) -> bool:
    """HR admins and the program's facilitators see who is in it."""
    return membership.is_hr_admin or is_facilitator_of(membership.person, program)
