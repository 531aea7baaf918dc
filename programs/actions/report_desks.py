"""Naming who reads a program's quiet reports."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Membership, Person
from peerlearn.people.queries import reporting_lines
from programs.actions.moves import lock_unless_archived
from programs.errors import ReportDeskError, WrongStateError
from programs.models import FacilitatorNomination, Program, ReaderConsent, ReportDesk
from programs.queries.facilitators import nominations_of
from programs.queries.report_readers import HAS_SAID_NO
from programs.queries.reports import desk_of
from programs.report_mails import tell_named, tell_replaced
from programs.rules.reports import Nominee, desk_problems


def name_readers(
    program: Program,
    *,
    trusted_person: Person,
    stand_in: Person | None,
    external_contact: str,
    by: Person,
) -> ReportDesk:
    """Say who reads the quiet reports that come from now on; who is newly named is asked by mail,
    and gets no report before they have agreed. Whoever has no login is invited by it. Who has said
    no may be asked again once somebody else was named in their place; who is replaced before they
    have answered is told so, if the question had reached them.

    Reports that were sent keep their readers. In a finished program too, for people still write
    there. Raises ReportDeskError, and ProgramOverError for an archived one.
    """
    with transaction.atomic():
        lock_unless_archived(program)
        before = desk_of(program)
        named = {before.trusted_person_id, before.stand_in_id} if before else set()
        _refuse_unfit(program, trusted_person, stand_in, named=named)
        replaced = _unanswered(before, staying=[trusted_person, stand_in]) if before else []
        desk, _made = ReportDesk.objects.update_or_create(
            program=program,
            defaults={
                "trusted_person": trusted_person,
                "stand_in": stand_in,
                "external_contact": external_contact.strip(),
            },
        )
        for person in (trusted_person, stand_in):
            if person is not None and person.id not in named:
                _ask(desk, person, by=by)
                tell_named(desk, person, by=by)
        for person in replaced:
            tell_replaced(desk, person)
        return desk


def take_naming_back(program: Program) -> None:
    """Undo name_readers before the launch: nobody is named any more, and whom a question has
    reached is told that it is withdrawn, those who have agreed too. None named is no error.

    Raises WrongStateError when the program is not a draft: people count on its readers by then.
    """
    with transaction.atomic():
        program = Program.objects.select_for_update().get(id=program.id)
        if program.state != Program.State.DRAFT:
            raise WrongStateError(
                _("It is launched: name somebody else instead, people may have written already.")
            )
        desk = desk_of(program)
        if desk is None:
            return
        declined = desk.consents.filter(state=ReaderConsent.State.DECLINED)
        said_no = set(declined.values_list("person_id", flat=True))
        for person in (desk.trusted_person, desk.stand_in):
            if person is not None and person.id not in said_no:
                tell_replaced(desk, person)
        desk.delete()


def _unanswered(desk: ReportDesk, *, staying: Collection[Person | None]) -> list[Person]:
    """Those who are asked, haven't answered, and aren't named any more."""
    named = [one for one in (desk.trusted_person, desk.stand_in) if one and one not in staying]
    asked = ReaderConsent.objects.filter(
        desk=desk, person__in=named, state=ReaderConsent.State.ASKED
    )
    waiting = set(asked.values_list("person_id", flat=True))
    return [one for one in named if one.id in waiting]


def _ask(desk: ReportDesk, person: Person, *, by: Person) -> None:
    """The time of a no stays, until they have answered again: by it they get no old report."""
    asked = {"state": ReaderConsent.State.ASKED, "asked_by": by, "asked_at": timezone.now()}
    before = ReaderConsent.objects.filter(desk=desk, person=person)
    if not before.filter(HAS_SAID_NO).update(**asked, decline_reason=""):
        ReaderConsent.objects.update_or_create(
            desk=desk, person=person, defaults={**asked, "answered_at": None, "decline_reason": ""}
        )


def _refuse_unfit(
    program: Program, trusted: Person, stand_in: Person | None, *, named: Collection[UUID | None]
) -> None:
    """`named` are the ids of those who are named now: a no of theirs stands."""
    problems = desk_problems(
        _nominee(trusted, program, named),
        _nominee(stand_in, program, named) if stand_in else None,
        owner_id=program.owner_id,
        line_of_trusted=reporting_lines([trusted.id])[trusted.id].everybody,
    )
    if problems:
        raise ReportDeskError(problems)


def _nominee(person: Person, program: Program, named: Collection[UUID | None]) -> Nominee:
    membership = Membership.objects.filter(person=person).first()
    return Nominee(
        person.id,
        person.display_name,
        is_reachable=person.is_reachable,
        is_hr_admin=membership is not None and membership.is_hr_admin,
        facilitates=nominations_of(program)
        .filter(person=person, state=FacilitatorNomination.State.ACCEPTED)
        .exists(),
        has_declined=person.id in named
        and ReaderConsent.objects.filter(
            desk__program=program, person=person, state=ReaderConsent.State.DECLINED
        ).exists(),
    )
