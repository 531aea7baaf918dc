"""Adding a step to the set-up guide of a program, and leaving one out."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.steps import add_step, leave_step_out
from programs.rules.steps import STEP_NAMES, StepName
from programs.views.doors import editable_program, program_url


@require_POST
@hr_admin_required
def step_add(request: OrgRequest, program_id: UUID, step: str) -> HttpResponse:
    """Have the program need the step."""
    program, name = editable_program(request, program_id), _step_or_404(step)
    add_step(program, name, by=request.person)
    undo = org_reverse(request.organization, "programs:step_leave_out", program.id, name)
    flash(request, _("The step is in the set-up guide now."), undo_url=undo)
    return redirect(program_url(request, program))


@require_POST
@hr_admin_required
def step_leave_out(request: OrgRequest, program_id: UUID, step: str) -> HttpResponse:
    """Have the program not need the step."""
    program, name = editable_program(request, program_id), _step_or_404(step)
    leave_step_out(program, name, by=request.person)
    undo = org_reverse(request.organization, "programs:step_add", program.id, name)
    flash(request, _("The step is left out of the set-up guide."), undo_url=undo)
    return redirect(program_url(request, program))


def _step_or_404(step: str) -> StepName:
    found = next((name for name in STEP_NAMES if name == step), None)
    if found is None:
        raise Http404
    return found
