"""The code of conduct: reading and accepting it, and for HR writing it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.web.flash import flash
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.forms.conduct import ConductForm
from programs.permissions import may_edit_program
from programs.queries.conduct import (
    acceptance_counts,
    acceptance_of,
    conduct_in_force,
    is_asked_to_accept,
)
from programs.rules.conduct import blocks_of
from programs.views.doors import crumbs_to, editable_program, to_page, visible_program


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
        "may_edit": may_edit_program(request.membership, program),
        "crumbs": crumbs_to(request, program),
    }
    return render(request, "programs/conduct.html", context)


@require_POST
def conduct_acceptance(request: OrgRequest, program_id: UUID, number: int) -> HttpResponse:
    """Accept the version that was on the screen; a newer one must be read first."""
    program = visible_program(request, program_id)
    version = conduct_in_force(program)
    if version is None or version.number != number:
        flash(request, _("The text has changed. Please read it again."), level="warning")
    elif is_asked_to_accept(program, request.person.id):
        accept_conduct(version, by=request.person)
        flash(request, _("Thank you. You have accepted the code of conduct."))
    return to_page(request, "programs:conduct", program)


@hr_admin_required
def conduct_edit(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Write the next version, beginning with the one in force or with ours."""
    program = editable_program(request, program_id)
    version = conduct_in_force(program)
    text = version.text if version else render_to_string("programs/conduct_base.txt").strip()
    form = ConductForm(request.POST or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        publish_conduct(program, text=form.cleaned_data["text"], by=request.person)
        flash(request, _("The code of conduct is in force."))
        return to_page(request, "programs:conduct", program)
    context = {
        "form": form,
        "program": program,
        "version": version,
        "crumbs": crumbs_to(request, program),
    }
    return render(
        request, "programs/conduct_edit.html", context, status=422 if form.errors else 200
    )
