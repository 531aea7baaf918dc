"""What waits for HR because somebody on whom a program counts is missing."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from peerlearn.home.todo import Todo
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.leaving_mails import CANDIDATES
from programs.queries.leaving import desks_in_trouble, facilitators_lost

SHOWN = 3


def people_missing(organization: Organization) -> Iterator[Todo]:
    """Facilitators who have left, and quiet reports that nobody reads."""
    for nomination in facilitators_lost()[:SHOWN]:
        page = org_reverse(organization, "programs:facilitator", nomination.program_id)
        yield Todo(
            "user-off",
            _("“%(program)s” needs a facilitator") % {"program": nomination.program.name},
            _("%(name)s has left the company. Their sessions have no facilitator now.")
            % {"name": nomination.person.name},
            page + CANDIDATES,
            _("See who could"),
            is_urgent=True,
        )
    for desk in desks_in_trouble()[:SHOWN]:
        yield Todo(
            "shield-off",
            _("Somebody must read quiet reports of “%(program)s”") % {"program": desk.program.name}
            if not desk.has_reader
            else _("Quiet reports of “%(program)s” have one reader less")
            % {"program": desk.program.name},
            _("%(name)s has left the company. Name somebody else.") % {"name": desk.gone.name}
            if desk.gone
            else _("Nobody who is named can read one today, so nobody can write one."),
            org_reverse(organization, "programs:report_desk", desk.program.id),
            _("Name a trusted person"),
        )
