"""The daily mail: what was more than a person wants in a day, in one mail, in order."""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now
from django.utils import timezone

from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import DIGEST
from peerlearn.notifications.texts import House, words_of

State = Notification.State


def hold(row: Notification, *, until: datetime) -> None:
    """Keep a message for the daily mail of a time, which is written when it is due."""
    key = f"digest:{row.person_id}:{until:%Y%m%dT%H%MZ}"
    Notification.objects.bulk_create(
        [
            Notification(
                dedupe_key=key,
                kind=DIGEST,
                person_id=row.person_id,
                recipient=row.recipient,
                due_at=until,
            )
        ],
        ignore_conflicts=True,
    )
    digest = Notification.objects.values_list("id", flat=True).get(dedupe_key=key)
    Notification.objects.filter(id=row.id).update(digest=digest)


def fill(digest: Notification, house: House) -> list[UUID]:
    """Write a daily mail from what is held for it and still stands. Returns which messages.

    Those that are worthless by now are settled; they stay in the person's inbox as they are.
    """
    kept = []
    held = Notification.objects.select_for_update(of=("self",)).filter(
        digest=digest, state=State.HELD
    )
    for row in held.order_by("due_at", "id"):
        if row.expires_at is not None and row.expires_at <= timezone.now():
            _settle([row.id], State.EXPIRED)
        elif not still_stands(row):
            _settle([row.id], State.CANCELLED)
        else:
            kept.append(row)
    if kept and digest.person is not None:
        items = [(row.subject, absolute(row.link) if row.link else "") for row in kept]
        words = words_of(DIGEST, to=digest.person, context={"items": items}, link="", house=house)
        digest.subject, digest.body = words.subject, words.body
        digest.save(update_fields=["subject", "body"])
    return [row.id for row in kept]


def note_digested(held: list[UUID]) -> None:
    """Say that messages went out with their daily mail."""
    _settle(held, State.DIGESTED)


def _settle(rows: list[UUID], state: Notification.State) -> None:
    Notification.objects.filter(id__in=rows).update(state=state, finished_at=Now())
