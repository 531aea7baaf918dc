"""Adding a step to the set-up guide of a program, and leaving one out."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.steps import add_step, leave_step_out
from programs.errors import ProgramError
from programs.models import Program
from programs.rules.steps import STEP_NAMES, StepName
from programs.views.doors import editable_program, program_url


@require_POST
@hr_admin_required
def step_add(request: OrgRequest, program_id: UUID, step: str) -> HttpResponse:
    """Have the program need the step."""
    said = _("The step is in the set-up guide now.")
    return _change(request, program_id, step, add_step, said, "programs:step_leave_out")


@require_POST
@hr_admin_required
def step_leave_out(request: OrgRequest, program_id: UUID, step: str) -> HttpResponse:
    """Have the program not need the step."""
    said = _("The step is left out of the set-up guide.")
    return _change(request, program_id, step, leave_step_out, said, "programs:step_add")


def _change(
    request: OrgRequest,
    program_id: UUID,
    step: str,
    act: Callable[..., Program],
    said: str,
    way_back: str,
) -> HttpResponse:
    program, name = editable_program(request, program_id), step_or_404(step)
    try:
        act(program, name, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        undo = org_reverse(request.organization, way_back, program.id, name)
        flash(request, said, undo_url=undo)
    return redirect(program_url(request, program))


def step_or_404(step: str) -> StepName:
    """A step by its name."""
    found = next((name for name in STEP_NAMES if name == step), None)
    if found is None:
        raise Http404
    return found
