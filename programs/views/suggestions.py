"""What the group would change in its code of conduct."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.suggestions import (
    decline_suggestion,
    stop_supporting,
    suggest_conduct,
    support_suggestion,
    withdraw_suggestion,
)
from programs.errors import ProgramError
from programs.forms.conduct import DeclineForm, SuggestionForm
from programs.models import ConductSuggestion, Program
from programs.permissions import (
    may_edit_conduct,
    may_suggest_conduct,
    may_take_part_in_writing,
)
from programs.queries.conduct import conduct_in_force
from programs.queries.suggestions import suggestions_of
from programs.rules.differences import Piece, differences
from programs.views.conduct import conduct_crumbs
from programs.views.doors import to_page, visible_program

Shown = list[tuple[ConductSuggestion, list[Piece]]]


@require_safe
def suggestions(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """What was suggested, with what each would change; open ones first."""
    program = visible_program(request, program_id)
    found = [_with_changes(one) for one in suggestions_of(program, request.person)]
    context = {
        "program": program,
        "open": [one for one in found if one[0].is_open],
        "settled": [one for one in found if not one[0].is_open],
        "may_edit": may_edit_conduct(request.membership, program) and not program.is_closed,
        "may_suggest": may_suggest_conduct(request.membership, program),
        "may_write": may_take_part_in_writing(request.person, program),
        "crumbs": conduct_crumbs(request, program),
    }
    return render(request, "programs/suggestions.html", context)


def _with_changes(suggestion: ConductSuggestion) -> tuple[ConductSuggestion, list[Piece]]:
    if not suggestion.text:
        return suggestion, []
    return suggestion, differences(suggestion.version.text, suggestion.text)


def suggest(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Write another wording, or a remark. Who hasn't accepted yet keeps what they typed."""
    program = _suggestible(request, program_id)
    version = conduct_in_force(program)
    if version is None:
        raise Http404
    form = SuggestionForm(request.POST or None, initial={"text": version.text})
    if request.method == "POST" and form.is_valid():
        try:
            suggest_conduct(program, **form.cleaned_data, by=request.person)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("Thank you. The group can see your suggestion now."))
            return to_page(request, "programs:suggestions", program)
    context = {
        "form": form,
        "program": program,
        "may_write": may_take_part_in_writing(request.person, program),
        "crumbs": conduct_crumbs(request, program),
    }
    return render(request, "programs/suggest.html", context, status=422 if form.errors else 200)


@require_POST
def support(request: OrgRequest, program_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """Be for a suggestion."""
    program = _suggestible(request, program_id)
    try:
        support_suggestion(_one(request, program, suggestion_id), by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    return to_page(request, "programs:suggestions", program)


@require_POST
def support_undo(request: OrgRequest, program_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """No longer be for it."""
    program = _suggestible(request, program_id)
    try:
        stop_supporting(_one(request, program, suggestion_id), by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    return to_page(request, "programs:suggestions", program)


@require_POST
def withdrawal(request: OrgRequest, program_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """Take one's own suggestion back."""
    program = visible_program(request, program_id)
    suggestion = _one(request, program, suggestion_id)
    if suggestion.suggested_by_id != request.person.id:
        raise Http404
    try:
        withdraw_suggestion(suggestion, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    return to_page(request, "programs:suggestions", program)


def decline(request: OrgRequest, program_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """Say no, with a reason."""
    program = visible_program(request, program_id)
    if not may_edit_conduct(request.membership, program):
        raise Http404
    suggestion, form = _one(request, program, suggestion_id), DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decline(request, suggestion, form.cleaned_data["reason"])
        return to_page(request, "programs:suggestions", program)
    page = org_reverse(request.organization, "programs:suggestions", program.id)
    context = {
        "form": form,
        "program": program,
        "suggestion": suggestion,
        "changes": _with_changes(suggestion)[1],
        "crumbs": [*conduct_crumbs(request, program), (_("Suggestions"), page)],
    }
    return render(
        request, "programs/suggestion_decline.html", context, status=422 if form.errors else 200
    )


def _decline(request: OrgRequest, suggestion: ConductSuggestion, reason: str) -> None:
    try:
        decline_suggestion(suggestion, reason=reason, by=request.person, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("The suggestion is declined, and whoever made it is told why."))


def _suggestible(request: OrgRequest, program_id: UUID) -> Program:
    program = visible_program(request, program_id)
    if not may_suggest_conduct(request.membership, program):
        raise Http404
    return program


def _one(request: OrgRequest, program: Program, suggestion_id: UUID) -> ConductSuggestion:
    found: ConductSuggestion = get_object_or_404(
        suggestions_of(program, request.person), id=suggestion_id
    )
    return found
