"""The list of programs, making one and changing it."""

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from peerlearn.audit.queries import last_editor
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.web.flash import flash
from programs.actions.programs import create_program, edit_program
from programs.errors import ProgramError, ProgramNameTakenError, StrandsSessionsError
from programs.forms.programs import ProgramFilterForm, ProgramForm, SeenProgramForm
from programs.permissions import may_create_program
from programs.queries import programs_visible_to
from programs.queries.facilitators import nominations_to_answer
from programs.queries.programs import programs_like, roles_of, with_people_count
from programs.rules.dates import past_start
from programs.views.doors import crumbs_to, editable_program, program_of_form, program_url

PAGE_SIZE = 25


@require_safe
def program_list(request: OrgRequest) -> HttpResponse:
    """All programs for HR admins; for others those they are in or facilitate."""
    form = ProgramFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    visible = programs_visible_to(request.person, request.membership)
    found = programs_like(visible, search=wanted["q"], state=wanted["state"])
    page = Paginator(with_people_count(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_filtered": bool(wanted["q"] or wanted["state"]),
        "may_create": may_create_program(request.membership),
        "roles": roles_of(request.person),
        "asked": nominations_to_answer(request.person),
    }
    return render(request, "programs/list.html", context)


@hr_admin_required
def program_create(request: OrgRequest) -> HttpResponse:
    """Ask for name, goal and dates, and go on to the set-up guide."""
    form = ProgramForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            program = create_program(**form.cleaned_data, by=request.person)
        except ProgramError as refusal:
            form.add_error("name", str(refusal))
        else:
            flash(request, _("The program is a draft. Only HR admins see it until you launch it."))
            if past := past_start(program.starts_on, today=timezone.localdate()):
                flash(request, past, level="warning")
            return redirect(program_url(request, program))
    context = {"form": form, "crumbs": crumbs_to(request)}
    return render(request, "programs/create.html", context, status=422 if form.errors else 200)


@hr_admin_required
def program_edit(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Change name, goal, dates and owner."""
    program = program_of_form(request, program_id)
    form = SeenProgramForm(request.POST or None, instance=program, today=timezone.localdate())
    stranded: StrandsSessionsError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_program(
                program,
                **form.cleaned_data,
                strands=_confirmed(request, "strands"),
                strands_before=_confirmed(request, "strands_before"),
                by=request.person,
            )
        except StrandsSessionsError as asked:
            stranded = asked
        except ProgramError as refusal:
            is_name = isinstance(refusal, ProgramNameTakenError)
            form.add_error("name" if is_name else None, str(refusal))
        else:
            flash(request, _("Saved."))
            return redirect(program_url(request, program))
    saved = editable_program(request, program_id)
    context = {
        "form": form,
        "program": saved,
        "saved_by": last_editor("program", saved.id) if form.conflict else "",
        "stranded": stranded,
        "crumbs": crumbs_to(request, saved),
    }
    status = 422 if form.errors or stranded else 200
    return render(request, "programs/edit.html", context, status=status)


def _confirmed(request: OrgRequest, name: str) -> date | None:
    """A new day that was confirmed, for all published sessions that lie beyond it."""
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        return None
