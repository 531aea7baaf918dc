"""The mail that tells people what they take part in: at the launch, or when they come in later."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import combinations
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.notifications.actions import compose, notify_all
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.notifications.rules import working_hour
from peerlearn.notifications.texts import house_entered
from peerlearn.people.actions.invitations import invite_without_mail
from peerlearn.people.models import Membership, Person
from peerlearn.people.queries.invitations import invitation_path
from peerlearn.tenancy.urls import org_reverse
from programs.answering_mails import answer_path
from programs.models import Enrollment, Program
from programs.queries import accepted_facilitators
from programs.queries.conduct import conduct_in_force
from programs.queries.roles import Roles, roles_of_program
from programs.rooms import next_meeting
from programs.rules.answering import NO_ANSWER
from programs.rules.roles import ROLES, RoleFacts, hours_in_words

ENROLLED = "programs.enrolled"
PREFIX, JOIN = "enrolled:", "+"
SEES_IT = (Program.State.OPEN, Program.State.RUNNING)
PAIRED = (Enrollment.Role.MENTOR, Enrollment.Role.MENTEE)
TAKES_PART = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)


def part_in_words(program: Program, *, now: datetime) -> dict[str, Any]:
    """What such a mail says of the program itself: `_part.txt`."""
    return {
        "program": program,
        "facilitators": [one.display_name for one in accepted_facilitators(program)],
        "meeting": next_meeting(program, now=now),
        "has_conduct": conduct_in_force(program) is not None,
    }


def role_in_words(*roles: RoleFacts) -> dict[str, Any]:
    """What it says of the reader's role, or of all of them."""
    parts = [{"role": facts, "hours": hours_in_words(facts.hours)} for facts in roles]
    quoted = [_("“%(role)s”") % {"role": facts.label} for facts in roles]
    named = quoted[0]
    if len(quoted) > 1:
        first, last = ", ".join(quoted[:-1]), quoted[-1]
        named = _("%(first)s and %(last)s") % {"first": first, "last": last}
    is_paired = any(facts.role in PAIRED for facts in roles)
    return {"parts": parts, "roles_named": named, "is_paired": is_paired}


@dataclass(frozen=True)
class Telling:
    """One mail: to whom, of which roles, and under which key. `cause` is an enrollment's id."""

    person: Person
    roles: list[str]
    key: str
    cause: str
    # In which of them they are asked whether it suits them, if in one.
    asked: Enrollment | None = None


def write_enrolled_mails(
    program: Program, rows: Sequence[Enrollment], *, now: datetime, waits: bool = False
) -> None:
    """Tell these people of one program what they take part in, each enrollment once; whoever has
    several roles by one mail that names them all.

    Whoever has no login gets with it the link that leads to one. `waits`: until it is a working
    hour where they live.
    """
    untold = _tellings(program, rows)
    part, roles, house = part_in_words(program, now=now), roles_of_program(program), house_entered()
    links = _links(program, [one.person for one in untold])
    page = org_reverse(program.organization, "home:program", program.id)
    members = set(
        Membership.objects.filter(person__in=[one.person.id for one in untold]).values_list(
            "person_id", flat=True
        )
    )
    notify_all(
        compose(
            to=one.person,
            kind=ENROLLED,
            dedupe_key=one.key,
            cause=one.cause,
            context={
                **part,
                **_from_first_day(program, one.person, now=now),
                **role_in_words(*(roles[role] for role in one.roles)),
                **_question(one, roles),
                "has_login": one.person.id in members,
                "leads_to_login": one.person.id in links,
            },
            link=f"{links[one.person.id]}?next={page}" if one.person.id in links else page,
            is_private=one.person.id in links or one.asked is not None,
            house=house,
            due_at=working_hour(now, ZoneInfo(one.person.time_zone or house.time_zone))
            if waits
            else None,
        )
        for one in untold
    )


def _from_first_day(program: Program, person: Person, *, now: datetime) -> dict[str, Any]:
    """For whoever starts later: what is next from that day on."""
    if person.starts_on is None or person.starts_on <= timezone.localdate(now):
        return {}
    morning = datetime.combine(person.starts_on, time(0), tzinfo=timezone.get_current_timezone())
    return {"meeting": next_meeting(program, now=morning)}


def _question(one: Telling, roles: Roles) -> dict[str, Any]:
    """What the mail asks of somebody who gives: whether it suits them."""
    if one.asked is None:
        return {}
    path = answer_path(one.asked.organization, one.asked.id)
    return {"asked_role": roles[one.asked.role], "answer_url": absolute(path)}


def still_takes_part(notification: Notification) -> bool:
    """Whether they are in a program that is on still, looked at right before the mail leaves."""
    told = notification.dedupe_key.removeprefix(PREFIX).split(JOIN)
    return Enrollment.objects.filter(
        id__in=[key.partition(":")[0] for key in told],
        state__in=TAKES_PART,
        program__state__in=SEES_IT,
    ).exists()


def _tellings(program: Program, rows: Sequence[Enrollment]) -> list[Telling]:
    given: dict[UUID, list[Enrollment]] = defaultdict(list)
    for row in rows:
        given[row.person_id].append(row)
    every: dict[UUID, list[Enrollment]] = defaultdict(list)
    for row in Enrollment.objects.filter(program=program, person_id__in=list(given)).order_by("id"):
        every[row.person_id].append(row)
    told = _told(every.values())
    found = []
    for person_id, mine in given.items():
        untold = sorted((row for row in mine if _part(row) not in told), key=lambda row: row.id)
        if untold:
            active = {row.role for row in every[person_id] if row.state == Enrollment.State.ACTIVE}
            roles = [role for role in ROLES if role in active]
            asked = next((row for row in untold if _is_asked(row)), None)
            told_of = (untold[0].person, roles, _key(untold), str(untold[0].id))
            found.append(Telling(*told_of, asked=asked))
    return found


def _is_asked(row: Enrollment) -> bool:
    return row.answer == NO_ANSWER


def _links(program: Program, people: Sequence[Person]) -> Mapping[UUID, str]:
    """The way to a login for those who have none and weren't sent one on this day."""
    made = invite_without_mail(people, by=program.owner)
    return {one.person_id: invitation_path(program.organization, one) for one in made}


def _told(everybody: Iterable[Sequence[Enrollment]]) -> set[str]:
    """What people of these enrollments were told of, alone or in one mail with others."""
    parts = {
        _key(some): [_part(row) for row in some]
        for mine in everybody
        for count in range(1, len(mine) + 1)
        for some in combinations(mine, count)
    }
    sent = Notification.objects.filter(dedupe_key__in=list(parts)).order_by()
    return {part for key in sent.values_list("dedupe_key", flat=True) for part in parts[key]}


def _key(rows: Sequence[Enrollment]) -> str:
    return PREFIX + JOIN.join(map(_part, rows))


def _part(row: Enrollment) -> str:
    """Whoever leaves and comes back later is told anew."""
    return f"{row.id}:{row.joined_on or ''}"
