"""A draft of a mentoring program, made from its template."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from sessions.models import LearningSession
from tests.home.making import enroll


@pytest.fixture
def draft(cast):
    """From a template, two weeks ahead, with a mentor for two and one mentee."""
    with cast.inside():
        starts_on = timezone.localdate() + timedelta(days=14)
        template = TEMPLATES["onboarding-mentoring"]
        program = create_from_template(
            template,
            name="Mentoring",
            goal=str(template.goal),
            starts_on=starts_on,
            ends_on=template.last_day(starts_on),
            by=cast.hr_admin.person,
        )
        enroll(program, cast.mentor.person, "mentor", capacity=2)
        enroll(program, cast.employee.person, "mentee")
        LearningSession.objects.filter(program=program).update(room="Blue")
        return program
