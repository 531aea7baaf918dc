"""When people are in a session, for those who suggest them a time."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from sessions.models import Booking
from sessions.queries.bookings import taking_time

Span = tuple[datetime, datetime]


def busy_in_sessions(
    person_ids: Collection[UUID], since: datetime, until: datetime
) -> dict[UUID, list[Span]]:
    """The sessions between two moments in which people sit, present or facilitate. Two queries."""
    found: dict[UUID, list[Span]] = defaultdict(list)
    on = taking_time(since=since, until=until)
    seats = Booking.objects.filter(
        state=Booking.State.CONFIRMED, person__in=person_ids, learning_session__in=on.order_by()
    ).order_by()
    times = ("learning_session__starts_at", "learning_session__ends_at")
    for person_id, *span in seats.values_list("person_id", *times):
        found[person_id].append((span[0], span[1]))
    led = on.filter(Q(presenter__in=person_ids) | Q(facilitator__in=person_ids))
    for one in led.only("presenter", "facilitator", "starts_at", "ends_at"):
        for leader in (one.presenter_id, one.facilitator_id):
            if leader is not None and leader in person_ids:
                found[leader].append((one.starts_at, one.ends_at))
    return found
