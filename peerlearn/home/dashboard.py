"""The home page: what waits, the reader's pairs and sessions, and for HR admins the programs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
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
from peerlearn.people.http import OrgRequest
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from programs.models import Program
from programs.queries import enrolled_programs, programs_facilitated_by
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
    reading = reading_of(request.person)
    context = {
        "todos": todos_of(request, reading=reading, now=now),
        "reads_reports": reading.all > 0,
        "matches": my_matches(request.person, now=now),
        "circles": list(circles_of_person(request.person).order_by("program__name", "id")),
        "cards": next_cards(request.person, request.membership, now=now),
        "facilitates": programs_facilitated_by(request.person).exists(),
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
    drafts = drafts_ahead(now=now).count()
    figures = _figures(request, drafts, now=now)
    # Nobody but the reader: a session would have nobody to come to it.
    return {"drafts": drafts, "figures": figures, "is_alone": figures[0].value <= 1}


def _figures(request: OrgRequest, drafts: int, *, now: datetime) -> list[Figure]:
    organization = request.organization
    people = Person.objects.filter(state=Person.State.ACTIVE).aggregate(
        all=Count("pk"), unreachable=Count("pk", filter=Q(email__isnull=True))
    )
    sessions = LearningSession.objects.aggregate(
        coming=Count("pk", filter=Q(starts_at__gt=now, state=LearningSession.State.PUBLISHED)),
        held=Count("pk", filter=Q(state=LearningSession.State.FINISHED)),
    )
    pairs = Match.objects.filter(state=Match.State.ACTIVE).count()
    return [
        Figure(
            _("People"),
            people["all"],
            _("%(count)s without an e-mail address") % {"count": people["unreachable"]}
            if people["unreachable"]
            else "",
            org_reverse(organization, "people:list"),
        ),
        Figure(_("Active pairs"), pairs, "", org_reverse(organization, "matching:index")),
        Figure(
            _("Sessions ahead"),
            sessions["coming"],
            _held_and_drafted(sessions["held"], drafts),
            org_reverse(organization, "sessions:list"),
        ),
    ]


def _held_and_drafted(held: int, drafts: int) -> str:
    said = _("%(count)s held") % {"count": held}
    if not drafts:
        return said
    drafted = ngettext("%(count)s draft", "%(count)s drafts", drafts) % {"count": drafts}
    return f"{said} · {drafted}"
