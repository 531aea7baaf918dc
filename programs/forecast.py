"""The mails that a program itself will send to the people in it."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.conduct_mails import NEW_VERSION
from programs.models import ConductVersion, Program


def mails_of_program(organization: Organization, program: Program) -> Iterator[PlannedMail]:
    """What changes of the code of conduct send; the launch itself tells nobody."""
    yield PlannedMail(
        key=f"{NEW_VERSION}.{program.id}",
        what=_("A changed code of conduct"),
        about=program.name,
        when=_("when you put another version in force after the launch"),
        words=partial(_words, organization, program),
    )


def _words(organization: Organization, program: Program, to: Person, house: House) -> Words:
    context = {"program": program, "version": ConductVersion(program=program, number=2, text="…")}
    page = org_reverse(organization, "programs:conduct", program.id)
    return words_of(NEW_VERSION, to=to, context=context, link=page, house=house)
