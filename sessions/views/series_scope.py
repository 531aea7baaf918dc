"""For which sessions of a series a change, or a cancellation, is meant: what each would do."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from sessions.actions.plans import Plan, PlanRefusedError
from sessions.actions.scheduling import SessionOverError, plan_of
from sessions.actions.series_changes import Outcome, SeriesSeenError, change_series
from sessions.actions.series_steps import Step, day_of, steps_of
from sessions.edit_forms import SeenSessionForm, typed_from
from sessions.forms import SessionForm
from sessions.models import LearningSession
from sessions.queries.rule_series import concerned, seen_of
from sessions.rules.planning import IN_CALENDARS, Sentence
from sessions.rules.series_changes import SCOPES, intent_of
from sessions.series_forms import ScopeForm
from sessions.views.doors import session_or_404
from sessions.views.planning_form import crumbs_below, form_page, to_session
from sessions.views.rule_series import part_words, told_words

# What the page adds to what was typed.
OWN_FIELDS = {"csrfmiddlewaretoken", "scope", "overwrite", "seen_series"}
TOLD_OF = {*IN_CALENDARS, "presenter", "facilitator"}


@dataclass(frozen=True)
class Choice:
    """What a change does when it is meant for these sessions."""

    value: str
    label: Sentence
    sessions: int
    people: int
    own: list[tuple[LearningSession, str]] = field(default_factory=list)
    notes: list[tuple[date, str]] = field(default_factory=list)
    problems: list[tuple[date, Sentence]] = field(default_factory=list)


def ask_scope(
    request: OrgRequest, planned: LearningSession, form: SessionForm, **context: Any
) -> HttpResponse:
    """The page that asks for which sessions a change is meant, before anything is saved."""
    plan, now = form.plan(), timezone.now()
    intent = intent_of(plan_of(planned).fields(), plan.fields())
    scope = context.pop("scope_form", None) or ScopeForm(
        initial={"seen_series": request.POST.get("seen_series") or seen_of(planned, now=now)}
    )
    context |= {
        "learning_session": planned,
        "parts": part_words(intent.parts),
        "choices": [_choice(planned, plan, value) for value in SCOPES],
        "scope": scope,
        "chosen": scope["scope"].value(),
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in OWN_FIELDS
            for value in values
        ],
        "crumbs": crumbs_below(request, planned),
    }
    context["has_own"] = any(choice.own for choice in context["choices"])
    status = 422 if scope.errors else 200
    return render(request, "sessions/series_scope.html", context, status=status)


def _choice(planned: LearningSession, plan: Plan, value: str) -> Choice:
    steps = steps_of(planned, plan, value, overwrite=False, now=timezone.now())
    altered = [one for one in steps if one.plan != plan_of(one.session) or one.kept]
    told = [one.session for one in altered if _is_told(one)]
    return Choice(
        value,
        SCOPES[value],
        sessions=len(altered),
        people=concerned(told).people if told else 0,
        own=[(one.session, part_words(one.kept)) for one in steps if one.kept],
        notes=[(day_of(one), one.note) for one in steps if one.note],
        problems=[(day_of(one), one.problem) for one in steps if one.problem],
    )


def _is_told(step: Step) -> bool:
    before, after = plan_of(step.session), step.plan
    return any(getattr(before, name) != getattr(after, name) for name in TOLD_OF)


@require_POST
@hr_admin_required
def change(request: OrgRequest, session_id: UUID) -> HttpResponse:
    """Carry what was typed into the chosen sessions."""
    planned = session_or_404(request, session_id)
    zone = planned.time_zone
    form = SeenSessionForm(
        request.POST,
        program=planned.program,
        zone=zone,
        was=planned,
        initial=typed_from(planned, zone=zone, start=planned.starts_at),
    )
    if not form.is_valid():
        crumbs = crumbs_below(request, planned)
        return form_page(request, form, planned.program, learning_session=planned, crumbs=crumbs)
    scope = ScopeForm(request.POST)
    if scope.is_valid():
        done, others = _changed(request, planned, form, scope)
        if done is not None:
            flash(request, _said(done), undo_url=_undo_url(request, done))
            return to_session(request, planned)
        if others:
            now_seen = seen_of(planned, now=timezone.now())
            scope.data = {**request.POST.dict(), "seen_series": now_seen}
            return ask_scope(request, planned, form, scope_form=scope, others=others)
    return ask_scope(request, planned, form, scope_form=scope)


def _changed(
    request: OrgRequest, planned: LearningSession, form: SessionForm, scope: ScopeForm
) -> tuple[Outcome | None, list[LearningSession]]:
    """What it did; or none, with what others have changed meanwhile."""
    said = scope.cleaned_data
    try:
        return change_series(
            planned,
            form.plan(),
            scope=said["scope"],
            overwrite=said["overwrite"],
            seen=said["seen_series"] or None,
            by=request.person,
            now=timezone.now(),
        ), []
    except SeriesSeenError as refusal:
        scope.add_error(None, str(refusal))
        return None, refusal.sessions
    except (ProgramError, PlanRefusedError, SessionOverError) as refusal:
        scope.add_error(None, str(refusal))
    return None, []


def _said(done: Outcome) -> str:
    count = len(done.sessions)
    words = ngettext("%(count)d session is saved.", "%(count)d sessions are saved.", count)
    return f"{words % {'count': count}} {told_words(done.told)}"


def _undo_url(request: OrgRequest, done: Outcome) -> str:
    if done.change is None or not done.change.before:
        return ""
    return org_reverse(request.organization, "sessions:undo_series_change", done.change.pk)
