"""Asking a neutral person to facilitate, and their answer."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.actions import invite_people
from peerlearn.people.models import Person
from peerlearn.people.queries.invitations import InvitationPlan
from programs.actions.moves import must_not_be_over
from programs.errors import (
    AskedTodayError,
    NominationAnsweredError,
    NotNeutralError,
    UnreachableError,
)
from programs.models import FacilitatorNomination, Program
from programs.nomination_mails import (
    ask_nominee,
    ask_nominee_again,
    forget_taking_back,
    take_back,
    tell_hr_admins,
    was_asked_on,
)
from programs.queries.facilitators import neutrality_of
from programs.rules.neutrality import Neutrality
from programs.rules.objections import is_covered
from programs.signals import SessionsTaken, facilitator_accepted, facilitator_stopped

State = FacilitatorNomination.State
logger = logging.getLogger(__name__)


def nominate_facilitator(
    program: Program, person: Person, *, by: Person, now: datetime, override_reason: str = ""
) -> FacilitatorNomination:
    """Ask a person to facilitate. Somebody who is asked already, or accepted, isn't asked again;
    where they are no longer neutral the reason is kept with the nomination that stands.

    Raises NotNeutralError when they have authority over somebody in the program and no reason
    to override is given, UnreachableError, ProgramOverError, and AskedTodayError when a question
    has reached them on this day.
    """
    must_not_be_over(program)
    if not person.is_reachable:
        raise UnreachableError(person.name)
    found = neutrality_of(program, person)
    reason = override_reason.strip()
    if found.has_objection and not reason:
        raise NotNeutralError(found, person.name)
    with transaction.atomic():
        Program.objects.select_for_update().get(id=program.id)
        nomination, made = FacilitatorNomination.objects.get_or_create(
            program=program, person=person, defaults={"nominated_by": by, "asked_at": now}
        )
        if not made and nomination.state in {State.PROPOSED, State.ACCEPTED}:
            return _keep(nomination, found, by=by, reason=reason)
        if not made and was_asked_on(nomination, timezone.localdate(now)):
            raise AskedTodayError(person.name)
        _ask(nomination, found, by=by, now=now, reason=reason)
        return nomination


def nominate_facilitators(
    program: Program, asked: Mapping[Person, str], *, by: Person, now: datetime
) -> list[FacilitatorNomination]:
    """Ask several people in one act, each with the reason to override the check or "". Either all
    are asked or nobody is; raises what nominate_facilitator does.
    """
    with transaction.atomic():
        return [
            nominate_facilitator(program, person, by=by, now=now, override_reason=reason)
            for person, reason in asked.items()
        ]


def _keep(
    nomination: FacilitatorNomination, found: Neutrality, *, by: Person, reason: str
) -> FacilitatorNomination:
    """Override what has come to stand against somebody who is asked already, or accepted."""
    is_same = nomination.override_reason == reason
    if found.has_objection and not (is_same and is_covered(found.as_json(), nomination.overridden)):
        nomination.findings = nomination.overridden = found.as_json()
        nomination.override_reason = reason
        nomination.save(update_fields=["findings", "overridden", "override_reason"])
        _log_override(nomination, by=by)
    return nomination


def _ask(
    nomination: FacilitatorNomination, found: Neutrality, *, by: Person, now: datetime, reason: str
) -> None:
    nomination.state = State.PROPOSED
    nomination.nominated_by = by
    nomination.asked_at = now
    nomination.decided_at = None
    nomination.decline_reason = ""
    nomination.findings = found.as_json()
    nomination.override_reason = reason if found.has_objection else ""
    nomination.overridden = found.as_json() if nomination.override_reason else []
    nomination.save()
    if nomination.override_reason:
        _log_override(nomination, by=by)
    forget_taking_back(nomination)
    ask_nominee(nomination, found)


def invite_nominee(nomination: FacilitatorNomination) -> InvitationPlan:
    """Send somebody who has accepted the mail that leads to a login, to their own address, in the
    name of who asked them; at most once a day, and never to somebody who can sign in.

    Raises NominationAnsweredError while they haven't accepted.
    """
    if nomination.state != State.ACCEPTED:
        raise NominationAnsweredError(_("A login is for those who have accepted."))
    return invite_people([nomination.person], by=nomination.nominated_by)


def _log_override(nomination: FacilitatorNomination, *, by: Person) -> None:
    logger.warning("neutrality overridden: nomination %s by person %s", nomination.id, by.id)


def accept_nomination(nomination: FacilitatorNomination, *, now: datetime) -> FacilitatorNomination:
    """The nominee says yes, and gets the sessions to come that nobody facilitates; accepting
    twice is accepting once.

    Where the program has changed so that something speaks against them that no override covers,
    the nomination is blocked instead and HR decides. Raises NominationAnsweredError when it was
    answered otherwise.
    """
    with transaction.atomic():
        nomination = _locked(nomination)
        if nomination.state in {State.ACCEPTED, State.BLOCKED}:
            return nomination
        _must_be_open(nomination)
        found = neutrality_of(nomination.program, nomination.person)
        if is_covered(found.as_json(), nomination.overridden):
            nomination.state, nomination.decided_at = State.ACCEPTED, now
        else:
            nomination.state, nomination.findings = State.BLOCKED, found.as_json()
        nomination.save()
        tell_hr_admins(nomination, found, taken=_give_sessions(nomination, now=now))
        return nomination


def _give_sessions(nomination: FacilitatorNomination, *, now: datetime) -> SessionsTaken:
    if nomination.state != State.ACCEPTED:
        return SessionsTaken()
    return _together(
        facilitator_accepted.send(FacilitatorNomination, nomination=nomination, now=now)
    )


def _together(told: list[tuple[Any, Any]]) -> SessionsTaken:
    found: list[Any] = [taken for _receiver, taken in told]
    return SessionsTaken(
        runs=sum(taken.runs for taken in found),
        left_open=[sentence for taken in found for sentence in taken.left_open],
    )


def decline_nomination(
    nomination: FacilitatorNomination, *, reason: str, now: datetime
) -> FacilitatorNomination:
    """The nominee says no, with or without a reason.

    Raises NominationAnsweredError when it was answered otherwise.
    """
    with transaction.atomic():
        nomination = _locked(nomination)
        if nomination.state == State.DECLINED:
            return nomination
        _must_be_open(nomination)
        nomination.state, nomination.decided_at = State.DECLINED, now
        nomination.decline_reason = reason.strip()
        nomination.save()
        tell_hr_admins(nomination)
        return nomination


def revoke_nomination(nomination: FacilitatorNomination, *, by: Person) -> FacilitatorNomination:
    """Take a nomination back, answered or not; restore_nomination undoes it. Sessions to come
    that they were to run go to others who have accepted, or wait for somebody: `handed_over` of
    the nomination says how many.

    Raises NominationAnsweredError when the nominee has declined, and ProgramOverError.
    """
    with transaction.atomic():
        nomination = _locked(nomination)
        must_not_be_over(nomination.program)
        if nomination.state in {State.REVOKED, State.ENDED}:
            return nomination
        if nomination.state == State.DECLINED:
            raise NominationAnsweredError(_("They have declined already."))
        was_accepted = nomination.state == State.ACCEPTED
        nomination.state = State.REVOKED
        nomination.save(update_fields=["state"])
        take_back(nomination)
        if was_accepted:
            now = timezone.now()
            told = facilitator_stopped.send(
                FacilitatorNomination, nomination=nomination, now=now, by=by
            )
            nomination.handed_over = _together(told)
        return nomination


def restore_nomination(nomination: FacilitatorNomination, *, by: Person) -> FacilitatorNomination:
    """Undo revoke_nomination: whoever had accepted facilitates again, others are asked still.

    They run the sessions that nobody runs (`taken_again`); those that went to another stay there.

    Raises NotNeutralError when something speaks against them by now that no reason covers,
    UnreachableError when they have left, and ProgramOverError.
    """
    with transaction.atomic():
        nomination = _locked(nomination)
        must_not_be_over(nomination.program)
        if nomination.state != State.REVOKED:
            return nomination
        _must_be_possible_still(nomination)
        nomination.state = State.ACCEPTED if nomination.decided_at else State.PROPOSED
        nomination.save(update_fields=["state"])
        forget_taking_back(nomination)
        if nomination.state == State.PROPOSED:
            ask_nominee_again(nomination)
        else:
            nomination.taken_again = _give_sessions(nomination, now=timezone.now())
        return nomination


def _locked(nomination: FacilitatorNomination) -> FacilitatorNomination:
    return (
        FacilitatorNomination.objects.select_for_update(of=("self",))
        .select_related("program", "person", "nominated_by")
        .get(id=nomination.id)
    )


def _must_be_possible_still(nomination: FacilitatorNomination) -> None:
    program, person = nomination.program, nomination.person
    if not person.is_reachable:
        raise UnreachableError(person.name)
    found = neutrality_of(program, person)
    if not is_covered(found.as_json(), nomination.overridden):
        raise NotNeutralError(found, person.name)


def _must_be_open(nomination: FacilitatorNomination) -> None:
    must_not_be_over(nomination.program)
    if nomination.state in {State.REVOKED, State.ENDED}:
        raise NominationAnsweredError(_("This request was taken back."))
    if nomination.state == State.ACCEPTED:
        raise NominationAnsweredError(_("You have accepted already. Ask HR if that has changed."))
    if nomination.state == State.DECLINED:
        raise NominationAnsweredError(_("You have declined already. Ask HR if that has changed."))
    if nomination.state == State.BLOCKED:
        raise NominationAnsweredError(_("HR is looking at this request."))
