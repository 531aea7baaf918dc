"""Sessions as a calendar: a month or a week."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from peerlearn.people.http import OrgRequest
from programs.queries import programs_visible_to
from sessions.calendar_forms import OWN, CalendarForm
from sessions.models import LearningSession
from sessions.permissions import may_schedule
from sessions.queries.calendar import days_of, span_of
from sessions.queries.learning_sessions import concerning, found, sessions_visible_to
from sessions.rules.weeks import WEEK, month_after, month_before, week_of, weeks_of_month

MONTH, WEEK_VIEW = "month", "week"
# In a cell of the month; all of a day stand in its week.
SHOWN = {MONTH: 4, WEEK_VIEW: 60}
FIRST_YEAR, LAST_YEAR = 2000, 2100


@require_safe
def show_calendar(request: OrgRequest) -> HttpResponse:
    """A month or a week of sessions, and of one's own meetings."""
    programs = programs_visible_to(request.person, request.membership)
    today = timezone.localdate()
    form = CalendarForm(request.GET, programs=programs)
    chosen = form.cleaned_data if form.is_valid() else {}
    day, view = _day(request, today), _view(request)
    weeks = [week_of(day)] if view == WEEK_VIEW else weeks_of_month(day)
    sessions = sessions_visible_to(request.person, request.membership)
    program, is_own = chosen.get("program"), chosen.get("whose") == OWN
    if is_own:
        sessions = concerning(sessions, request.person)
    sessions = found(sessions, words="", program_id=program and program.pk)
    held = days_of(
        request.person,
        sessions,
        [day for week in weeks for day in week],
        timezone.get_current_timezone(),
        most=SHOWN[view],
        with_meetings=program is None,
    )
    is_full = any(day.entries for day in held.values())
    context = {
        "view": view,
        "day": day,
        "today": today,
        "first": weeks[0][0],
        "last": weeks[-1][-1],
        "weeks": [[held[day] for day in week] for week in weeks],
        "next_day": None if is_full else _next_day(sessions, weeks[-1][-1]),
        "is_empty": not is_full,
        "is_filtered": bool(program or is_own),
        "filters": form,
        "may_schedule": may_schedule(request.membership),
        **_steps(day, view),
    }
    return render(request, "sessions/calendar.html", context)


def _next_day(sessions: QuerySet[LearningSession], last: date) -> date | None:
    """The day of the first session after a day."""
    _since, until = span_of([last], timezone.get_current_timezone())
    coming = sessions.filter(starts_at__gt=until).order_by("starts_at", "id").first()
    return timezone.localdate(coming.starts_at) if coming else None


def _day(request: OrgRequest, today: date) -> date:
    """The day in the address, where it is one that a calendar can show; else today."""
    try:
        day = parse_date(request.GET.get("on", ""))
    except ValueError:
        day = None
    return day if day is not None and FIRST_YEAR <= day.year < LAST_YEAR else today


def _view(request: OrgRequest) -> str:
    return WEEK_VIEW if request.GET.get("view") == WEEK_VIEW else MONTH


def _steps(day: date, view: str) -> dict[str, Any]:
    """Where Back and Next lead."""
    if view == WEEK_VIEW:
        return {"before": day - WEEK, "after": day + WEEK}
    return {"before": month_before(day), "after": month_after(day)}
