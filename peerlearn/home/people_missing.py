"""What waits for HR because somebody on whom a program counts is missing."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from peerlearn.home.todo import Todo
from peerlearn.people.models import Person
from peerlearn.tenancy.models import Organization
from peerlearn.tenancy.urls import org_reverse
from programs.leaving_mails import CANDIDATES
from programs.models import Program
from programs.queries.leaving import desks_in_trouble, facilitators_lost
from sessions.queries.leaving import presenters_lost

SHOWN = 3


def people_missing(organization: Organization, *, now: datetime) -> Iterator[Todo]:
    """Facilitators and presenters who have left, and quiet reports that nobody reads."""
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
    for lost in presenters_lost(now=now)[:SHOWN]:
        gone = lost.presenter.name if lost.presenter else ""
        yield Todo(
            "user-off",
            _("“%(title)s” needs a presenter") % {"title": lost.title},
            _("%(name)s has left the company. Choose somebody else, or cancel the session.")
            % {"name": gone},
            org_reverse(organization, "sessions:edit", lost.id),
            _("Choose a presenter"),
        )
    for desk in desks_in_trouble()[:SHOWN]:
        if desk.awaited and not desk.has_reader and not desk.gone:
            yield _reader_awaited(organization, desk.program, desk.awaited)
            continue
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


def _reader_awaited(organization: Organization, program: Program, person: Person) -> Todo:
    return Todo(
        "hourglass",
        _("%(name)s hasn't said yet whether to read quiet reports of “%(program)s”")
        % {"name": person.display_name, "program": program.name},
        _("Until then nobody can write one. Remind them yourself, or name somebody else."),
        org_reverse(organization, "programs:report_desk", program.id),
        _("See who is asked"),
    )
