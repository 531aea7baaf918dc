"""For the world of addresses: somebody's own enrollment, an invitation, a rule for new hires."""

from typing import Any

from django.utils import timezone

from peerlearn.people.models import Person
from peerlearn.web.tokens import make_token as sign
from programs.actions.inviting import invite_people as invite_to_program
from programs.actions.new_hires import start_joining_rule
from programs.actions.roles import set_role
from programs.answering_mails import PURPOSE as PART
from programs.joining_mails import PURPOSE as PROGRAM_INVITATION
from programs.models import Enrollment, EnrollmentChange, Program
from programs.rules.enrollment import EnrollmentRule
from tests.cast import Cast

Role = Enrollment.Role


def ways_in(cast: Cast, program: Program) -> dict[str, Any]:
    """The member's own enrollment, a role that anybody may join, and an open invitation."""
    set_role(program, Role.PARTICIPANT, by=cast.hr_admin.person, way_in="open")
    rule = EnrollmentRule(person_ids=frozenset({cast.director.person.id}))
    invite_to_program(
        program, rule, role=Role.MENTEE, by=cast.hr_admin.person, today=timezone.localdate()
    )
    today, admin = timezone.localdate(), cast.hr_admin.person
    rule_id = start_joining_rule(
        program, Role.PARTICIPANT, since=today, by=admin, now=timezone.now(), today=today
    ).id
    mine = Enrollment.objects.get(program=program, person=cast.employee.person)
    asked = Enrollment.objects.get(program=program, state=Enrollment.State.INVITED)
    part = _part(cast, admin)
    change = EnrollmentChange.objects.get(enrollment=asked)
    return {
        "enrollment_id": mine.id,
        "open_role": Role.PARTICIPANT.value,
        "rule_id": rule_id,
        "part_id": part.id,
        "part_token": sign(PART, enrollment=str(part.id)),
        "program_invitation_token": sign(
            PROGRAM_INVITATION, enrollment=str(asked.id), change=str(change.id)
        ),
    }


def _part(cast: Cast, admin: Person) -> Enrollment:
    """The member is asked whether it suits them to be a mentor, in another program."""
    asking = Program.objects.create(
        name="Asks its mentors", starts_on=timezone.localdate(), state="running", owner=admin
    )
    return Enrollment.objects.create(program=asking, person=cast.employee.person, role="mentor")
