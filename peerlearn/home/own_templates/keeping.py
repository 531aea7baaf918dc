"""Saving a program as a template, and putting a template away."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peerlearn.home.launch import program_crumbs, program_to_set_up
from peerlearn.home.own_templates.doors import own_template, template_url, to_template
from peerlearn.home.own_templates.forms import SaveTemplateForm, without_session
from peerlearn.home.own_templates.reading import read_program
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.own_templates import (
    archive_template,
    delete_template,
    edit_template,
    restore_template,
    save_template,
)
from programs.catalogue.stored import template_of
from programs.errors import ProgramError
from programs.queries.templates import template_names_in_use
from programs.rules.names import next_name


@require_http_methods(["GET", "POST"])
@hr_admin_required
def save_as_template(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Ask for a name, say what comes along and what never does; then keep the template."""
    program = program_to_set_up(request, program_id)
    names = template_names_in_use()
    taken = {name.casefold() for name in names}
    name = next_name(program.name, names) if program.name.casefold() in taken else program.name
    form = SaveTemplateForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        try:
            row = save_template(read_program(program, **form.cleaned_data), by=request.person)
        except ProgramError as refusal:
            form.add_error("name", str(refusal))
        else:
            flash(request, _("The template is saved. You find it among the templates from now on."))
            return to_template(request, row)
    context = {
        "form": form,
        "program": program,
        "template": read_program(program, name="", purpose="", for_whom=""),
        "crumbs": program_crumbs(request, program),
    }
    status = 422 if form.errors else 200
    return render(request, "home/own_template/save.html", context, status=status)


@require_POST
@hr_admin_required
def session_removal(request: OrgRequest, template_id: UUID, ref: str) -> HttpResponse:
    """Take a session out of the plan, unless somebody has saved since the page was opened."""
    row = own_template(request, template_id)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() else 0
    try:
        edit_template(
            row, without_session(template_of(row), ref), by=request.person, version=version
        )
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("The session is out of the template."))
    return to_template(request, row)


@require_POST
@hr_admin_required
def archival(request: OrgRequest, template_id: UUID) -> HttpResponse:
    """Put the template away."""
    row = archive_template(own_template(request, template_id), by=request.person)
    undo = org_reverse(request.organization, "home:template_restore", row.id)
    flash(request, _("The template is archived."), undo_url=undo)
    return redirect(org_reverse(request.organization, "home:gallery"))


@require_POST
@hr_admin_required
def restore(request: OrgRequest, template_id: UUID) -> HttpResponse:
    """Bring the template back."""
    row = own_template(request, template_id)
    try:
        restore_template(row, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("The template is back."))
    return redirect(template_url(request, row))


@require_POST
@hr_admin_required
def deletion(request: OrgRequest, template_id: UUID) -> HttpResponse:
    """Delete an archived template that nothing was made from."""
    row = own_template(request, template_id)
    try:
        delete_template(row, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
        return to_template(request, row)
    flash(request, _("The template is deleted."))
    return redirect(org_reverse(request.organization, "home:gallery"))
