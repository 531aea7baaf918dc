"""How pairs come about in a program: HR's page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.wishes import set_modes
from matching.forms import SeenModesForm
from matching.queries.modes import modes_of
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.moves import hold_program
from programs.errors import ProgramError
from programs.queries import programs_visible_to


@require_http_methods(["GET", "POST"])
@hr_admin_required
def modes(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Choose the ways in which pairs come about."""
    visible = programs_visible_to(request.person, request.membership)
    program = get_object_or_404(visible, id=program_id)
    if request.method == "POST":
        hold_program(program)
    form = SeenModesForm(request.POST or None, instance=modes_of(program))
    page = org_reverse(request.organization, "matching:overview", program.id)
    if request.method == "POST" and form.is_valid():
        try:
            set_modes(program, by=request.person, **form.cleaned_data)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("Pairs come about so from now on."))
            return redirect(page)
    crumbs = [
        (_("Matches"), org_reverse(request.organization, "matching:index")),
        (program.name, page),
    ]
    context = {"form": form, "program": program, "crumbs": crumbs}
    return render(request, "matching/modes.html", context, status=422 if form.errors else 200)
