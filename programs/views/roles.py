"""The roles of a program: names, what they ask, places, and how people come in."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.roles import TooFewPlacesError, set_role
from programs.errors import ProgramError
from programs.forms.roles import SeenRoleForm
from programs.models import Program, ProgramRole
from programs.queries.roles import places_taken, role_of_program, roles_of_program
from programs.rules.roles import ROLES, RoleFacts, hours_in_words
from programs.views.doors import crumbs_to, editable_program, program_of_form, to_page


@require_GET
@hr_admin_required
def roles(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """All roles of a program with their places and ways in."""
    program = editable_program(request, program_id)
    taken = places_taken(program)
    context = {
        "program": program,
        "roles": [
            {
                "facts": facts,
                "taken": taken[facts.role],
                "free": facts.free(taken[facts.role]),
                "hours": hours_in_words(facts.hours),
                "way_in": ProgramRole.WayIn(facts.way_in).label,
            }
            for facts in roles_of_program(program).values()
        ],
        "crumbs": crumbs_to(request, program),
    }
    return render(request, "programs/roles.html", context)


@hr_admin_required
def role_edit(request: OrgRequest, program_id: UUID, role: str) -> HttpResponse:
    """Change one role."""
    program = program_of_form(request, program_id)
    if role not in ROLES:
        raise Http404
    facts = role_of_program(program, role)
    form = SeenRoleForm(request.POST or None, role=role, initial=_initial(program, facts))
    if request.method == "POST" and form.is_valid():
        try:
            set_role(program, role, by=request.person, **form.cleaned_data)
        except ProgramError as refusal:
            form.add_error(
                "seats" if isinstance(refusal, TooFewPlacesError) else None, str(refusal)
            )
        else:
            flash(request, _("Saved."))
            return to_page(request, "programs:roles", program)
    listed = org_reverse(request.organization, "programs:roles", program.id)
    context = {
        "program": program,
        "form": form,
        "facts": facts,
        "crumbs": [*crumbs_to(request, program), (_("Roles and ways in"), listed)],
    }
    return render(request, "programs/role_edit.html", context, status=422 if form.errors else 200)


def _initial(program: Program, facts: RoleFacts) -> dict[str, object]:
    """What the form begins with: the row, or the usual without its words."""
    row = ProgramRole.objects.filter(program=program, role=facts.role).first()
    return {
        "label_one": row.label_one if row else "",
        "label_many": row.label_many if row else "",
        "asked": facts.asked,
        "hours_a_month": facts.hours,
        "seats": facts.seats,
        "way_in": facts.way_in,
    }
