"""Reminders and follow-ups of a program's sessions: planned by HR admins."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerlearn.notifications.texts import blocks_of
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramOverError
from programs.models import Program
from programs.queries import programs_visible_to
from sessions.actions.reminders import BadPlanError, PlanChangedError, change_plan
from sessions.models import LearningSession
from sessions.queries.reminders import in_force, latest_plans, seats_under, sessions_under
from sessions.reminder_forms import ReminderPlanForm
from sessions.reminder_previews import leavings, next_under, previews
from sessions.rules.reminding import PLACEHOLDERS, Step, step_name

ALL = "all"


@hr_admin_required
@require_safe
def overview(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Which messages go out for each kind of session."""
    program = _program(request, program_id)
    plans = latest_plans([program.id])
    rows = []
    for kind, label in _kinds():
        plan = in_force(plans, program.id, kind)
        rows.append(
            {
                "kind": kind or ALL,
                "label": label,
                "steps": [step_name(step) for step in plan.steps],
                "is_own": plan.kind == kind,
                "is_usual": plan.kind is None,
            }
        )
    context = {"program": program, "rows": rows, "crumbs": _crumbs(request, program)}
    return render(request, "sessions/reminders.html", context)


@hr_admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: OrgRequest, program_id: UUID, kind: str) -> HttpResponse:
    """Change a plan, or look at its messages first."""
    program, kind, label = _plan_of(request, program_id, kind)
    plans = latest_plans([program.id])
    plan, newest = in_force(plans, program.id, kind), plans.get((program.id, kind))
    version = newest.version if newest else 0
    form = ReminderPlanForm(request.POST or None, steps=plan.steps, version=version)
    shown: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            shown = _preview(request, program, kind, form)
        elif _saved(request, program, kind, form):
            return _to_overview(request, program)
    sessions = sessions_under(program.id, kind)
    example = next_under(sessions)
    planned = form.steps() if form.is_bound and not form.errors else plan.steps
    context = {
        "program": program,
        "form": form,
        "example": example,
        "leavings": leavings(planned, example, now=timezone.now()),
        "kind": kind or ALL,
        "label": label,
        "is_own": bool(newest and newest.steps is not None),
        "placeholders": [(f"{{{name}}}", about) for name, about in PLACEHOLDERS.items()],
        "previews": shown,
        "seats": seats_under(sessions),
        "crumbs": [
            *_crumbs(request, program),
            (_("Reminders"), org_reverse(request.organization, "sessions:reminders", program.id)),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "sessions/reminders_edit.html", context, status=status)


@require_POST
@hr_admin_required
def reset(request: OrgRequest, program_id: UUID, kind: str) -> HttpResponse:
    """Go back to what would hold without this plan."""
    program, kind, _label = _plan_of(request, program_id, kind)
    newest = latest_plans([program.id]).get((program.id, kind))
    if newest is not None and newest.steps is not None:
        _change(request, program, kind, None, seen=newest.version)
    return _to_overview(request, program)


def _saved(request: OrgRequest, program: Program, kind: str, form: ReminderPlanForm) -> bool:
    try:
        return _change(request, program, kind, form.steps(), seen=form.cleaned_data["seen"])
    except BadPlanError as refusal:
        form.say(refusal.problems)
    return False


def _change(
    request: OrgRequest, program: Program, kind: str, steps: list[Step] | None, *, seen: int
) -> bool:
    try:
        seats = change_plan(program, kind, steps, by=request.person, seen=seen)
    except (PlanChangedError, ProgramOverError) as refusal:
        flash(request, str(refusal), level="warning")
        return False
    said = ngettext(
        "The plan is saved; the reminders of %(count)d seat are written anew.",
        "The plan is saved; the reminders of %(count)d seats are written anew.",
        seats,
    )
    flash(request, said % {"count": seats})
    return True


def _preview(
    request: OrgRequest, program: Program, kind: str, form: ReminderPlanForm
) -> list[dict[str, Any]]:
    try:
        found = previews(program, kind, form.steps(), reader=request.person)
    except BadPlanError as refusal:
        form.say(refusal.problems)
        return []
    return [
        {"name": step_name(step), "subject": words.subject, "blocks": blocks_of(words.body)}
        for step, words in found
    ]


def _kinds() -> list[tuple[str, str]]:
    own = [(kind.value, str(kind.label)) for kind in LearningSession.Kind]
    return [("", _("All kinds")), *own]


def _program(request: OrgRequest, program_id: UUID) -> Program:
    visible = programs_visible_to(request.person, request.membership)
    return get_object_or_404(visible, pk=program_id)


def _plan_of(request: OrgRequest, program_id: UUID, kind: str) -> tuple[Program, str, str]:
    wanted = "" if kind == ALL else kind
    labels = dict(_kinds())
    if wanted not in labels:
        raise Http404
    return _program(request, program_id), wanted, labels[wanted]


def _crumbs(request: OrgRequest, program: Program) -> list[tuple[str, str]]:
    return [(program.name, org_reverse(request.organization, "home:program", program.id))]


def _to_overview(request: OrgRequest, program: Program) -> HttpResponse:
    return redirect(org_reverse(request.organization, "sessions:reminders", program.id))
