"""A draft that is ready to be launched, and what tests ask of it. Call inside the organization."""

from programs.models import Enrollment
from sessions.models import LearningSession


def enroll(program, person, role, **fields):
    return Enrollment.objects.create(program=program, person=person, role=role, **fields)


def drafts(program):
    return list(LearningSession.objects.filter(program=program).order_by("starts_at"))


def url(cast, program, path="opening/"):
    return cast.hr_admin.url(f"programs/{program.id}/{path}")
