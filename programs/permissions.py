"""Who may do what with a program."""

from peerlearn.people.models import Membership, Person
from programs.models import Program
from programs.queries import is_facilitator_of, programs_visible_to
from programs.queries.conduct import has_accepted_what_holds, is_asked_to_accept


def may_create_program(membership: Membership) -> bool:
    """HR admins set up programs."""
    return membership.is_hr_admin


def may_edit_templates(membership: Membership) -> bool:
    """HR admins save, change and archive the organization's own templates."""
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


def may_edit_conduct(membership: Membership, program: Program) -> bool:
    """HR admins and the program's facilitators put versions in force and settle suggestions."""
    return membership.is_hr_admin or is_facilitator_of(membership.person, program)


def may_suggest_conduct(membership: Membership, program: Program) -> bool:
    """Those who take part suggest changes and support them, and who settles them may too."""
    return not program.is_closed and (
        is_asked_to_accept(program, membership.person_id) or may_edit_conduct(membership, program)
    )


def may_take_part_in_writing(person: Person, program: Program) -> bool:
    """Who is asked to accept the code of conduct in force, and hasn't, may read but not write."""
    return has_accepted_what_holds(program, person.id)


def may_name_readers(membership: Membership, program: Program) -> bool:
    """HR admins say who reads quiet reports; they read none themselves."""
    return membership.is_hr_admin and program.state != Program.State.ARCHIVED
