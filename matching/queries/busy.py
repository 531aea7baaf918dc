"""When people meet in their pairs and circles, for those who suggest them a time."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from matching.busy import Span
from matching.models import Circle, CircleFacilitator, CircleMeeting, Match, PairMeeting

# No meeting is longer, so none that begins earlier is still on.
LONGEST = timedelta(hours=4)


def busy_in_meetings(
    person_ids: Collection[UUID], since: datetime, until: datetime
) -> dict[UUID, list[Span]]:
    """The meetings of pairs and circles between two moments, also of circles that people
    facilitate. Coffees have no time of their own. Two queries.
    """
    found: dict[UUID, list[Span]] = defaultdict(list)
    wanted = set(person_ids)
    for people, start, minutes in _meetings(wanted, since - LONGEST, until):
        end = start + timedelta(minutes=minutes)
        if end > since:
            for person_id in set(people) & wanted:
                found[person_id].append((start, end))
    return found


def _meetings(
    people: Collection[UUID], since: datetime, until: datetime
) -> Iterator[tuple[tuple[UUID, ...], datetime, int]]:
    on = Q(starts_at__gt=since, starts_at__lt=until)
    pairs = PairMeeting.objects.filter(
        on,
        Q(match__mentor__in=people) | Q(match__mentee__in=people),
        match__state__in=Match.TAKEN,
        state=PairMeeting.State.PLANNED,
    ).order_by()
    for mentor, mentee, start, minutes in pairs.values_list(
        "match__mentor_id", "match__mentee_id", "starts_at", "minutes"
    ):
        yield (mentor, mentee), start, minutes
    circles = CircleMeeting.objects.filter(on, circle__state=Circle.State.ACTIVE, is_off=False)
    accepted = CircleFacilitator.State.ACCEPTED
    members = circles.filter(circle__members__person__in=people, circle__members__left_at=None)
    leaders = circles.filter(
        circle__facilitators__person__in=people, circle__facilitators__state=accepted
    )
    sat = members.order_by().values_list("circle__members__person_id", "starts_at", "minutes")
    led = leaders.order_by().values_list("circle__facilitators__person_id", "starts_at", "minutes")
    for person, start, minutes in sat.union(led):
        yield (person,), start, minutes
