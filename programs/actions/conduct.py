"""Writing the code of conduct, and accepting it."""

from django.db import transaction

from peerlearn.people.models import Person
from programs.models import ConductAcceptance, ConductVersion, Program
from programs.queries.conduct import conduct_in_force


def publish_conduct(program: Program, *, text: str, by: Person) -> ConductVersion:
    """Put a text in force as the next version, for people to accept afresh.

    The text that is in force already makes no new version.
    """
    with transaction.atomic():
        Program.objects.select_for_update().get(id=program.id)
        latest = conduct_in_force(program)
        text = _tidy(text)
        if latest is not None and latest.text == text:
            return latest
        return ConductVersion.objects.create(
            program=program, number=latest.number + 1 if latest else 1, text=text, created_by=by
        )


def accept_conduct(version: ConductVersion, *, by: Person) -> ConductAcceptance:
    """Note that a person accepted this version."""
    acceptance, _made = ConductAcceptance.objects.get_or_create(version=version, person=by)
    return acceptance


def _tidy(text: str) -> str:
    """Browsers send CRLF; two texts that look alike are alike."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
