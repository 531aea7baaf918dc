"""Mails of the organization that may go out while a program is set up or runs."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from peerlearn.notifications.forecast import PlannedMail
from peerlearn.notifications.texts import House, Words, words_of
from peerlearn.people.models import ImportJob, Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program


def mails_of_organization(organization: Organization, program: Program) -> Iterator[PlannedMail]:
    """An invitation to Peerlearn, the end of an import, the daily mail."""
    counts = {"new": 3, "changed": 1, "unchanged": 40, "leaver": 0, "error": 0}
    job = ImportJob(file_name=_("people.csv"), counts=counts)
    told: tuple[tuple[str, str, str, Mapping[str, Any], str], ...] = (
        (
            "people.invitation",
            _("A login to Peerlearn"),
            _("when you invite people who have no login yet, or ask one of them to facilitate"),
            {"inviter": program.owner},
            "home:dashboard",
        ),
        (
            "people.import_finished",
            _("An import of people is done"),
            _("when an import is done, to who started it"),
            {"job": job},
            "people:list",
        ),
        (
            "notifications.digest",
            _("The daily mail"),
            _("the next morning, to who had more mails in a day than they want"),
            {"items": [(_("A reminder that came after them"), "")]},
            "notifications:mine",
        ),
    )
    for kind, what, when, context, page in told:
        yield PlannedMail(
            key=f"{kind}.{program.id}",
            what=what,
            audience="somebody",
            when=when,
            words=partial(_words, kind, context, org_reverse(organization, page)),
        )


def _words(kind: str, context: Mapping[str, Any], link: str, to: Person, house: House) -> Words:
    # The link of an invitation is its reader's alone; the example leads to the page it ends at.
    return words_of(kind, to=to, context=context, link=link, house=house)
