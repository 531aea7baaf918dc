"""The question to those who give whether their part suits them, and what HR makes of a no."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required, not_here, organization_public
from peerlearn.tenancy.context import act_as
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.tokens import BadTokenError, ExpiredTokenError, read_token
from programs.actions.answering import say_no, say_yes, take_no_back
from programs.answering_mails import LINK_LIVES, PURPOSE
from programs.errors import ProgramError
from programs.forms.nominations import AnswerForm
from programs.models import Enrollment
from programs.queries.answering import own_part, part_by_id
from programs.queries.joining import changes_of
from programs.queries.roles import role_of_program
from programs.rules.roles import hours_in_words
from programs.views.doors import editable_program

State = Enrollment.State


def part(request: OrgRequest, enrollment_id: UUID) -> HttpResponse:
    """The question to somebody who is signed in."""
    asked = get_object_or_404(own_part(request.person), id=enrollment_id)
    return _question(request, asked, "programs/part.html")


@organization_public
def part_by_mail(request: OrgRequest, token: str) -> HttpResponse:
    """The question by the link in the mail: GET asks, POST answers."""
    try:
        claims = read_token(PURPOSE, token, max_age=LINK_LIVES)
    except ExpiredTokenError:
        return render(request, "programs/invitation_gone.html", status=410)
    except BadTokenError:
        not_here(request)
    asked = part_by_id(UUID(claims["enrollment"]))
    if asked is None:
        not_here(request)
    act_as(asked.person_id)
    return _question(request, asked, "programs/part_by_mail.html")


def _question(request: OrgRequest, asked: Enrollment, template: str) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = partial(say_yes, now=timezone.now())
        if form.cleaned_data["answer"] == "decline":
            answer = partial(say_no, words=form.cleaned_data["reason"])
        try:
            answer(asked, by=asked.person)
        except ProgramError as refusal:
            flash(request, str(refusal), level="warning")
        return redirect(request.path)
    facts = role_of_program(asked.program, asked.role)
    context = {
        "enrollment": asked,
        "program": asked.program,
        "facts": facts,
        "hours": hours_in_words(facts.hours),
        "form": form,
        "waits": asked.awaits_answer,
        "said_no": _said_no(asked),
        "heading": _heading(asked),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _said_no(asked: Enrollment) -> bool:
    last = changes_of([asked.id]).get(asked.id)
    out = asked.state == State.WITHDRAWN and not asked.program.is_closed
    return out and last is not None and last.reason == last.Reason.NOT_NOW


def _heading(asked: Enrollment) -> str:
    return _("Does that suit you?") if asked.awaits_answer else str(asked.program.name)


@require_POST
@hr_admin_required
def refusal_undo(request: OrgRequest, program_id: UUID, enrollment_id: UUID) -> HttpResponse:
    """Have somebody in again who would rather not."""
    program = editable_program(request, program_id)
    rows = Enrollment.objects.filter(program=program).select_related("program", "person")
    enrollment = get_object_or_404(rows, id=enrollment_id)
    try:
        take_no_back(enrollment, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        said = _("%(name)s takes part again, and is asked again at home. No mail was sent.")
        flash(request, said % {"name": enrollment.person.name})
    return redirect(org_reverse(request.organization, "programs:people", program.id))
