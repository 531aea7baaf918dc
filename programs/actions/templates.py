"""Making a program from a template."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from peerlearn.people.models import Person
from programs.actions.conduct import publish_conduct
from programs.actions.programs import create_program
from programs.actions.roles import set_role
from programs.catalogue.shapes import ProgramTemplate
from programs.models import Program
from programs.signals import program_made_from_template


def create_from_template(
    template: ProgramTemplate,
    *,
    name: str,
    goal: str,
    starts_on: date,
    ends_on: date | None,
    by: Person,
) -> Program:
    """Make a draft with everything that the template holds: all of it, or nothing.

    The program takes copies, so a later change of the template doesn't reach it. Raises
    ProgramNameTakenError.
    """
    with transaction.atomic():
        program = create_program(name=name, goal=goal, starts_on=starts_on, ends_on=ends_on, by=by)
        publish_conduct(program, text=template.conduct_text(), by=by)
        for role in template.roles:
            set_role(
                program,
                role.role,
                by=by,
                label_one=str(role.label),
                label_many=str(role.plural),
                asked=str(role.does),
                hours_a_month=Decimal(str(role.hours)),
            )
        program_made_from_template.send(sender=Program, program=program, template=template, by=by)
    return program
