"""Planning, changing and calling off sessions: for HR admins."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramOverError
from programs.models import Program
from programs.queries import accepted_facilitators, programs_visible_to
from programs.queries.load import load_of_person
from programs.rules.load import HOURS, PRESENTING, warning
from sessions.actions.plans import Plan, PlanRefusedError
from sessions.actions.scheduling import (
    SessionOverError,
    cancel_session,
    change_session,
    schedule_session,
)
from sessions.forms import CancelForm, SessionForm, typed_from
from sessions.models import LearningSession, MeetingRoom
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.presenters import people_like, written
from sessions.queries.waitlist import line_of
from sessions.views.doors import session_or_404
from sessions.views.room_choice import typed_or_taken, ways_of

WEEK = timedelta(days=7)
BEGUN = ("title", "description")


@require_http_methods(["GET", "POST"])
@hr_admin_required
def create_session(request: OrgRequest) -> HttpResponse:
    """Plan a session of the program in the address; `copy` fills the form from another one."""
    program = _program_of(request)
    if program is None:
        return _choose_program(request)
    zone = timezone.get_current_timezone_name()
    form = SessionForm(
        typed_or_taken(request), program=program, zone=zone, initial=_copied(request, zone)
    )
    made = _carried_out(form, lambda plan: schedule_session(program, plan, by=request.person))
    if made:
        flash(request, _("“%(title)s” is scheduled.") % {"title": made.title})
        return _to_session(request, made)
    crumbs = [(_("Sessions"), org_reverse(request.organization, "sessions:list"))]
    return _form_page(request, form, program, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def edit_session(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Change a session, on the clocks of the zone that it was planned in."""
    planned = session_or_404(request, session_id)
    if planned.program.is_closed:  # nobody types what can't be saved
        flash(request, str(ProgramOverError()), level="warning")
        return _to_session(request, planned)
    zone = planned.time_zone
    form = SessionForm(
        typed_or_taken(request),
        program=planned.program,
        zone=zone,
        was=planned,
        initial=typed_from(planned, zone=zone, start=planned.starts_at),
    )
    changed = _carried_out(form, lambda plan: change_session(planned, plan, by=request.person))
    if changed:
        flash(request, _said_of_change(planned, changed))
        return _to_session(request, changed)
    crumbs = _crumbs_below(request, planned)
    return _form_page(request, form, planned.program, learning_session=planned, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def cancel(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Ask why a session is called off, and say who will be told; then do it."""
    learning_session = session_or_404(request, session_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(learning_session, by=request.person, reason=form.cleaned_data["reason"])
        except SessionOverError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("The session is cancelled. Everybody concerned gets a mail."))
            return _to_session(request, learning_session)
    context = {
        "form": form,
        "learning_session": learning_session,
        "crumbs": _crumbs_below(request, learning_session),
        "bookings": confirmed_bookings(learning_session),
        "line": line_of(learning_session),
    }
    return render(request, "sessions/cancel.html", context, status=422 if form.errors else 200)


@require_safe
@hr_admin_required
def find_presenters(request: OrgRequest) -> HttpResponse:
    """Options for the presenter's field while somebody types."""
    names = [written(person) for person in people_like(request.GET.get("presenter", ""))]
    return render(request, "sessions/_presenter_options.html", {"names": names})


def _carried_out(
    form: SessionForm, carry_out: Callable[[Plan], LearningSession]
) -> LearningSession | None:
    """What became of a plan; None when it wasn't sent, or was refused: the form says why."""
    if not form.is_bound or not form.is_valid():
        return None
    if _asks_first(form):
        return None
    try:
        return carry_out(form.plan())
    except PlanRefusedError as refusal:
        form.add_problems(refusal.problems)
    except (SessionOverError, ProgramOverError) as refusal:
        form.add_error(None, str(refusal))
    return None


def _asks_first(form: SessionForm) -> bool:
    """Whether a presenter who would give more than their limit must be confirmed first."""
    presenter = form.cleaned_data.get("presenter")
    if presenter is None or str(presenter.id) == form.data.get("load_seen"):
        return False
    if form.was is not None and form.was.presenter_id == presenter.id:
        return False
    load = load_of_person(presenter, now=timezone.now())
    said = warning(presenter.name, load, HOURS[PRESENTING])
    if said:
        form.add_error("presenter", _("%(said)s Save again to keep them.") % {"said": said})
        form.load_seen = str(presenter.id)
    return bool(said)


def _program_of(request: OrgRequest) -> Program | None:
    """The program in the address; without one, the only one that there is."""
    programs = programs_visible_to(request.person, request.membership).exclude(
        state__in=(Program.State.FINISHED, Program.State.ARCHIVED)
    )
    wanted = request.GET.get("program")
    if wanted:
        return get_object_or_404(programs, pk=_uuid_or_404(wanted))
    first_two = list(programs[:2])
    return first_two[0] if len(first_two) == 1 else None


def _choose_program(request: OrgRequest) -> HttpResponse:
    programs = programs_visible_to(request.person, request.membership).exclude(
        state__in=(Program.State.FINISHED, Program.State.ARCHIVED)
    )
    context = {
        "programs": programs,
        "begun": urlencode(_begun(request)),
        "crumbs": [(_("Sessions"), org_reverse(request.organization, "sessions:list"))],
    }
    return render(request, "sessions/choose_program.html", context)


def _begun(request: OrgRequest) -> dict[str, Any]:
    """What a link has filled in already, as "propose a session on this topic" does."""
    fields = SessionForm.base_fields
    return {
        name: request.GET[name][: getattr(fields[name], "max_length", None)]
        for name in BEGUN
        if name in request.GET
    }


def _copied(request: OrgRequest, zone: str) -> dict[str, Any]:
    """The fields of the session to copy, at the same time of day in one of the next weeks."""
    wanted = request.GET.get("copy")
    if not wanted:
        return _begun(request)
    original = session_or_404(request, _uuid_or_404(wanted))
    typed = typed_from(original, zone=zone, start=original.starts_at)
    today = timezone.localdate()
    typed["day"] += WEEK
    while typed["day"] <= today:
        typed["day"] += WEEK
    return typed


def _form_page(
    request: OrgRequest, form: SessionForm, program: Program, **context: Any
) -> HttpResponse:
    form.suggest_presenters_from(org_reverse(request.organization, "sessions:presenters"))
    context |= {
        "form": form,
        "program": program,
        "rooms": MeetingRoom.objects.all(),
        "ways": ways_of(form),
        "has_facilitators": accepted_facilitators(program).exists(),
    }
    return render(request, "sessions/form.html", context, status=422 if form.errors else 200)


def _said_of_change(planned: LearningSession, changed: LearningSession) -> str:
    if changed.sequence == planned.sequence or not changed.booked:
        return _("The session is saved.")
    return ngettext(
        "The session is saved. %(count)s person gets a mail with the change.",
        "The session is saved. %(count)s people get a mail with the change.",
        changed.booked,
    ) % {"count": changed.booked}


def _crumbs_below(request: OrgRequest, learning_session: LearningSession) -> list[tuple[str, str]]:
    organization = request.organization
    return [
        (_("Sessions"), org_reverse(organization, "sessions:list")),
        (learning_session.title, org_reverse(organization, "sessions:detail", learning_session.id)),
    ]


def _to_session(request: OrgRequest, learning_session: LearningSession) -> HttpResponse:
    return redirect(org_reverse(request.organization, "sessions:detail", learning_session.id))


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
