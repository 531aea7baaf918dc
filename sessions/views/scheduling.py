"""Planning, changing and calling off sessions: for HR admins."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from peerlearn.audit.queries import last_editor
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.queries.naming import people_like, written
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError, ProgramOverError
from sessions.actions.contents import copy_contents
from sessions.actions.plans import Plan, PlanRefusedError
from sessions.actions.scheduling import (
    SessionOverError,
    cancel_session,
    change_session,
    must_take_changes,
    schedule_session,
)
from sessions.actions.seats import lock
from sessions.actions.series_changes import cancel_series
from sessions.edit_forms import SeenSessionForm, typed_from
from sessions.forms import CancelForm, SessionForm
from sessions.models import LearningSession
from sessions.queries.bookings import confirmed_bookings
from sessions.queries.rule_series import concerned, seen_of, still_to_come
from sessions.queries.waitlist import line_of
from sessions.rules.series_changes import AGENDA, MATERIALS, ONE, SCOPES
from sessions.series_forms import CancelScopeForm
from sessions.views.doors import session_or_404
from sessions.views.planning_form import (
    asks_first,
    choose_program,
    copied,
    crumbs_below,
    form_page,
    original_of,
    program_of,
    to_session,
)
from sessions.views.room_choice import typed_or_taken
from sessions.views.rule_series import told_words
from sessions.views.sent_twice import sent_as
from sessions.views.series_scope import Choice, ask_scope


@require_http_methods(["GET", "POST"])
@hr_admin_required
def create_session(request: OrgRequest) -> HttpResponse:
    """Plan a session of the program in the address; `copy` fills the form from another one."""
    program = program_of(request)
    if program is None:
        return choose_program(request)
    sent = sent_as(request, LearningSession)
    if sent.before:
        return to_session(request, sent.before)
    zone = timezone.get_current_timezone_name()
    form = SessionForm(
        typed_or_taken(request), program=program, zone=zone, initial=copied(request, zone)
    )
    made = _carried_out(
        form, lambda plan: schedule_session(program, plan, by=request.person, as_id=sent.id)
    )
    if made:
        if original := original_of(request):
            copy_contents(made, original, parts=(AGENDA, MATERIALS))
        flash(request, _("“%(title)s” is scheduled.") % {"title": made.title})
        return to_session(request, made)
    crumbs = [(_("Sessions"), org_reverse(request.organization, "sessions:list"))]
    return form_page(request, form, program, crumbs=crumbs, sent_as=sent.id)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def edit_session(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Change a session, on the clocks of the zone that it was planned in."""
    planned = _planned(request, session_id)
    try:
        must_take_changes(planned)  # nobody types what can't be saved
    except ProgramOverError as refusal:
        flash(request, str(refusal), level="warning")
        return to_session(request, planned)
    zone = planned.time_zone
    form = SeenSessionForm(
        typed_or_taken(request),
        program=planned.program,
        zone=zone,
        was=planned,
        initial=typed_from(planned, zone=zone, start=planned.starts_at),
    )
    if planned.repeats_id and form.is_bound and form.is_valid() and not asks_first(form):
        return ask_scope(request, planned, form)
    changed = _carried_out(form, lambda plan: change_session(planned, plan, by=request.person))
    if changed:
        flash(request, _said_of_change(planned, changed))
        return to_session(request, changed)
    return form_page(
        request,
        form,
        planned.program,
        learning_session=planned,
        crumbs=crumbs_below(request, planned),
        seen_series=_seen_series(request, planned),
        saved_by=last_editor("learning_session", planned.id) if form.conflict else "",
    )


def _planned(request: OrgRequest, session_id: UUID) -> LearningSession:
    """The session; what is sent meets it as it is, locked: nobody saves in between."""
    found = session_or_404(request, session_id)
    if request.method != "POST":
        return found
    lock(found)
    return session_or_404(request, session_id)


def _seen_series(request: OrgRequest, planned: LearningSession) -> str:
    """What its series looks like, as it was when the form was opened."""
    if planned.repeats_id is None:
        return ""
    return request.POST.get("seen_series") or seen_of(planned, now=timezone.now())


@require_http_methods(["GET", "POST"])
@hr_admin_required
def cancel(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Ask why a session is called off, and say who will be told; then do it."""
    learning_session = session_or_404(request, session_id)
    form = _cancel_form(request, learning_session)
    if request.method == "POST" and form.is_valid():
        try:
            words = _called_off(request, learning_session, form)
        except (SessionOverError, ProgramError) as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, words)
            return to_session(request, learning_session)
    context = {
        "form": form,
        "learning_session": learning_session,
        "crumbs": crumbs_below(request, learning_session),
        "bookings": confirmed_bookings(learning_session),
        "line": line_of(learning_session),
        "choices": _cancel_choices(learning_session),
        "chosen": form["scope"].value() if "scope" in form.fields else "",
    }
    return render(request, "sessions/cancel.html", context, status=422 if form.errors else 200)


def _cancel_form(request: OrgRequest, learning_session: LearningSession) -> CancelForm:
    if learning_session.repeats_id is None:
        return CancelForm(request.POST or None)
    # A link or a script that knows nothing of series means this one.
    typed = {"scope": ONE, **request.POST.dict()} if request.method == "POST" else None
    seen = seen_of(learning_session, now=timezone.now())
    return CancelScopeForm(typed, initial={"seen_series": seen})


def _called_off(request: OrgRequest, learning_session: LearningSession, form: CancelForm) -> str:
    """Call off what was chosen, and say what was done."""
    said = form.cleaned_data
    if said.get("scope", ONE) == ONE:
        cancel_session(learning_session, by=request.person, reason=said["reason"])
        return _("The session is cancelled. Everybody concerned gets a mail.")
    done = cancel_series(
        learning_session,
        scope=said["scope"],
        reason=said["reason"],
        seen=said["seen_series"] or None,
        by=request.person,
        now=timezone.now(),
    )
    count = len(done.sessions)
    words = ngettext("%(count)d session is cancelled.", "%(count)d sessions are cancelled.", count)
    return f"{words % {'count': count}} {told_words(done.told)}"


def _cancel_choices(learning_session: LearningSession) -> list[Choice]:
    """What each answer calls off, for a session of a series."""
    if learning_session.repeats_id is None:
        return []
    choices = []
    for value, label in SCOPES.items():
        held = list(still_to_come(learning_session, value, now=timezone.now()))
        choices.append(Choice(value, label, len(held), concerned(held).people))
    return choices


@require_safe
@hr_admin_required
def find_presenters(request: OrgRequest) -> HttpResponse:
    """Options for the presenter's field while somebody types."""
    names = [written(person) for person in people_like(request.GET.get("presenter", ""))]
    return render(request, "components/name_options.html", {"names": names})


def _carried_out(
    form: SessionForm, carry_out: Callable[[Plan], LearningSession]
) -> LearningSession | None:
    """What became of a plan; None when it wasn't sent, or was refused: the form says why."""
    if not form.is_bound or not form.is_valid():
        return None
    if asks_first(form):
        return None
    try:
        return carry_out(form.plan())
    except PlanRefusedError as refusal:
        form.add_problems(refusal.problems)
    except (SessionOverError, ProgramOverError) as refusal:
        form.add_error(None, str(refusal))
    return None


def _said_of_change(planned: LearningSession, changed: LearningSession) -> str:
    if changed.sequence == planned.sequence or not changed.booked:
        return _("The session is saved.")
    return ngettext(
        "The session is saved. %(count)s person gets a mail with the change.",
        "The session is saved. %(count)s people get a mail with the change.",
        changed.booked,
    ) % {"count": changed.booked}
