"""A running program of Acme: the employee is mentee, the mentor mentors."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programs.models import Enrollment, Program

TODAY = date(2026, 3, 10)
# Statements of every request: login, organization, membership, and the transaction around them.
FRAME = 14


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
