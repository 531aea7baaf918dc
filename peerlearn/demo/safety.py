"""A safe environment in the demo company: trusted persons, and what the group suggests."""

from collections.abc import Iterable

from django.utils import timezone

from peerlearn.demo.people import Company, give_login
from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import reporting_lines
from programs.actions.reader_consents import accept_reading
from programs.actions.report_desks import name_readers
from programs.actions.suggestions import suggest_conduct, support_suggestion
from programs.models import ConductAcceptance, Program
from programs.queries.candidates import likely_neutral
from programs.queries.conduct import conduct_in_force

CONTACT = "Ombuds office, +49 30 5550 1234, ombuds@fabrikam.example"


def name_trusted_persons(
    programs: Iterable[Program], company: Company, *, but: Iterable[Person]
) -> None:
    """The same two for all programs: neutral in each, and not who facilitates."""
    programs = list(programs)
    taken = {person.id for person in (company.admin, *but)}
    neutral = [p for p in likely_neutral(programs[0], limit=50) if p.id not in taken]
    trusted = neutral[0]
    near = reporting_lines([trusted.id])[trusted.id].everybody
    stand_in = next(person for person in neutral[1:] if person.id not in near)
    for person in (trusted, stand_in):
        if not Membership.objects.filter(person=person).exists():
            give_login(person)
    for program in programs:
        desk = name_readers(
            program,
            trusted_person=trusted,
            stand_in=stand_in,
            external_contact=CONTACT,
            by=company.admin,
        )
        for consent in desk.consents.all():
            accept_reading(consent, now=timezone.now())


def suggest_changes(program: Program) -> None:
    """Two that wait: another wording that others support, and a remark."""
    version = conduct_in_force(program)
    if version is None:
        return
    accepted = ConductAcceptance.objects.filter(version=version).select_related("person")
    people = [one.person for one in accepted.order_by("person__name", "id")[:6]]
    wording = suggest_conduct(
        program,
        text=version.text.replace(
            "- Speak for yourself, let others finish.",
            "- Speak for yourself, let others finish. Who has said little goes first.",
        ),
        why="In the last two lunches the same three of us did all the talking.",
        by=people[0],
    )
    suggest_conduct(
        program,
        text=version.text,
        why="Does “stays in the room” also go for the notes that we share afterwards?",
        by=people[1],
    )
    for person in people[2:]:
        support_suggestion(wording, by=person)
