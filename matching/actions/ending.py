"""Matches that end because one of the two has left the organization, the program or their role."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from matching.models import Match
from matching.queries.leaving import standing_of_leavers, standing_of_outsiders, still_in
from peerlearn.notifications.actions import cancel_notifications, compose, notify_all
from peerlearn.notifications.texts import house_entered
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.queries.roles import roles_of_programs

ENDED = "matching.ended"


def end_matches_of_leavers(person_ids: Collection[UUID]) -> int:
    """End the matches of those who have left, and tell the other one of each pair.

    Returns how many; doing it twice changes nothing and tells nobody. Needs a transaction.
    """
    return _end(standing_of_leavers(person_ids))


def end_matches_of_withdrawn(program: Program, person_ids: Collection[UUID]) -> int:
    """The same for those who no longer have their role in a program."""
    return _end(standing_of_outsiders(program, person_ids))


def _end(standing: QuerySet[Match]) -> int:
    locked = standing.order_by("id").select_for_update(no_key=True, of=("self",))
    matches = list(locked.select_related("mentor", "mentee", "program", "organization"))
    for match in matches:
        cancel_notifications(cause=str(match.id))
        match.state = Match.State.ENDED_EARLY
    Match.objects.bulk_update(matches, ["state"])
    _tell_others(matches)
    return len(matches)


def _tell_others(matches: list[Match]) -> None:
    """Who stays in the program learns that their mentor or mentee is gone, and what comes next."""
    if not matches:
        return
    house = house_entered()
    staying = still_in(matches)
    roles = roles_of_programs({match.program_id for match in matches})
    notify_all(
        compose(
            to=to,
            kind=ENDED,
            dedupe_key=f"{ENDED}:{match.id}",
            cause=str(match.id),
            context={
                "program": match.program,
                "roles": roles[match.program_id],
                "other": other,
                "is_mentee": to.id == match.mentee_id,
                "has_left": other.state == Person.State.LEFT,
            },
            link=org_reverse(match.organization, "matching:mine"),
            house=house,
        )
        for match in matches
        for to, other in ((match.mentee, match.mentor), (match.mentor, match.mentee))
        if (match.id, to.id) in staying
    )
