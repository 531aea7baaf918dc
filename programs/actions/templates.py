"""Making a program from a template."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from peerlearn.people.models import Person
from programs.actions.conduct import publish_conduct
from programs.actions.new_hires import start_joining_rule
from programs.actions.programs import create_program
from programs.actions.roles import set_role
from programs.catalogue.shapes import ProgramTemplate, TemplateRole
from programs.errors import TemplateArchivedError
from programs.models import OwnTemplate, Program
from programs.rules.steps import steps_but
from programs.signals import program_made_from_template


def create_from_template(
    template: ProgramTemplate,
    *,
    name: str,
    goal: str,
    starts_on: date,
    ends_on: date | None,
    by: Person,
    made_from: OwnTemplate | None = None,
) -> Program:
    """Make a draft with everything that the template holds: all of it, or nothing.

    The program takes copies, so a later change of the template doesn't reach it. `made_from` is
    the row of an organization's own: the program notes its version. Raises ProgramNameTakenError,
    and TemplateArchivedError.
    """
    if made_from is not None and made_from.is_archived:
        raise TemplateArchivedError
    with transaction.atomic():
        program = create_program(name=name, goal=goal, starts_on=starts_on, ends_on=ends_on, by=by)
        program.steps_left_out = steps_but(template.steps)
        program.template = made_from
        program.template_version = made_from.version if made_from else None
        program.save(update_fields=["steps_left_out", "template", "template_version"])
        if conduct := template.conduct_text():
            publish_conduct(program, text=conduct, by=by)
        for role in template.roles:
            _take_role(program, role, by=by)
        if template.new_hires:
            now = timezone.now()
            start_joining_rule(
                program,
                template.new_hires,
                since=starts_on,
                by=by,
                now=now,
                today=timezone.localdate(now),
            )
        program_made_from_template.send(sender=Program, program=program, template=template, by=by)
    return program


def _take_role(program: Program, role: TemplateRole, *, by: Person) -> None:
    set_role(
        program,
        role.role,
        by=by,
        label_one=str(role.label),
        label_many=str(role.plural),
        asked=str(role.does),
        hours_a_month=Decimal(str(role.hours)),
        seats=role.seats,
        way_in=role.way_in,
    )
