"""The list of sessions and the page of one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.paging import LongPaginator
from programs.queries import programs_visible_to
from programs.queries.facilitators import standing_nominations
from sessions.actions.contents import may_be_saved
from sessions.forms import FilterForm
from sessions.permissions import may_prepare, may_run, may_schedule, may_tend_line
from sessions.queries.booking_for import has_reports
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.cards import card, cards
from sessions.queries.contents import agenda_of, materials_for
from sessions.queries.learning_sessions import (
    concerning,
    found,
    past,
    sessions_visible_to,
    upcoming,
)
from sessions.queries.lunch import own_lunch
from sessions.queries.neutrality import doubts_about_facilitator
from sessions.queries.own_line import own_line
from sessions.queries.waitlist import line_of
from sessions.rules.series_changes import AGENDA, MATERIALS
from sessions.views.doors import session_or_404

PER_PAGE = 12
TABS = ("upcoming", "mine", "past")


@require_safe
def list_sessions(request: OrgRequest) -> HttpResponse:
    """Sessions by tab, search and program, all in the address."""
    now, tab = timezone.now(), request.GET.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    programs = programs_visible_to(request.person, request.membership)
    filters = FilterForm(request.GET, programs=programs)
    sought = filters.cleaned_data if filters.is_valid() else {}
    sessions = sessions_visible_to(request.person, request.membership)
    sessions = past(sessions, now=now) if tab == "past" else upcoming(sessions, now=now)
    if tab == "mine":
        sessions = concerning(sessions, request.person)
    program = sought.get("program")
    sessions = found(sessions, words=sought.get("q", ""), program_id=program and program.pk)
    page = LongPaginator(sessions, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "tabs": [(name, _tab_label(name)) for name in TABS],
        "filters": filters,
        "is_filtered": bool(sought.get("q") or program),
        "program": program,
        "page": page,
        "cards": cards(request.person, page, now=now),
        "may_schedule": may_schedule(request.membership),
    }
    return render(request, "sessions/list.html", context)


def _tab_label(name: str) -> str:
    return {"upcoming": _("Upcoming"), "mine": _("Mine"), "past": _("Past")}[name]


@require_safe
def show_session(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """One session: what, when, where, one's own seat; for those who run it, who comes."""
    learning_session = session_or_404(request, session_id)
    may_plan = may_schedule(request.membership)
    sees_people = may_plan or learning_session.is_led_by(request.person)
    bookings = list(confirmed_bookings(learning_session)) if sees_people else []
    may_change = may_plan and (learning_session.is_on or learning_session.is_draft)
    lacks_one = may_change and learning_session.facilitator_id is None
    now = timezone.now()
    own = card(request.person, learning_session, now=now)
    prepares = may_prepare(request.person, request.membership, learning_session)
    context = {
        "card": own,
        "agenda": agenda_of(learning_session),
        "materials": materials_for(request.person, learning_session, prepares=prepares, now=now),
        "may_prepare": prepares,
        "lunch": own_lunch(request.person, learning_session, own.booking),
        "may_save_agenda": may_be_saved(learning_session, AGENDA),
        "may_save_materials": may_be_saved(learning_session, MATERIALS),
        "own_line": own_line(request.person, own, now=now),
        "may_tend_line": may_tend_line(request.person, request.membership, learning_session),
        "may_book_for": learning_session.is_on
        and now < learning_session.starts_at
        and (sees_people or has_reports(request.person)),
        "learning_session": learning_session,
        "crumbs": [(_("Sessions"), org_reverse(request.organization, "sessions:list"))],
        "may_schedule": may_plan,
        "may_change": may_change,
        "asked": standing_nominations(learning_session.program) if lacks_one else [],
        "may_publish": may_plan and learning_session.is_draft,
        "may_run": may_run(request.person, request.membership, learning_session),
        "sees_people": sees_people,
        "bookings": bookings,
        "line": line_of(learning_session) if sees_people else [],
        "doubts": doubts_about_facilitator(learning_session, bookings) if may_plan else [],
    }
    return render(request, "sessions/detail.html", context)
