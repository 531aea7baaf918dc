"""A running program of Acme: the employee is mentee, the mentor mentors."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.models import Enrollment, Program
from programs.rules.report_code import in_groups
from tests.programs.reporting import name_fay_and_mina, send

TODAY = date(2026, 3, 10)
# Statements of every request: login, organization, membership, and the transaction around them.
FRAME = 9


@pytest.fixture
def program(cast):
    with cast.inside():
        program = Program.objects.create(
            name="Onboarding spring",
            goal="Arrive well",
            starts_on=timezone.localdate() - timedelta(days=8),
            ends_on=timezone.localdate() + timedelta(days=90),
            state=Program.State.RUNNING,
            owner=cast.hr_admin.person,
        )
        Enrollment.objects.create(program=program, person=cast.employee.person, role="mentee")
        Enrollment.objects.create(
            program=program, person=cast.mentor.person, role="mentor", capacity=2
        )
        return program


@pytest.fixture
def desk(cast, program):
    """The readers of the program's quiet reports."""
    with cast.inside():
        return name_fay_and_mina(cast, program)


@pytest.fixture
def sent(cast, program, desk):
    """A quiet report and its code as it is shown."""
    with cast.inside():
        report, code = send(program, cast.facilitator.person)
        return report, in_groups(code)


@pytest.fixture
def report(sent):
    """A quiet report to the facilitator's player."""
    return sent[0]
