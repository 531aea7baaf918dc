"""A participant's page of a session that is on."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.permissions import may_take_part_in_writing
from sessions.actions.attendance import arrive
from sessions.actions.questions import ask_question, take_vote_back, vote_for
from sessions.models import LearningSession, LiveQuestion
from sessions.panels import panels_of
from sessions.permissions import may_run
from sessions.queries.attendance import participants_here
from sessions.queries.learning_sessions import sessions_visible_to
from sessions.queries.questions import questions_of, questions_voted_for, shown_questions
from sessions.queries.rooms import rooms_joined_by
from sessions.room_forms import QuestionForm
from sessions.rules.questions import (
    SHOWN,
    QuestionRefusedError,
    may_ask,
    receipt,
    why_closed_to_questions,
)
from sessions.rules.room import LIVE
from sessions.views.entrance import stream_url


@require_safe
def live(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The room, for those who have come in; the door for those who haven't."""
    room = rooms_joined_by(request.person).filter(pk=session_id).first()
    if room is None:
        return _to_the_door(request, session_id)
    was_asked = "asked" in request.GET
    if not was_asked:  # nothing may be written about whoever has just asked
        arrive(room, person=request.person)
    context: dict[str, Any] = {
        "room": room,
        "stream_url": stream_url(request, room),
        "panels": panels_of("live.finished", room, request.person),
        **_ask_box(request, room, QuestionForm().keep_typed(), was_asked=was_asked),
        **_list(room, request),
    }
    # On a phone the box would push down what others asked: it is one line then.
    context["is_unfolded"] = was_asked or context["accept_first"] or not context["questions"]
    return render(request, "sessions/live.html", context)


@require_safe
def questions(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The list of questions, with the reader's own votes."""
    return _questions(request, _room_of(request, session_id))


@require_safe
def ask_box(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """The box, or the sentence in its place; nothing where it can stay as it is."""
    room = _room_of(request, session_id)
    if not request.htmx:
        return redirect(f"{_address(request, room)}#ask")
    box = _ask_box(request, room, QuestionForm().keep_typed(), was_asked=False)
    if room.state != LIVE or request.GET.get("shown") == ("open" if box["is_open"] else "closed"):
        return HttpResponse(status=204)
    news = _("You can ask now.") if box["is_open"] else box["too_few"]
    context = {"room": room, **box, "news": news}
    return render(request, "sessions/live/_ask.html", context)


@require_POST
@sensitive_post_parameters("text")
@sensitive_variables("form", "request")
def ask(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Put a question to the room."""
    room = _room_of(request, session_id)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            ask_question(room, text=form.cleaned_data["text"], asker=request.person)
        except QuestionRefusedError as refusal:
            form.add_error("text", str(refusal))
    if not form.is_valid():
        return _refused(request, room, form)
    if not request.htmx:
        return redirect(f"{_address(request, room)}?asked=1#ask")
    context = {"room": room, **_ask_box(request, room, QuestionForm(), was_asked=True)}
    response = render(request, "sessions/live/_ask.html", context)
    response["HX-Trigger-After-Swap"] = "question:asked"
    return response


@require_POST
def vote(request: OrgRequest, session_id: UUID, question_id: UUID) -> HttpResponse:
    """One more for this question."""
    return _voted(request, session_id, question_id, vote_for)


@require_POST
def undo_vote(request: OrgRequest, session_id: UUID, question_id: UUID) -> HttpResponse:
    """One less."""
    return _voted(request, session_id, question_id, take_vote_back)


def _room_of(request: OrgRequest, session_id: UUID) -> LearningSession:
    return get_object_or_404(rooms_joined_by(request.person), pk=session_id)


def _address(request: OrgRequest, room: LearningSession) -> str:
    return org_reverse(request.organization, "sessions:live", room.id)


def _to_the_door(request: OrgRequest, session_id: UUID) -> HttpResponse:
    visible = sessions_visible_to(request.person, request.membership)
    found: LearningSession = get_object_or_404(visible, pk=session_id)
    if may_run(request.person, request.membership, found):
        return redirect(org_reverse(request.organization, "sessions:run", found.id))
    if found.is_led_by(request.person):
        return redirect(org_reverse(request.organization, "sessions:present", found.id))
    return redirect(org_reverse(request.organization, "join:enter"))


def _ask_box(
    request: OrgRequest, room: LearningSession, form: QuestionForm, *, was_asked: bool
) -> dict[str, Any]:
    may_write = may_take_part_in_writing(request.person, room.program)
    return {
        "form": form,
        "was_asked": was_asked,
        "receipt": receipt(holds_questions=room.holds_questions),
        "is_open": may_write and may_ask(here=participants_here(room)),
        "accept_first": not may_write,
        "way_back": _address(request, room),
        "too_few": why_closed_to_questions(),
    }


def _list(room: LearningSession, request: OrgRequest) -> dict[str, Any]:
    shown = shown_questions(room)
    voted = questions_voted_for(shown, request.person)
    return {"questions": [(question, question in voted) for question in shown]}


def _questions(request: OrgRequest, room: LearningSession) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{_address(request, room)}#questions")
    context = {"room": room, **_list(room, request)}
    return render(request, "sessions/live/_questions.html", context)


def _refused(request: OrgRequest, room: LearningSession, form: QuestionForm) -> HttpResponse:
    """The box again, with what was typed and what is wrong with it."""
    context: dict[str, Any] = {"room": room, **_ask_box(request, room, form, was_asked=False)}
    if request.htmx:
        return render(request, "sessions/live/_ask.html", context, status=422)
    context |= {"stream_url": stream_url(request, room), **_list(room, request)}
    context["is_unfolded"] = True
    return render(request, "sessions/live.html", context, status=422)


def _voted(request: OrgRequest, session_id: UUID, question_id: UUID, act: Any) -> HttpResponse:
    room = _room_of(request, session_id)
    seen = questions_of(room).filter(state__in=SHOWN)
    question: LiveQuestion = get_object_or_404(seen, pk=question_id)
    try:
        act(question, voter=request.person)
    except QuestionRefusedError as refusal:
        flash(request, str(refusal), level="error")
    return _questions(request, room)
