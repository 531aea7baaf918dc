"""The mails that the coffee rounds of a program will send."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from matching import coffee_mails as mails
from matching.queries.coffee import plan_of_program
from matching.rules.coffee import Guest, starters
from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program


def mails_of_coffees(
    organization: Organization, program: Program, *, now: datetime
) -> Iterator[PlannedMail]:
    """What people are told around coffees; nothing where none are planned."""
    if plan_of_program(program) is None:
        return
    robin = Person(
        name=_("Robin Sample"),
        title=_("Senior colleague"),
        department=_("Another department"),
        email="robin.sample@example.com",
    )
    context = {
        "program": program,
        "others": [robin],
        "names": robin.display_name,
        "ground": [_("You would both like to learn %(topics)s.") % {"topics": _("a topic")}],
        "starters": starters([Guest(id=robin.id)]),
        "gone": _("Alex Example"),
    }
    for kind, what, when in _kinds():
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=what,
            about=program.name,
            audience="somebody",
            when=when,
            words=partial(_words, kind, context, org_reverse(organization, "matching:coffees")),
        )


def _kinds() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            mails.TOGETHER,
            _("A coffee with …"),
            _("on the morning of each coffee round, to all who are in it"),
        ),
        (
            mails.NOBODY,
            _("No coffee this time"),
            _("when a coffee round leaves nobody for somebody, to them"),
        ),
        (
            mails.CHANGED,
            _("Your coffee has changed"),
            _("when somebody of a coffee can't come any more, to the others"),
        ),
    )


def _words(kind: str, context: dict[str, Any], link: str, to: Person, house: House) -> Words:
    return words_of(kind, to=to, context=context, link=link, house=house)
