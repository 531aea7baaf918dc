"""Programs that have lost, or never had, those on whom others count."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from peerlearn.people.models import Membership, Person
from programs.models import FacilitatorNomination, Program, ReaderConsent, ReportDesk

State = FacilitatorNomination.State
AGREED, ASKED = ReaderConsent.State.ACCEPTED, ReaderConsent.State.ASKED
OVER = (Program.State.FINISHED, Program.State.ARCHIVED)
UNDER_WAY = (Program.State.OPEN, Program.State.RUNNING)


@dataclass(frozen=True)
class DeskInTrouble:
    """A program whose quiet reports nobody can read, or whose reader has left (`gone`). `awaited`
    was asked and hasn't answered.
    """

    program: Program
    gone: Person | None
    has_reader: bool
    awaited: Person | None = None


def facilitators_lost() -> list[FacilitatorNomination]:
    """In programs that aren't over and that nobody facilitates now: who has left, by program."""
    others = FacilitatorNomination.objects.filter(
        program=OuterRef("program_id"), state=State.ACCEPTED
    )
    lost = (
        FacilitatorNomination.objects.filter(state=State.ENDED)
        .exclude(program__state__in=OVER)
        .exclude(Exists(others))
        .select_related("program", "person")
        .order_by("program__name", "program_id", "-asked_at")
    )
    return list({one.program_id: one for one in reversed(lost)}.values())[::-1]


def desks_in_trouble() -> list[DeskInTrouble]:
    """Programs under way without anybody who can read a quiet report today, and those that aren't
    over of whose readers one has left: five queries, however many there are.
    """
    desks = {
        desk.program_id: desk
        for desk in ReportDesk.objects.exclude(program__state__in=OVER).select_related(
            "trusted_person", "stand_in"
        )
    }
    named = {i for desk in desks.values() for i in (desk.trusted_person_id, desk.stand_in_id) if i}
    roles = dict(Membership.objects.filter(person_id__in=named).values_list("person_id", "role"))
    asked = ReaderConsent.objects.filter(person__in=named).exclude(state=AGREED)
    answers = {(one.desk_id, one.person_id): one.state for one in asked}
    found = []
    for program in Program.objects.exclude(state__in=OVER).order_by("name", "id"):
        desk = desks.get(program.id)
        both = [one for one in (desk.trusted_person, desk.stand_in) if one] if desk else []
        gone = next((one for one in both if one.state == Person.State.LEFT), None)
        has_reader = any(
            one.state == Person.State.ACTIVE
            and one.id != program.owner_id
            and desk is not None
            and (desk.id, one.id) not in answers
            and roles.get(one.id) not in (None, Membership.Role.HR_ADMIN)
            for one in both
        )
        if gone or (not has_reader and program.state in UNDER_WAY):
            awaited = next(
                (one for one in both if desk and answers.get((desk.id, one.id)) == ASKED), None
            )
            found.append(DeskInTrouble(program, gone, has_reader, awaited))
    return found
