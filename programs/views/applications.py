"""Those who wait to be let in: approved or turned down by HR, one or many."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.web.flash import flash
from programs.actions.waiting import approve_applications, reject_applications
from programs.errors import ProgramError
from programs.forms.enrollment import uuids_in
from programs.forms.joining import DecisionForm
from programs.models import Program
from programs.queries.joining import applications as waiting_in
from programs.queries.joining import led_in
from programs.queries.roles import name_roles, places_taken, roles_of_program
from programs.views.doors import crumbs_to, editable_program, to_page

PAGE_SIZE = 50


@hr_admin_required
def applications(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Who waits, in the order in which they asked, and how many places there are for them."""
    program = editable_program(request, program_id)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        chosen = [UUID(value) for value in uuids_in(request.POST.getlist("enrollment"))]
        is_valid = form.is_valid()
        if not chosen:
            form.add_error(None, _("Tick at least one person."))
        elif is_valid:
            try:
                return _decided(request, program, chosen, form)
            except ProgramError as refusal:
                form.add_error(None, str(refusal))
    page = Paginator(waiting_in(program), PAGE_SIZE).get_page(request.GET.get("page"))
    roles, taken = roles_of_program(program), places_taken(program)
    name_roles(page, roles)
    leads = led_in(program, {one.person_id for one in page})
    context = {
        "program": program,
        "form": form,
        "page": page,
        "rows": [(one, leads.get(one.person_id, 0)) for one in page],
        "leads": len(leads),
        "ticked": set(request.POST.getlist("enrollment")),
        "places": [
            (facts, facts.free(taken[facts.role]))
            for facts in roles.values()
            if facts.takes_applications or facts.seats is not None
        ],
        "crumbs": crumbs_to(request, program),
    }
    status = 422 if form.errors else 200
    return render(request, "programs/applications.html", context, status=status)


def _decided(
    request: OrgRequest, program: Program, chosen: list[UUID], form: DecisionForm
) -> HttpResponse:
    said = form.cleaned_data
    if said["decision"] == "approve":
        count = approve_applications(program, chosen, by=request.person)
        text = ngettext("%(count)s person is in.", "%(count)s people are in.", count)
    else:
        count = reject_applications(program, chosen, words=said["words"], by=request.person)
        text = ngettext(
            "%(count)s person was told, with your reason.",
            "%(count)s people were told, with your reason.",
            count,
        )
    flash(request, text % {"count": count})
    return to_page(request, "programs:applications", program)
