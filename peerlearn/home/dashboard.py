"""The home page: what waits, the reader's pairs and sessions, and for HR admins the programs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matching.models import Match
from matching.queries.circles import circles_of_person
from matching.queries.my_matches import my_matches
from peerlearn.home.todos import todos_of
from peerlearn.home.waiting import what_waits
from peerlearn.people.http import OrgRequest
from peerlearn.people.models import Person
from peerlearn.tenancy.together import read_together
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.queries import enrolled_programs
from programs.queries.programs import with_people_count
from programs.queries.report_readers import reading_of
from sessions.models import LearningSession
from sessions.queries.drafts import drafts_ahead
from sessions.queries.learning_sessions import next_cards

PROGRAMS_SHOWN = 6


@dataclass(frozen=True)
class Figure:
    """A number of the organization, and where it comes from."""

    label: str
    value: int
    note: str
    href: str


@require_safe
def dashboard(request: OrgRequest) -> HttpResponse:
    """What is next for the reader, in their role."""
    now = timezone.now()
    is_hr_admin = request.membership.is_hr_admin
    reading, waiting = reading_of(request.person), what_waits(request.person, now=now)
    context = {
        "todos": todos_of(request, waiting, reading=reading, now=now),
        "reads_reports": reading.all > 0,
        "matches": my_matches(request.person, now=now),
        "circles": list(circles_of_person(request.person).order_by("program__name", "id")),
        "cards": next_cards(request.person, request.membership, now=now),
        "facilitates": waiting.facilitates,
        "is_hr_admin": is_hr_admin,
        "given_name": request.person.name.split()[0],
        **_programs(request),
        **(_of_hr(request, now=now) if is_hr_admin else {}),
    }
    return render(request, "home/dashboard.html", context)


def _programs(request: OrgRequest) -> dict[str, Any]:
    programs = (
        Program.objects.all()
        if request.membership.is_hr_admin
        else enrolled_programs(request.person)
    ).exclude(state__in=(Program.State.ARCHIVED, Program.State.FINISHED))
    return {"programs": list(with_people_count(programs)[:PROGRAMS_SHOWN])}


def _of_hr(request: OrgRequest, *, now: datetime) -> dict[str, Any]:
    counts = _counts(now=now)
    drafts, figures = counts["drafts"], _figures(request, counts)
    # Nobody but the reader: a session would have nobody to come to it.
    return {"drafts": drafts, "figures": figures, "is_alone": figures[0].value <= 1}


def _counts(*, now: datetime) -> dict[str, int]:
    """People, pairs and sessions of the organization, in one statement."""
    coming = Q(starts_at__gt=now, state=LearningSession.State.PUBLISHED)
    held = Q(state=LearningSession.State.FINISHED)
    rows = read_together(
        people=_one_row(Person.objects.filter(state=Person.State.ACTIVE)).annotate(
            people=Count("pk"), unreachable=Count("pk", filter=Q(email__isnull=True))
        ),
        sessions=_one_row(LearningSession.objects.all()).annotate(
            coming=Count("pk", filter=coming), held=Count("pk", filter=held)
        ),
        drafts=_one_row(drafts_ahead(now=now)).annotate(drafts=Count("pk")),
        pairs=_one_row(Match.objects.filter(state=Match.State.ACTIVE)).annotate(pairs=Count("pk")),
    )
    none = dict.fromkeys(("people", "unreachable", "coming", "held", "drafts", "pairs"), 0)
    return none | {
        name: row[name] for some in rows.values() for row in some for name in row.keys() & none
    }


def _one_row(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    """For sums over all of them; no row where there is nothing to sum."""
    return rows.order_by().values("organization_id")


def _figures(request: OrgRequest, counts: dict[str, int]) -> list[Figure]:
    organization = request.organization
    return [
        Figure(
            _("People"),
            counts["people"],
            _("%(count)s without an e-mail address") % {"count": counts["unreachable"]}
            if counts["unreachable"]
            else "",
            org_reverse(organization, "people:list"),
        ),
        Figure(_("Active pairs"), counts["pairs"], "", org_reverse(organization, "matching:index")),
        Figure(
            _("Sessions ahead"),
            counts["coming"],
            _held_and_drafted(counts["held"], counts["drafts"]),
            org_reverse(organization, "sessions:list"),
        ),
    ]


def _held_and_drafted(held: int, drafts: int) -> str:
    said = _("%(count)s held") % {"count": held}
    if not drafts:
        return said
    drafted = ngettext("%(count)s draft", "%(count)s drafts", drafts) % {"count": drafts}
    return f"{said} · {drafted}"
