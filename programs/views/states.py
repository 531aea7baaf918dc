"""The verbs that take a program through its states."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.web.flash import flash
from programs.actions.programs import reopen_program, restore_program, start_program
from programs.errors import ProgramError
from programs.models import Program
from programs.views.doors import editable_program, program_url


@require_POST
@hr_admin_required
def start(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Say that the program has begun."""
    program = editable_program(request, program_id)
    return _change(request, program, start_program, _("The program is running."))


@require_POST
@hr_admin_required
def reopen(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Take back that the program was finished."""
    program = editable_program(request, program_id)
    act = partial(reopen_program, now=timezone.now())
    return _change(request, program, act, _("The program goes on."))


@require_POST
@hr_admin_required
def restore(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Bring the program back from the archive."""
    program = editable_program(request, program_id)
    return _change(request, program, restore_program, _("The program is back."))


def _change(
    request: OrgRequest, program: Program, act: Callable[..., Program], done: str
) -> HttpResponse:
    try:
        act(program, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, done)
    return redirect(program_url(request, program))
