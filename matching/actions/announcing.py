"""The mails to the two people of a new match."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from matching.actions.goals import add_milestones
from matching.models import Match
from matching.queries.publishing import MAILS, MENTEE_KIND, MENTOR_KIND
from matching.queries.slots import first_day_of, first_meeting_slots
from matching.rules.meetings import LENGTH
from matching.rules.reasons import Names, Reader, reasons_of, wanted_topics
from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.first_days import not_before
from peerlearn.notifications.groups import PAIRS
from peerlearn.notifications.texts import Words, house_entered, words_of
from peerlearn.people.models import Person
from peerlearn.people.queries.invitations import ways_to_a_login
from peerlearn.tenancy.urls import org_reverse
from programs.queries.roles import Roles, roles_of_program, roles_of_programs

KINDS = MAILS


# When the mail of a person leaves; None: now.
DueOf = Callable[[Person], datetime | None]


def tell_pairs(match_ids: Iterable[UUID], *, due_of: DueOf = lambda _person: None) -> None:
    """Write both mails of each match; one that was written before is not written again. Whoever
    was invited and has no login yet is led to one.
    """
    matches = Match.objects.filter(id__in=list(match_ids)).select_related(
        "mentor", "mentee", "program", "organization"
    )
    house, found = house_entered(), list(matches)
    add_milestones([match.id for match in found])
    roles = roles_of_programs({match.program_id for match in found})
    slots = first_meeting_slots(found, now=timezone.now(), default_zone=house.time_zone)
    people = [one for match in found for one in (match.mentee, match.mentor)]
    links = ways_to_a_login(found[0].organization, people) if found else {}
    later = {one.id for one in people if not_before(one, group=PAIRS.key, house=house)}
    notify_all(
        compose(
            to=to,
            kind=kind,
            dedupe_key=f"{kind}:{match.id}",
            context={
                **_context(match, reader, roles[match.program_id], slots[match.id]),
                "hears_on": match.mentee.starts_on if match.mentee_id in later else None,
            },
            cause=str(match.id),
            link=links.get(to.id, _page(match)),
            is_private=to.id in links,
            house=house,
            due_at=due_of(to),
        )
        for match in found
        for to, reader, kind in (
            (match.mentee, Reader.MENTEE, MENTEE_KIND),
            (match.mentor, Reader.MENTOR, MENTOR_KIND),
        )
    )


def sample_mail(match: Match) -> Words:
    """The words that the mentee of a match would be told with."""
    slots = first_meeting_slots([match], now=timezone.now())[match.id]
    return words_of(
        MENTEE_KIND,
        to=match.mentee,
        context=_context(match, Reader.MENTEE, roles_of_program(match.program), slots),
        link=_page(match),
        house=house_entered(),
    )


def _context(match: Match, reader: Reader, roles: Roles, starts: list[datetime]) -> dict[str, Any]:
    names = Names(match.mentor.display_name, match.mentee.display_name, reader)
    first_day = first_day_of(match)
    return {
        "program": match.program,
        "roles": roles,
        "other": match.mentor if reader is Reader.MENTEE else match.mentee,
        # What both struggle with is on their page alone: HR reads the mail log, and a mail can't be
        # taken back.
        "reasons": [
            reason.text
            for reason in reasons_of(match.reasons, names)
            if reason.rule != "shared_struggles"
        ],
        "topics": wanted_topics(match.reasons),
        "begins_on": first_day if first_day and first_day > timezone.localdate() else None,
        "slots": [(start, start + LENGTH) for start in starts],
    }


def _page(match: Match) -> str:
    return org_reverse(match.organization, "matching:match", match.id)
