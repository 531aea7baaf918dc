"""An act on many people: how far it is, and taking it back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.batches import stayed_out
from programs.actions.long_acts import send_again, undo_many
from programs.errors import ProgramError
from programs.models import EnrollmentBatch, Program
from programs.queries.daily import SILENCE
from programs.queries.roles import role_of_program
from programs.rules import words
from programs.views.doors import back_or_to, crumbs_to, editable_program

State = EnrollmentBatch.State


@require_GET
@hr_admin_required
def act(request: OrgRequest, program_id: UUID, batch_id: UUID) -> HttpResponse:
    """How far an act on very many people is. The page may be closed and opened again."""
    program = editable_program(request, program_id)
    batch = get_object_or_404(EnrollmentBatch, program=program, id=batch_id)
    context = {
        "program": program,
        "batch": batch,
        "crumbs": crumbs_to(request, program),
        **_progress(program, batch),
    }
    is_part = request.htmx and not request.htmx.boosted
    template = "programs/act.html#act" if is_part else "programs/act.html"
    return render(request, template, context)


def _progress(program: Program, batch: EnrollmentBatch) -> dict[str, Any]:
    done = batch.total - batch.count if batch.state == State.UNDOING else batch.count
    silent_since = batch.worked_at or batch.created_at
    figure = ngettext("%(done)s of %(total)s person", "%(done)s of %(total)s people", batch.total)
    return {
        "done": done,
        "figure": figure % {"done": done, "total": batch.total},
        "is_running": batch.state in EnrollmentBatch.UNDER_WAY,
        "is_silent": timezone.now() - silent_since > SILENCE,
        "said": _said(program, batch),
    }


def _said(program: Program, batch: EnrollmentBatch) -> str:
    if not batch.role:
        return ""
    done = words.were_enrolled(role_of_program(program, batch.role), batch.count)
    return words.with_left_out(done, batch.left_out)


@require_POST
@hr_admin_required
def act_again(request: OrgRequest, program_id: UUID, batch_id: UUID) -> HttpResponse:
    """Wake a worker for an act that nobody works on any more."""
    program = editable_program(request, program_id)
    batch = get_object_or_404(EnrollmentBatch, program=program, id=batch_id)
    send_again(batch, now=timezone.now())
    return redirect(org_reverse(request.organization, "programs:act", program.id, batch.id))


@require_POST
@hr_admin_required
def batch_undo(request: OrgRequest, program_id: UUID, batch_id: UUID) -> HttpResponse:
    """Take back an act that enrolled, invited or withdrew people."""
    program = editable_program(request, program_id)
    batch = get_object_or_404(EnrollmentBatch, program=program, id=batch_id)
    try:
        batch = undo_many(batch, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
        return back_or_to(request, "programs:people", program)
    if batch.state == State.UNDOING:
        return redirect(org_reverse(request.organization, "programs:act", program.id, batch.id))
    flash(request, words.were_put_back(batch.act))
    if left := stayed_out(batch):
        flash(request, words.stayed_out(left), level="info")
    return back_or_to(request, "programs:people", program)
