"""The agenda and the materials of a session: for HR admins, its presenter and its facilitator."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from sessions.actions.contents import (
    ContentsClosedError,
    ContentsSeenError,
    Saved,
    may_be_saved,
    rows_of,
    save_contents,
    seen_of_contents,
    undo_contents,
)
from sessions.contents_forms import (
    COUNT,
    USUAL,
    ContentsForm,
    ContentsScopeForm,
    heading_of,
    scope_said,
)
from sessions.models import LearningSession
from sessions.permissions import may_prepare
from sessions.queries.contents import contents_changes_of, others_in_scope
from sessions.rules.agenda import fit_of, usual_agenda
from sessions.rules.series_changes import AGENDA, ALL, MATERIALS
from sessions.views.doors import session_or_404
from sessions.views.planning_form import crumbs_below, to_session


@require_http_methods(["GET", "POST"])
def agenda(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Write the agenda of a session."""
    return _edit(request, session_id, AGENDA)


@require_http_methods(["GET", "POST"])
def materials(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Write the materials of a session."""
    return _edit(request, session_id, MATERIALS)


def _edit(request: OrgRequest, session_id: UUID, part: str) -> HttpResponse:
    learning_session = session_or_404(request, session_id)
    if not may_prepare(request.person, request.membership, learning_session):
        raise Http404
    if not may_be_saved(learning_session, part):
        flash(request, str(ContentsClosedError()), level="warning")
        return to_session(request, learning_session)
    if request.method != "POST":
        return _page(request, learning_session, _opened(learning_session, part))
    form = ContentsForm.typed(part, request.POST)
    if do := request.POST.get("do", ""):
        if do == USUAL and part == AGENDA:
            form = ContentsForm(part, _usual(learning_session))
        elif do != COUNT:
            form.act(do)
        return _page(request, learning_session, form)
    saved = _saved(request, learning_session, form)
    if saved is None:
        return _page(request, learning_session, form)
    undo = saved.change and org_reverse(
        request.organization, "sessions:undo_contents", saved.change.pk
    )
    flash(request, _said(part, saved), undo_url=undo or "")
    return to_session(request, learning_session)


def _opened(learning_session: LearningSession, part: str) -> ContentsForm:
    """What is stored; where there is no agenda yet, our proposal; a row to type into."""
    rows = rows_of(learning_session, part)
    if not rows and part == AGENDA:
        rows = _usual(learning_session)
    form = ContentsForm(part, rows)
    if not rows:
        form.act("add")
    return form


def _usual(learning_session: LearningSession) -> list[dict[str, Any]]:
    return [vars(row) for row in usual_agenda(learning_session.kind, learning_session.minutes)]


def _saved(
    request: OrgRequest, learning_session: LearningSession, form: ContentsForm
) -> Saved | None:
    """What became of it; None where the form says why not."""
    if not form.is_valid():
        return None
    scope, overwrite = scope_said(request.POST)
    others = others_in_scope(
        learning_session,
        scope,
        person=request.person,
        membership=request.membership,
        now=timezone.now(),
    )
    try:
        return save_contents(
            learning_session,
            form.part,
            form.said(),
            scope=scope,
            others=others,
            overwrite=overwrite,
            seen=request.POST.get("seen") or None,
            by=request.person,
        )
    except ContentsSeenError as refusal:
        form.problem, form.is_conflict = str(refusal), True
    except ProgramError as refusal:
        form.problem = str(refusal)
    return None


def _page(
    request: OrgRequest, learning_session: LearningSession, form: ContentsForm
) -> HttpResponse:
    part, stored = form.part, list(getattr(learning_session, form.part).all())
    # Having read what others saved, one may save one's own.
    seen = "" if form.is_conflict else request.POST.get("seen", "")
    others = others_in_scope(
        learning_session,
        ALL,
        person=request.person,
        membership=request.membership,
        now=timezone.now(),
    )
    repeats = others.exists()
    context = {
        "learning_session": learning_session,
        "form": form,
        "part": part,
        "heading": heading_of(part),
        "crumbs": crumbs_below(request, learning_session),
        "seen": seen or seen_of_contents(learning_session, part),
        "stored": stored,
        "is_proposal": part == AGENDA and not stored and not request.POST,
        "fit": fit_of(form.minutes, learning_session.minutes) if part == AGENDA else None,
        "scope": ContentsScopeForm(request.POST if "scope" in request.POST else None)
        if repeats
        else None,
    }
    return render(request, "sessions/contents.html", context, status=422 if form.errors else 200)


def _said(part: str, saved: Saved) -> str:
    count = len(saved.sessions)
    if part == AGENDA:
        words = ngettext(
            "The agenda is saved.", "The agenda of %(count)d sessions is saved.", count
        )
    else:
        words = ngettext(
            "The materials are saved.", "The materials of %(count)d sessions are saved.", count
        )
    said = words % {"count": count}
    if not saved.kept:
        return said
    kept = ngettext(
        "%(count)d session keeps its own.", "%(count)d sessions keep their own.", len(saved.kept)
    )
    return f"{said} {kept % {'count': len(saved.kept)}}"


@require_POST
def undo(request: OrgRequest, change_id: UUID) -> HttpResponse:
    """Take back what was saved."""
    changes = contents_changes_of(request.person, request.membership)
    change = get_object_or_404(changes, pk=change_id)
    try:
        done = undo_contents(change, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        words = ngettext(
            "It is as it was.", "%(count)d sessions are as they were.", len(done.sessions)
        )
        flash(request, words % {"count": len(done.sessions)})
    return redirect(
        org_reverse(request.organization, "sessions:detail", change.learning_session_id)
    )
