"""What somebody who is named for quiet reports answers."""

from datetime import datetime

from django.db import transaction

from programs.errors import ReaderConsentOverError
from programs.models import Program, ReaderConsent, ReportDesk
from programs.report_mails import tell_answered

State = ReaderConsent.State


def accept_reading(consent: ReaderConsent, *, now: datetime) -> ReaderConsent:
    """Agree to read quiet reports; who declined may change their mind while they are named.
    Twice is once. Raises ReaderConsentOverError.
    """
    return _answer(consent, State.ACCEPTED, reason="", now=now)


def decline_reading(consent: ReaderConsent, *, reason: str, now: datetime) -> ReaderConsent:
    """Would rather not, or not any more: no new report comes, those that came stay. Twice is once.
    Raises ReaderConsentOverError.
    """
    return _answer(consent, State.DECLINED, reason=reason.strip(), now=now)


def _answer(
    consent: ReaderConsent, state: ReaderConsent.State, *, reason: str, now: datetime
) -> ReaderConsent:
    with transaction.atomic():
        locked = ReaderConsent.objects.select_for_update().get(id=consent.id)
        if not _stands(locked):
            raise ReaderConsentOverError
        if locked.state != state:
            locked.state, locked.decline_reason, locked.answered_at = state, reason, now
            locked.save(update_fields=["state", "decline_reason", "answered_at"])
            tell_answered(locked)
    return locked


def _stands(consent: ReaderConsent) -> bool:
    desk = ReportDesk.objects.select_related("program").get(id=consent.desk_id)
    is_named = consent.person_id in {desk.trusted_person_id, desk.stand_in_id}
    return is_named and desk.program.state != Program.State.ARCHIVED
