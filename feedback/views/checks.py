"""Writing a knowledge check, and taking it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from feedback.actions.checks import take_check, write_check
from feedback.forms import CheckForm, TakeCheckForm
from feedback.models import KnowledgeCheck
from feedback.queries.checks import (
    attempt_of,
    check_of,
    checks_open_to,
    has_attempts,
    lost_before,
    own_questions,
    questions_of,
    sessions_checked_by,
)
from feedback.queries.rounds import rounds_of
from feedback.rules.rounds import FeedbackRefusedError
from feedback.rules.visibility import check_sentence
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramOverError
from sessions.models import LearningSession


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The questions of a session, for its facilitator and HR admins; a button adds one, another
    shows them as their takers will see them, the third saves.
    """
    sessions = sessions_checked_by(request.person, request.membership)
    learning_session = get_object_or_404(sessions, pk=session_id)
    check = check_of(learning_session)
    questions = questions_of(check) if check else []
    if request.method != "POST":
        return _edit_page(request, learning_session, check, CheckForm(questions=questions))
    if "add" in request.POST:
        form = CheckForm.with_one_more(request.POST.dict())
        return _edit_page(request, learning_session, check, form)
    form = CheckForm(request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return _edit_page(request, learning_session, check, form)
    try:
        write_check(learning_session, form.questions, by=request.person)
    except (FeedbackRefusedError, ProgramOverError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("The knowledge check is saved."))
    return redirect(org_reverse(request.organization, "feedback:check_edit", session_id))


def _edit_page(
    request: OrgRequest,
    learning_session: LearningSession,
    check: KnowledgeCheck | None,
    form: CheckForm,
) -> HttpResponse:
    previewed = form.questions if form.is_valid() else []
    context = {
        "learning_session": learning_session,
        "check": check,
        "is_frozen": bool(check and has_attempts(check)),
        "questions": questions_of(check) if check else [],
        "form": form,
        "preview": TakeCheckForm(questions=previewed, prefix="preview") if previewed else None,
        "lost": lost_before(learning_session, request.person, request.membership),
        "crumbs": [(_("Feedback"), org_reverse(request.organization, "feedback:index"))],
    }
    status = 422 if form.errors else 200
    return render(request, "feedback/check_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The questions for those who were there; after their attempt what was right."""
    found = get_object_or_404(rounds_of(request.person), learning_session_id=session_id)
    check = get_object_or_404(checks_open_to(request.person), learning_session_id=session_id)
    questions = questions_of(check)
    own = attempt_of(request.person, check)
    is_sent = request.method == "POST" and own is None
    form = TakeCheckForm(request.POST if is_sent else None, questions=questions)
    if form.is_valid():
        take_check(check, person=request.person, answers=form.answers())
        return redirect(org_reverse(request.organization, "feedback:check_take", session_id))
    context = {
        "learning_session": found.learning_session,
        "feedback_round": found,
        "form": form,
        "visibility": check_sentence(
            invited=found.invited_count, threshold=found.threshold, is_closed=found.is_closed
        ),
        "attempt": own,
        "own_questions": own_questions(own, questions) if own else [],
        "crumbs": [(_("Feedback"), org_reverse(request.organization, "feedback:index"))],
    }
    return render(request, "feedback/check_take.html", context, status=422 if form.errors else 200)
