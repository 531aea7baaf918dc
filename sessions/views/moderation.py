"""The facilitator's hand on the questions."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from sessions.actions.questions import move_question
from sessions.models import LearningSession, LiveQuestion
from sessions.queries.questions import moderated_questions, questions_of
from sessions.rules.questions import MOVED, MOVES, QuestionRefusedError
from sessions.views.rooms import room_of, to_run


@require_safe
def questions(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """All questions, by what there is to do with them."""
    return _questions(request, room_of(request, session_id))


@require_POST
def move(request: OrgRequest, session_id: UUID, question_id: UUID, to: str) -> HttpResponse:
    """Show, answer, archive, dismiss or bring back one question."""
    if to not in MOVES:
        raise Http404
    room = room_of(request, session_id)
    question: LiveQuestion = get_object_or_404(questions_of(room), pk=question_id)
    question.learning_session, before = room, question.state
    try:
        move_question(question, to=to, by=request.person)
    except QuestionRefusedError as refusal:
        flash(request, str(refusal), level="error")
    else:
        args = (room.id, question.id, before)
        undo = org_reverse(request.organization, "sessions:move_question", *args)
        flash(request, MOVED[to], undo_url=undo if before != to else "")
    return _questions(request, room)


def _questions(request: OrgRequest, room: LearningSession) -> HttpResponse:
    """The fragment; without htmx the page."""
    if not request.htmx:
        return to_run(request, room, "#questions")
    context = {"room": room, "questions": moderated_questions(room)}
    return render(request, "sessions/run/_questions.html", context)
