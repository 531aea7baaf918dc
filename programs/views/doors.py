"""How a program reaches a view: not yours and not there are the same 404."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.links import own_path
from programs.actions.moves import hold_program
from programs.models import Program
from programs.permissions import may_edit_program
from programs.queries import programs_visible_to

Crumbs = list[tuple[str, str]]


def visible_program(request: OrgRequest, program_id: UUID) -> Program:
    """A program that the reader may see, or 404."""
    return get_object_or_404(
        programs_visible_to(request.person, request.membership).select_related("owner"),
        id=program_id,
    )


def editable_program(request: OrgRequest, program_id: UUID) -> Program:
    """A program that the reader may change, or 404."""
    program = visible_program(request, program_id)
    if not may_edit_program(request.membership, program):
        raise Http404
    return program


def program_of_form(request: OrgRequest, program_id: UUID) -> Program:
    """The same for a form: what is sent waits until nobody else writes, and is then compared."""
    program = editable_program(request, program_id)
    if request.method == "POST":
        hold_program(program)
        program = editable_program(request, program_id)
    return program


def crumbs_to(request: OrgRequest, program: Program | None = None) -> Crumbs:
    """The way from the list of programs down to the page below a program."""
    crumbs = [(_("Programs"), org_reverse(request.organization, "programs:list"))]
    if program is not None:
        crumbs.append((program.name, program_url(request, program)))
    return crumbs


def program_url(request: OrgRequest, program: Program) -> str:
    """The program's own page, which peerlearn.home builds from all apps."""
    return org_reverse(request.organization, "home:program", program.id)


def to_page(request: OrgRequest, name: str, program: Program) -> HttpResponse:
    """On to a page of the program."""
    return redirect(org_reverse(request.organization, name, program.id))


def back_or_to(request: OrgRequest, name: str, program: Program) -> HttpResponse:
    """Back to the page of ours that the form names as `next`, else on to a page of the program."""
    back = own_path(request.POST.get("next", ""))
    return HttpResponseRedirect(back) if back else to_page(request, name, program)
