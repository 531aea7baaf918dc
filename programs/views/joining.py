"""What people do themselves: apply, join, pause, come back and leave."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.joining import (
    apply_for,
    join_or_wait,
    leave_program,
    pause_enrollment,
    resume_enrollment,
    take_back_application,
    undo_leaving,
)
from programs.errors import ProgramError
from programs.forms.joining import ApplyForm, LeaveForm, PauseForm
from programs.models import Enrollment
from programs.queries.joining import Chance, chance_of, enrollments_visible_to, others_at_once
from programs.queries.roles import role_of_program
from programs.rules.moves import may_move
from programs.rules.roles import hours_in_words
from programs.views.doors import Crumbs


def joining(request: OrgRequest, program_id: UUID, role: str) -> HttpResponse:
    """What a role asks, and the button to join or to apply."""
    today = timezone.localdate()
    chance = chance_of(request.person, program_id, role, today=today)
    if chance is None:
        return _already_in(request, program_id, role)
    form = ApplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _come_in(request, chance, form.cleaned_data["words"])
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
    context = {
        "chance": chance,
        "program": chance.program,
        "form": form,
        "hours": hours_in_words(chance.facts.hours),
        "joins": chance.facts.is_open and not chance.is_full,
        "others": others_at_once(request.person, chance.program, role),
        "crumbs": _crumbs(request),
    }
    return render(request, "programs/joining.html", context, status=422 if form.errors else 200)


def _already_in(request: OrgRequest, program_id: UUID, role: str) -> HttpResponse:
    """Who pressed twice is where they wanted to be; for others there is nothing."""
    mine = enrollments_visible_to(request.person).filter(program_id=program_id, role=role)
    if not mine.exclude(state=Enrollment.State.WITHDRAWN).exists():
        raise Http404
    return _to_mine(request)


def _come_in(request: OrgRequest, chance: Chance, words: str) -> HttpResponse:
    comes_in = join_or_wait if chance.facts.is_open and not chance.is_full else apply_for
    today = timezone.localdate()
    mine = comes_in(chance.program, request.person, chance.facts.role, today=today, words=words)
    if mine.state == Enrollment.State.ACTIVE:
        flash(request, _("You are in. Good that you take part."))
    elif chance.facts.is_open:
        flash(request, _("You are on the waiting list. You hear from us by mail."))
    else:
        flash(request, _("Your application is with HR. You hear from us by mail."))
    return _to_mine(request)


def pause(request: OrgRequest, enrollment_id: UUID) -> HttpResponse:
    """Take a break until a day, or move that day."""
    mine = _own(request, enrollment_id)
    today, ends_on = timezone.localdate(), mine.program.ends_on
    initial = {"returns_on": mine.returns_on}
    form = PauseForm(request.POST or None, today=today, ends_on=ends_on, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            day = form.cleaned_data["returns_on"]
            pause_enrollment(mine, returns_on=day, by=request.person, today=today)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            undo_url = org_reverse(request.organization, "programs:resume", mine.id)
            flash(request, _("Enjoy your break. You come back by itself."), undo_url=undo_url)
            return _to_mine(request)
    return _form_page(request, mine, form, "programs/pause.html")


@require_POST
def resume(request: OrgRequest, enrollment_id: UUID) -> HttpResponse:
    """Come back before the day."""
    mine = _own(request, enrollment_id)
    try:
        resume_enrollment(mine, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("You take part again."))
    return _to_mine(request)


def leave(request: OrgRequest, enrollment_id: UUID) -> HttpResponse:
    """Say what leaving means, ask why, and leave."""
    mine = _own(request, enrollment_id)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            leave_program(mine, by=request.person, **form.cleaned_data)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            undo_url = org_reverse(request.organization, "programs:leave_undo", mine.id)
            text = _("You have left “%(program)s”.") % {"program": mine.program.name}
            flash(request, text, undo_url=undo_url)
            return _to_mine(request)
    return _form_page(request, mine, form, "programs/leave.html")


@require_POST
def leave_undo(request: OrgRequest, enrollment_id: UUID) -> HttpResponse:
    """Be in it again after all."""
    mine = _own(request, enrollment_id)
    try:
        undo_leaving(mine, by=request.person, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("You are in again. Seats and pairs that ended don't come back."))
    return _to_mine(request)


@require_POST
def take_back(request: OrgRequest, enrollment_id: UUID) -> HttpResponse:
    """Take an application back."""
    mine = _own(request, enrollment_id)
    try:
        take_back_application(mine, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("Your application is taken back."))
    return _to_mine(request)


def _own(request: OrgRequest, enrollment_id: UUID) -> Enrollment:
    return get_object_or_404(enrollments_visible_to(request.person), id=enrollment_id)


def _form_page(
    request: OrgRequest, mine: Enrollment, form: PauseForm | LeaveForm, template: str
) -> HttpResponse:
    context = {
        "enrollment": mine,
        "program": mine.program,
        "facts": role_of_program(mine.program, mine.role),
        "form": form,
        "is_in": may_move(mine.state, "leave"),
        "crumbs": _crumbs(request),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _crumbs(request: OrgRequest) -> Crumbs:
    return [(_("My programs"), org_reverse(request.organization, "home:my_programs"))]


def _to_mine(request: OrgRequest) -> HttpResponse:
    return redirect(org_reverse(request.organization, "home:my_programs"))
