"""A facilitator for a circle: HR asks somebody neutral, who says yes or no."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.actions.circle_facilitating import (
    accept_circle,
    ask_facilitator,
    decline_circle,
    take_back_facilitator,
)
from matching.errors import MatchingError
from matching.models import Circle, CircleFacilitator
from matching.queries.circle_facilitators import (
    candidates_for_circle,
    facilitations_of,
    facilitators_in,
    questions_of_circles,
)
from matching.queries.circles import members_of_circles, open_circles_in
from matching.views.circles import crumbs_below, to_circles
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.queries import active_people
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.forms.nominations import AnswerForm, CandidateSearchForm
from programs.queries import programs_visible_to
from programs.rules.load import FACILITATING, HOURS
from programs.rules.roles import hours_in_words

State = CircleFacilitator.State


@hr_admin_required
@require_safe
def facilitator(request: OrgRequest, circle_id: UUID) -> HttpResponse:
    """Who is asked, and who could be."""
    circle = _circle(request, circle_id)
    form, members = CandidateSearchForm(request.GET), members_of_circles([circle])
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    standing = facilitations_of([circle], members).get(circle.id)
    context = {
        "circle": circle,
        "program": circle.program,
        "members": members[circle.id],
        "standing": standing,
        "form": form,
        "words": words,
        "candidates": [] if standing else candidates_for_circle(circle, words),
        "crumbs": crumbs_below(request, circle.program),
    }
    return render(request, "matching/circle_facilitator.html", context)


@require_POST
@hr_admin_required
def ask(request: OrgRequest, circle_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask somebody."""
    circle = _circle(request, circle_id)
    person = get_object_or_404(active_people(), id=person_id)
    try:
        row = ask_facilitator(circle, person, by=request.person, now=timezone.now())
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
        return redirect(org_reverse(request.organization, "matching:facilitator", circle.id))
    said = _("%(name)s is asked to facilitate circle %(number)d.")
    undo = org_reverse(request.organization, "matching:take_back_facilitator", row.id)
    names = {"name": person.display_name, "number": circle.number}
    flash(request, said % names, undo_url=undo)
    return to_circles(request, circle.program_id)


@require_POST
@hr_admin_required
def take_back(request: OrgRequest, question_id: UUID) -> HttpResponse:
    """Nobody is asked for this circle."""
    programs = programs_visible_to(request.person, request.membership)
    row: CircleFacilitator = get_object_or_404(facilitators_in(programs), id=question_id)
    try:
        take_back_facilitator(row, by=request.person, now=timezone.now())
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        said = _("%(name)s does not facilitate circle %(number)d.")
        names = {"name": row.person.display_name, "number": row.circle.number}
        flash(request, said % names)
    return to_circles(request, row.circle.program_id)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: OrgRequest, question_id: UUID) -> HttpResponse:
    """Somebody's own question: they say yes or no, or stop later."""
    row = get_object_or_404(questions_of_circles(request.person), id=question_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _answer(request, row, form.cleaned_data)
        return redirect(org_reverse(request.organization, "matching:circles"))
    context = {
        "row": row,
        "program": row.circle.program,
        "is_accepted": row.state == State.ACCEPTED,
        "is_open": not row.circle.program.is_closed,
        "people": len(members_of_circles([row.circle])[row.circle_id]),
        "form": form,
        "hours": hours_in_words(HOURS[FACILITATING]),
        "crumbs": [(_("My circles"), org_reverse(request.organization, "matching:circles"))],
    }
    status = 422 if form.errors else 200
    return render(request, "matching/circle_question.html", context, status=status)


def _answer(request: OrgRequest, row: CircleFacilitator, said: dict[str, Any]) -> None:
    now = timezone.now()
    try:
        if said["answer"] == "accept":
            answered = accept_circle(row, now=now)
        else:
            answered = decline_circle(row, reason=said["reason"], now=now)
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
        return
    if answered.state == State.ACCEPTED:
        flash(request, _("Thank you! The circle sees that you facilitate it."))
    elif answered.state == State.REVOKED:
        text = _("The circle has changed: you are not neutral to all in it. Who asked you knows.")
        flash(request, text, level="warning")
    else:
        flash(request, _("Noted. Whoever asked you knows, the circle doesn’t."))


def _circle(request: OrgRequest, circle_id: UUID) -> Circle:
    programs = programs_visible_to(request.person, request.membership)
    published = open_circles_in(programs).filter(state=Circle.State.ACTIVE)
    return get_object_or_404(published, id=circle_id)
