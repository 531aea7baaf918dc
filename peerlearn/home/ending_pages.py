"""The pages that ask what becomes of a program's sessions before it is finished or archived."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from peerlearn.home.ending import CANCEL, KEEP, Ended, Ending, SessionsAheadError, end_program
from peerlearn.home.launch import program_crumbs, program_to_set_up
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.models import Program
from programs.rules.states import verbs_from
from sessions.forms import CancelForm
from sessions.models import LearningSession
from sessions.queries.ahead import still_ahead
from sessions.queries.rule_series import concerned

SHOWN = 10


class EndForm(CancelForm):
    """What becomes of the sessions that are still to come."""

    sessions = forms.ChoiceField(
        choices=((KEEP, ""), (CANCEL, "")),
        error_messages={"required": gettext_lazy("Say what becomes of the sessions.")},
    )
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Only who cancels says why."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("sessions") == KEEP:
            self.errors.pop("reason", None)
        return said


@require_http_methods(["GET", "POST"])
@hr_admin_required
def finish(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Say what finishing does and what is still to come, then do it."""
    return _end(request, program_to_set_up(request, program_id), "finish")


@require_http_methods(["GET", "POST"])
@hr_admin_required
def archival(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Put the program away; where sessions are still to come, ask first."""
    return _end(request, program_to_set_up(request, program_id), "archive")


def _end(request: OrgRequest, program: Program, verb: Ending) -> HttpResponse:
    now = timezone.now()
    ahead = list(still_ahead(program, now=now))
    form = EndForm(_typed(request), initial={"reason": _("The program has ended.")})
    if request.method == "POST" and (not ahead or form.is_valid()):
        said = form.cleaned_data if ahead else {}
        # Who lets them take place can only finish the program now.
        act: Ending = "finish" if said.get("sessions") == KEEP else verb
        try:
            ended = end_program(program, act, **said, by=request.person, now=now)
        except SessionsAheadError as refusal:
            ahead = list(still_ahead(program, now=now))
            form.add_error(None, str(refusal))
        except ProgramError as refusal:
            flash(request, str(refusal), level="error")
            return redirect(org_reverse(request.organization, "home:program", program.id))
        else:
            return _done(request, ended, act)
    return _page(request, program, form, ahead, is_archive=verb == "archive")


def _page(
    request: OrgRequest,
    program: Program,
    form: EndForm,
    ahead: list[LearningSession],
    *,
    is_archive: bool,
) -> HttpResponse:
    context = {
        "program": program,
        "form": form,
        "is_archive": is_archive,
        "may_finish": "finish" in verbs_from(program.state),
        "ahead": ahead,
        "shown": ahead[:SHOWN],
        "rest": max(len(ahead) - SHOWN, 0),
        "concerned": concerned(ahead),
        "last": ahead[-1] if ahead else None,
        "chosen": form["sessions"].value(),
        "crumbs": program_crumbs(request, program),
    }
    return render(request, "home/end_program.html", context, status=422 if form.errors else 200)


def _typed(request: OrgRequest) -> dict[str, Any] | None:
    """What was sent; a bare button says nothing yet, and is asked."""
    return request.POST.dict() if "expected" in request.POST else None


def _done(request: OrgRequest, ended: Ended, verb: Ending) -> HttpResponse:
    program, undo = ended.program, "programs:reopen" if verb == "finish" else "programs:restore"
    said = _("“%(name)s” is finished.") if verb == "finish" else _("“%(name)s” is in the archive.")
    words = [said % {"name": program.name}, _words_of_sessions(ended)]
    undo_url = org_reverse(request.organization, undo, program.id)
    flash(request, " ".join(filter(None, words)), undo_url=undo_url)
    if verb == "archive":
        return redirect(org_reverse(request.organization, "programs:list"))
    return redirect(org_reverse(request.organization, "home:program", program.id))


def _words_of_sessions(ended: Ended) -> str:
    if ended.cancelled.sessions:
        cancelled = ngettext(
            "%(count)d session is cancelled, and stays so when you undo this.",
            "%(count)d sessions are cancelled, and stay so when you undo this.",
            ended.cancelled.sessions,
        ) % {"count": ended.cancelled.sessions}
        told = ngettext(
            "%(count)d person is told.", "%(count)d people are told.", ended.cancelled.told
        ) % {"count": ended.cancelled.told}
        return f"{cancelled} {told}"
    if ended.kept:
        return ngettext(
            "%(count)d session takes place as planned.",
            "%(count)d sessions take place as planned.",
            ended.kept,
        ) % {"count": ended.kept}
    return ""
