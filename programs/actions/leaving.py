"""What becomes of those who facilitate a program or read its reports when they leave."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from programs.leaving_mails import tell_facilitator_left, tell_report_reader_left
from programs.models import FacilitatorNomination, Program, ReportDesk
from programs.nomination_mails import forget_question
from programs.queries import leavers

State = FacilitatorNomination.State
STANDING = (State.PROPOSED, State.ACCEPTED, State.BLOCKED)
OVER = (Program.State.FINISHED, Program.State.ARCHIVED)


def end_parts_of_leavers(person_ids: Collection[UUID]) -> Sequence[FacilitatorNomination]:
    """End the nominations of people who have left, and tell HR of those and of the desks for quiet
    reports on which they were named. Programs that are over stay as they were.

    Doing it twice changes nothing. Returns the nominations that ended.
    """
    gone = leavers().filter(id__in=list(person_ids))
    with transaction.atomic():
        ended = list(
            FacilitatorNomination.objects.select_for_update(of=("self",))
            .filter(person_id__in=gone, state__in=STANDING)
            .exclude(program__state__in=OVER)
            .select_related("program", "person")
            .order_by("id")
        )
        for nomination in ended:
            before, nomination.state = nomination.state, State.ENDED
            nomination.save(update_fields=["state"])
            forget_question(nomination)
            tell_facilitator_left(nomination, before)
        _tell_of_desks(set(gone.values_list("id", flat=True)))
    return ended


def _tell_of_desks(gone: Collection[UUID]) -> None:
    named = ReportDesk.objects.filter(Q(trusted_person__in=gone) | Q(stand_in__in=gone))
    desks = named.exclude(program__state__in=OVER).order_by("id")
    for desk in desks.select_related("program", "trusted_person", "stand_in"):
        both = [one for one in (desk.trusted_person, desk.stand_in) if one is not None]
        tell_report_reader_left(desk, [one for one in both if one.id in gone])
