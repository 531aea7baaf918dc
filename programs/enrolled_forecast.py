"""What people will be told of the program that they take part in."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from peerlearn.notifications.forecast import Audience, PlannedMail
from peerlearn.notifications.links import absolute
from peerlearn.notifications.rules import working_hour
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.people.queries.invitations import has_joined
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.zones import zone_or_none
from programs.enrolled_mails import ENROLLED, part_in_words, role_in_words
from programs.models import Program
from programs.queries import active_enrollments
from programs.queries.enrolled import role_counts
from programs.queries.roles import roles_of_program
from programs.rules.answering import GIVES
from programs.rules.roles import RoleFacts


def mails_to_those_enrolled(
    organization: Organization, program: Program, *, zone: ZoneInfo, now: datetime
) -> Iterator[PlannedMail]:
    """One for each role that somebody has: with the launch, in their working hours, or when
    somebody comes in later. `zone` is the organization's.
    """
    due = _first_hours(program, zone, now=now) if program.state == Program.State.DRAFT else {}
    part, counts = part_in_words(program, now=now), role_counts(program)
    for role, facts in roles_of_program(program).items():
        if counts[role]:
            yield PlannedMail(
                key=f"{ENROLLED}-{role}.{program.id}",
                what=_what(facts),
                about=program.name,
                audience=cast("Audience", role),
                due_at=min(due[role]) if role in due else None,
                when=_when(due.get(role, set()), now=now),
                in_working_hours=True,
                words=partial(_words, organization, program, facts, part),
            )


def _what(facts: RoleFacts) -> str:
    if facts.role in GIVES:
        return _("As “%(role)s”: does that suit you?") % {"role": facts.label}
    return _("You take part, as “%(role)s”") % {"role": facts.label}


def _first_hours(program: Program, house: ZoneInfo, *, now: datetime) -> dict[str, set[datetime]]:
    """When those of each role may be told at the earliest, if it is launched now."""
    found: dict[str, set[datetime]] = defaultdict(set)
    zones = active_enrollments(program).order_by().values_list("role", "person__time_zone")
    for role, name in zones.distinct():
        found[role].add(working_hour(now, zone_or_none(name) or house))
    return found


def _when(due: Collection[datetime], *, now: datetime) -> str:
    if not due:
        return _("when you enroll somebody, unless you untick it there")
    if max(due) == now:
        return _("with the launch, unless you untick it there; one for all roles of a person")
    return _(
        "with the launch, unless you untick it there; where it is no working hour then, at 9:00 of"
        " the next working day; one for all roles of a person"
    )


def _words(
    organization: Organization,
    program: Program,
    facts: RoleFacts,
    part: dict[str, Any],
    to: Person,
    house: House,
) -> Words:
    page = org_reverse(organization, "home:program", program.id)
    # Whoever has no login is sent the way to one; the example leads to the program's page.
    has_login = has_joined(to)
    context = {
        **part,
        **role_in_words(facts),
        "has_login": has_login,
        "leads_to_login": not has_login,
    }
    if facts.role in GIVES:
        context |= {"asked_role": facts, "answer_url": absolute(page)}
    return words_of(ENROLLED, to=to, context=context, link=page, house=house)
