"""How much each rule counts in a program."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.rules import set_weights
from matching.forms import SeenPreferencesForm
from matching.queries.rules import weights_of
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.moves import hold_program
from programs.errors import ProgramError
from programs.queries import programs_visible_to


@require_http_methods(["GET", "POST"])
@hr_admin_required
def preferences(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Choose the weights of the next run."""
    visible = programs_visible_to(request.person, request.membership)
    program = get_object_or_404(visible, id=program_id)
    if request.method == "POST":
        hold_program(program)
    form = SeenPreferencesForm(request.POST or None, weights=weights_of(program))
    if request.method == "POST" and form.is_valid():
        try:
            set_weights(program, form.weights(), by=request.person)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("The next run counts so."))
            return redirect(org_reverse(request.organization, "matching:overview", program.id))
    page = org_reverse(request.organization, "matching:overview", program.id)
    context = {
        "form": form,
        "program": program,
        "crumbs": [
            (_("Matches"), org_reverse(request.organization, "matching:index")),
            (program.name, page),
        ],
    }
    return render(request, "matching/preferences.html", context, status=422 if form.errors else 200)
