"""The code of conduct: reading, accepting and writing it, and its versions."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.links import own_path
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.errors import ConductChangedError, ProgramError
from programs.forms.conduct import ConductForm
from programs.models import ConductSuggestion, ConductVersion, Program
from programs.permissions import may_edit_conduct, may_name_readers, may_suggest_conduct
from programs.queries.conduct import (
    acceptance_counts,
    acceptance_of,
    conduct_in_force,
    is_asked_to_accept,
    versions_of,
)
from programs.queries.suggestions import open_suggestion, open_suggestion_count
from programs.rules.conduct import blocks_of
from programs.rules.differences import Piece, differences
from programs.views.doors import Crumbs, crumbs_to, to_page, visible_program


@require_safe
def conduct(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """The version in force, and whether the reader has accepted it."""
    program = visible_program(request, program_id)
    version = conduct_in_force(program)
    accepted, people = acceptance_counts(version) if version else (0, 0)
    context = {
        "program": program,
        "version": version,
        "blocks": blocks_of(version.text) if version else [],
        "accepted": accepted,
        "people": people,
        "acceptance": acceptance_of(version, request.person.id) if version else None,
        "is_asked": is_asked_to_accept(program, request.person.id),
        "may_edit": may_edit_conduct(request.membership, program) and not program.is_closed,
        "may_suggest": may_suggest_conduct(request.membership, program),
        "may_name": may_name_readers(request.membership, program),
        "suggestions": open_suggestion_count(program),
        "changes": _changes_since_accepted(program, version, request.person.id),
        "back_to": own_path(request.GET.get("next", "")),
        "crumbs": crumbs_to(request, program),
    }
    return render(request, "programs/conduct.html", context)


def _changes_since_accepted(
    program: Program, version: ConductVersion | None, person_id: UUID
) -> list[Piece]:
    """What is new for a reader who accepted an earlier version but not this one."""
    if version is None or version.number == 1:
        return []
    accepted = versions_of(program).filter(acceptances__person=person_id).first()
    if accepted is None or accepted == version:
        return []
    return differences(accepted.text, version.text)


@require_POST
def conduct_acceptance(request: OrgRequest, program_id: UUID, number: int) -> HttpResponse:
    """Accept the version that was on the screen; a newer one must be read first."""
    program = visible_program(request, program_id)
    version = conduct_in_force(program)
    if version is None or version.number != number:
        flash(request, _("The text has changed. Please read it again."), level="warning")
        return to_page(request, "programs:conduct", program)
    if is_asked_to_accept(program, request.person.id):
        try:
            accept_conduct(version, by=request.person)
        except ProgramError as refusal:
            flash(request, str(refusal), level="warning")
        else:
            flash(request, _("Thank you. You have accepted the code of conduct."))
    back_to = own_path(request.POST.get("next", ""))
    return (
        HttpResponseRedirect(back_to) if back_to else to_page(request, "programs:conduct", program)
    )


@require_safe
def conduct_versions(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Every version with what it changed in the one before, the latest first."""
    program = visible_program(request, program_id)
    versions = list(versions_of(program))
    before = [*versions[1:], None]
    context = {
        "program": program,
        "versions": [
            (version, differences(older.text, version.text) if older else None)
            for version, older in zip(versions, before, strict=True)
        ],
        "crumbs": conduct_crumbs(request, program),
    }
    return render(request, "programs/conduct_versions.html", context)


def conduct_edit(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Write the next version, beginning with the one in force, with ours, or with a suggestion."""
    program = visible_program(request, program_id)
    if not may_edit_conduct(request.membership, program):
        raise Http404
    version, suggestion = conduct_in_force(program), _suggestion(request, program)
    form = ConductForm(request.POST or None, initial=_begin_with(version, suggestion))
    if request.method == "POST" and form.is_valid():
        refusal = _publish(request, program, form, suggestion)
        if refusal is None:
            return to_page(request, "programs:conduct", program)
        if isinstance(refusal, ConductChangedError):
            version, form = refusal.latest, _on_top_of(form, refusal.latest)
        form.add_error(None, str(refusal))
    context = {
        "form": form,
        "program": program,
        "version": version,
        "suggestion": suggestion,
        "changes": _changes_to_show(form, version, suggestion),
        "crumbs": conduct_crumbs(request, program),
    }
    return render(
        request, "programs/conduct_edit.html", context, status=422 if form.errors else 200
    )


def _suggestion(request: OrgRequest, program: Program) -> ConductSuggestion | None:
    """The one that the address names; 404 when it isn't open."""
    wanted = request.GET.get("suggestion")
    if not wanted:
        return None
    try:
        found = open_suggestion(program, UUID(wanted))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _begin_with(
    version: ConductVersion | None, suggestion: ConductSuggestion | None
) -> dict[str, Any]:
    text = version.text if version else base_text()
    if suggestion is not None and suggestion.text:
        text = suggestion.text
    return {"text": text, "based_on": version.number if version else 0}


def base_text() -> str:
    """What a first code of conduct begins with."""
    return render_to_string("programs/conduct_base.txt").strip()


def _publish(
    request: OrgRequest,
    program: Program,
    form: ConductForm,
    suggestion: ConductSuggestion | None,
) -> ProgramError | None:
    try:
        publish_conduct(
            program,
            text=form.cleaned_data["text"],
            by=request.person,
            based_on=form.cleaned_data["based_on"],
            suggestion=suggestion,
        )
    except ProgramError as refusal:
        return refusal
    flash(request, _("The code of conduct is in force. Those who take part are told by mail."))
    return None


def _on_top_of(form: ConductForm, latest: ConductVersion) -> ConductForm:
    """What was typed, now knowingly on top of the version that came in between."""
    again = ConductForm({"text": form.cleaned_data["text"], "based_on": latest.number})
    again.is_valid()
    return again


def _changes_to_show(
    form: ConductForm, version: ConductVersion | None, suggestion: ConductSuggestion | None
) -> list[Piece]:
    """From the version in force to what the box holds, where the reader can't know it."""
    if version is None or not (form.is_bound or suggestion):
        return []
    text = form.cleaned_data.get("text", "") if form.is_bound else form.initial["text"]
    return differences(version.text, text)


def conduct_crumbs(request: OrgRequest, program: Program) -> Crumbs:
    """The way down to a page below the code of conduct."""
    page = org_reverse(request.organization, "programs:conduct", program.id)
    return [*crumbs_to(request, program), (_("Code of conduct"), page)]
