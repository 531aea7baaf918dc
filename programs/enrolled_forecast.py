"""What people will be told of the program that they take part in."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, cast

from django.utils.translation import gettext as _

from peerlearn.notifications.forecast import Audience, PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.people.queries.invitations import has_joined
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.enrolled_mails import ENROLLED, part_in_words, role_in_words
from programs.models import Program
from programs.queries.enrollment import role_counts
from programs.queries.roles import roles_of_program


def mails_to_those_enrolled(
    organization: Organization, program: Program, *, now: datetime
) -> Iterator[PlannedMail]:
    """One for each role that somebody has: with the launch, or when somebody comes in later."""
    is_draft = program.state == Program.State.DRAFT
    part, counts = part_in_words(program, now=now), role_counts(program)
    for role, facts in roles_of_program(program).items():
        if counts[role]:
            yield PlannedMail(
                key=f"{ENROLLED}-{role}.{program.id}",
                what=_("You take part, as “%(role)s”") % {"role": facts.label},
                about=program.name,
                audience=cast("Audience", role),
                due_at=now if is_draft else None,
                when=_("with the launch, unless you untick it there; one for all roles of a person")
                if is_draft
                else _("when you enroll somebody, unless you untick it there"),
                words=partial(_words, organization, program, {**part, **role_in_words(facts)}),
            )


def _words(
    organization: Organization, program: Program, said: dict[str, Any], to: Person, house: House
) -> Words:
    page = org_reverse(organization, "home:program", program.id)
    # Whoever has no login is sent the way to one; the example leads to the program's page.
    has_login = has_joined(to)
    context = {**said, "has_login": has_login, "leads_to_login": not has_login}
    return words_of(ENROLLED, to=to, context=context, link=page, house=house)
