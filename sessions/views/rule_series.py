"""Planning a series of sessions, seeing all of its dates, and undoing a change of several."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.shortcuts import render as render_page
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.seen import fingerprint
from programs.errors import ProgramError, ProgramOverError
from sessions.actions.plans import PlanRefusedError
from sessions.actions.rule_series import Date, SeriesRefusedError, dates_of, schedule_series
from sessions.actions.series_undo import undo_change
from sessions.models import SeriesChange, SessionSeries
from sessions.queries.rule_series import occurrences, series_visible_to
from sessions.rules.recurrence import BadRuleError, read_rule
from sessions.rules.series_changes import PART_NAMES, parts_of
from sessions.series_forms import SeriesForm
from sessions.views.planning_form import asks_first, choose_program, copied, form_page, program_of
from sessions.views.room_choice import typed_or_taken
from sessions.views.sent_twice import sent_as

SAVE = "save"


@require_http_methods(["GET", "POST"])
@hr_admin_required
def create_series(request: OrgRequest) -> HttpResponse:
    """Plan a series: the form, then its dates, then all of them at once."""
    program = program_of(request)
    if program is None:
        return choose_program(request, page="sessions:create_series")
    sent = sent_as(request, SessionSeries)
    if sent.before:
        return redirect(org_reverse(request.organization, "sessions:series", sent.before.id))
    zone = timezone.get_current_timezone_name()
    form = SeriesForm(
        typed_or_taken(request), program=program, zone=zone, initial=copied(request, zone)
    )
    dates: list[Date] = []
    if form.is_bound and form.is_valid() and not asks_first(form):
        dates = _dates(form)
        if (
            dates
            and _is_meant(request, dates)
            and (made := _carried_out(request, form, as_id=sent.id))
        ):
            planned = occurrences(made).count()
            words = ngettext(
                "%(count)d session is planned.", "%(count)d sessions are planned.", planned
            )
            flash(request, words % {"count": planned})
            return redirect(org_reverse(request.organization, "sessions:series", made.id))
    return form_page(
        request,
        form,
        program,
        template="sessions/series_form.html",
        crumbs=_crumbs(request),
        dates=dates,
        planned=sum(one.can_be for one in dates),
        seen=_seen(dates),
        left_out=_left_out(request),
        sent_as=sent.id,
    )


def _dates(form: SeriesForm) -> list[Date]:
    try:
        return dates_of(form.program, form.cleaned_data["rule"], form.plan(), now=timezone.now())
    except BadRuleError as error:
        form.add_rule_error(error)
    except PlanRefusedError as refusal:
        form.add_problems(refusal.problems)
    return []


def _is_meant(request: OrgRequest, dates: Sequence[Date]) -> bool:
    """Whether these dates were seen, and said yes to."""
    meant = request.POST.get("step") == SAVE
    return meant and request.POST.get("seen_dates") == _seen(dates)


def _seen(dates: Sequence[Date]) -> str:
    """Another one as soon as a date is, or can't be any more."""
    return fingerprint(
        {
            one.occasion.starts_at.isoformat(): str(one.problem or one.occasion.closed)
            for one in dates
        }
    )


def _carried_out(request: OrgRequest, form: SeriesForm, *, as_id: UUID) -> SessionSeries | None:
    try:
        return schedule_series(
            form.program,
            form.cleaned_data["rule"],
            form.plan(),
            left_out=_left_out(request),
            by=request.person,
            now=timezone.now(),
            as_id=as_id,
        )
    except BadRuleError as error:
        form.add_rule_error(error)
    except SeriesRefusedError as refusal:
        form.add_error(
            None,
            _("Leave these dates out, or choose otherwise: %(dates)s") % {"dates": str(refusal)},
        )
    except PlanRefusedError as refusal:
        form.add_problems(refusal.problems)
    except ProgramOverError as refusal:
        form.add_error(None, str(refusal))
    return None


def _left_out(request: OrgRequest) -> set[date]:
    days = set()
    for text in request.POST.getlist("left_out"):
        try:
            days.add(date.fromisoformat(text))
        except ValueError:
            continue
    return days


@require_safe
@hr_admin_required
def show_series(request: OrgRequest, series_id: UUID) -> HttpResponse:
    """All dates of a series, with what was changed for one alone, and what for several."""
    series = _series_or_404(request, series_id)
    sessions = list(occurrences(series))
    rows = [{"session": one, "own": part_words(one.own_changes)} for one in sessions]
    changes = series.changes.select_related("by")[:10]
    context: dict[str, Any] = {
        "series": series,
        "title": sessions[0].title if sessions else _("Series"),
        "words": read_rule(series.rule).words(),
        "zone": ZoneInfo(series.time_zone).key,
        "left_out": [date.fromisoformat(day) for day in series.left_out],
        "rows": rows,
        "changes": [
            {"change": one, "what": part_words(parts_of(one.changed)), "count": len(one.before)}
            for one in changes
        ],
        "crumbs": _crumbs(request),
    }
    return render_page(request, "sessions/series.html", context)


@require_POST
@hr_admin_required
def undo(request: OrgRequest, change_id: UUID) -> HttpResponse:
    """Take a change of several sessions back."""
    series = series_visible_to(request.person, request.membership)
    change = get_object_or_404(SeriesChange.objects.filter(series__in=series), pk=change_id)
    try:
        done = undo_change(change, by=request.person, now=timezone.now())
    except (ProgramError, PlanRefusedError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        words = ngettext(
            "%(count)d session is as it was.",
            "%(count)d sessions are as they were.",
            len(done.sessions),
        )
        flash(request, f"{words % {'count': len(done.sessions)}} {told_words(done.told)}")
    return redirect(org_reverse(request.organization, "sessions:series", change.series_id))


def told_words(told: int) -> str:
    """How many people a change was told to."""
    if not told:
        return _("Nobody had to be told.")
    return ngettext(
        "%(count)d person gets one mail.", "%(count)d people get one mail each.", told
    ) % {"count": told}


def part_words(parts: Any) -> str:
    """Parts of a plan in words."""
    return ", ".join(str(PART_NAMES[part]) for part in sorted(parts))


def _series_or_404(request: OrgRequest, series_id: UUID) -> SessionSeries:
    found: SessionSeries = get_object_or_404(
        series_visible_to(request.person, request.membership), pk=series_id
    )
    return found


def _crumbs(request: OrgRequest) -> list[tuple[str, str]]:
    return [(_("Sessions"), org_reverse(request.organization, "sessions:list"))]
