"""The people of a program: found, filtered, withdrawn, and how many mentees each mentor takes."""

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.queries.places import places_of_people
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.paging import LongPaginator
from programs.actions.completing import complete_enrollments
from programs.actions.enrollment import set_mentor_capacity, withdraw_enrollments
from programs.actions.pausing import pause_people, resume_people
from programs.errors import ProgramError
from programs.forms.enrollment import USUAL, CapacityForm, PeopleFilterForm, uuids_in
from programs.forms.joining import PauseForm
from programs.models import Enrollment, Program
from programs.permissions import may_edit_program, may_see_people
from programs.queries.enrolled import enrollments_like
from programs.queries.joining import changes_of
from programs.queries.load import tell_loads
from programs.queries.people_list import people_facts
from programs.queries.roles import Roles, name_roles, roles_of_program
from programs.rules import words
from programs.rules.roles import RoleFacts
from programs.views.doors import crumbs_to, editable_program, visible_program

PAGE_SIZE = 50
Act = Callable[[OrgRequest, UUID], HttpResponse]


@require_safe
def people(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Who is in the program, for HR admins and its facilitators."""
    program = _program_with_people(request, program_id)
    form = PeopleFilterForm(request.GET, places=places_of_people())
    found = _filtered(program, form)
    facts = people_facts(program, found, is_narrowed=form.is_narrowed)
    pages = LongPaginator(found, PAGE_SIZE, total=facts.found)
    page = pages.get_page(request.GET.get("page"))
    roles = facts.roles
    name_roles(page, roles)
    _tell_why(page, form)
    is_kept = program.state == Program.State.ARCHIVED
    may_edit = may_edit_program(request.membership, program) and not is_kept
    if may_edit:
        tell_loads(list(page), now=timezone.now())
    context = {
        "program": program,
        "form": form,
        "page": page,
        "counts": facts.sums,
        "tabs": [
            {"role": role.role, "plural": role.plural, "count": facts.sums[role.role]}
            for role in roles.values()
        ],
        "role": form.cleaned_data.get("role", ""),
        "waiting": facts.sums["waiting"],
        "arrivals": [(batch, roles[batch.role]) for batch in facts.arrivals],
        "shows_withdrawn": form.cleaned_data.get("show") == "withdrawn",
        "is_filtered": any(form.cleaned_data.get(name) for name in ("q", "department", "location")),
        "may_edit": may_edit,
        "missing": _missing(program, roles, facts.sums) if may_edit else None,
        "usual": USUAL,
        "crumbs": crumbs_to(request, program),
    }
    return render(request, "programs/people.html", context)


def _missing(program: Program, roles: Roles, sums: Mapping[str, int]) -> RoleFacts | None:
    """The side of the pairs that nobody is on yet, while the other is there."""
    mentor, mentee = roles["mentor"], roles["mentee"]
    if "pairs" in program.steps_left_out or program.is_closed:
        return None
    if bool(sums["mentor"]) == bool(sums["mentee"]):
        return None
    return mentee if sums["mentor"] else mentor


@require_safe
def people_csv(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """The same people as the list with the same filters, as a file."""
    program = _program_with_people(request, program_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(_headings())
    form = PeopleFilterForm(request.GET, places=places_of_people())
    found = list(_filtered(program, form))
    name_roles(found, roles_of_program(program))
    for one in found:
        writer.writerow([harmless(cell) for cell in _cells(one)])
    return response


def harmless(cell: object) -> str:
    """A spreadsheet takes a text that begins like a formula for one; an apostrophe stops it."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _tell_why(page: Iterable[Enrollment], form: PeopleFilterForm) -> None:
    """In the list of those who left, why they did."""
    if form.cleaned_data.get("show") != "withdrawn":
        return
    rows = list(page)
    last = changes_of([one.id for one in rows])
    for one in rows:
        one.why = last.get(one.id)


def _headings() -> list[str]:
    return [
        _("Name"),
        _("E-mail"),
        _("Job title"),
        _("Department"),
        _("Location"),
        _("Start date"),
        _("Role"),
        _("State"),
        _("Mentees at most"),
    ]


def _cells(one: Enrollment) -> list[object]:
    person = one.person
    is_mentor = one.role == Enrollment.Role.MENTOR
    return [
        person.name,
        person.email or "",
        person.title,
        person.department,
        person.location,
        person.starts_on or "",
        one.role_label,
        one.get_state_display(),
        one.capacity if is_mentor else "",
    ]


def _program_with_people(request: OrgRequest, program_id: UUID) -> Program:
    program = visible_program(request, program_id)
    if not may_see_people(request.membership, program):
        raise Http404
    return program


def _filtered(program: Program, form: PeopleFilterForm) -> QuerySet[Enrollment]:
    """Filters that make no sense are left out, the others hold."""
    form.is_valid()
    said: dict[str, Any] = form.cleaned_data
    return enrollments_like(
        program,
        role=said.get("role", ""),
        search=said.get("q", "").strip(),
        department=said.get("department", ""),
        location=said.get("location", ""),
        is_withdrawn=said.get("show") == "withdrawn",
        sort=said.get("sort", ""),
    )


def saying_refusals(view: Act) -> Act:
    """The list of people says in words why something wasn't done."""

    @wraps(view)
    def said(request: OrgRequest, program_id: UUID) -> HttpResponse:
        try:
            return view(request, program_id)
        except ProgramError as refusal:
            flash(request, str(refusal), level="warning")
            return _back(request, editable_program(request, program_id))

    return said


@require_POST
@hr_admin_required
@saying_refusals
def withdrawal(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Take one person (`only`) or those ticked out of the program."""
    program = editable_program(request, program_id)
    batch = withdraw_enrollments(program, _chosen(request), by=request.person)
    if batch is None:
        flash(request, _("Tick at least one person."), level="info")
    else:
        first = Enrollment.objects.filter(batch=batch).select_related("person").first()
        undo_url = org_reverse(request.organization, "programs:batch_undo", program.id, batch.id)
        text = words.were_withdrawn(batch.count, first.person.name if first else "")
        flash(request, text, undo_url=undo_url)
    return _back(request, program)


@require_POST
@hr_admin_required
def completion(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Mark those ticked as having completed the program."""
    program = editable_program(request, program_id)
    try:
        batch = complete_enrollments(program, _chosen(request), by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
        return _back(request, program)
    if batch is None:
        flash(request, _("Tick at least one person who takes part."), level="info")
    else:
        first = Enrollment.objects.filter(batch=batch).select_related("person").first()
        undo_url = org_reverse(request.organization, "programs:batch_undo", program.id, batch.id)
        text = words.were_completed(batch.count, first.person.name if first else "")
        flash(request, text, undo_url=undo_url)
    return _back(request, program)


@require_POST
@hr_admin_required
@saying_refusals
def pause(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Pause those ticked until a day."""
    program, today = editable_program(request, program_id), timezone.localdate()
    form = PauseForm(request.POST, today=today, ends_on=program.ends_on)
    if not form.is_valid():
        said = form.errors["returns_on"][0]
        flash(request, str(said), level="error")
        return _back(request, program)
    day = form.cleaned_data["returns_on"]
    chosen = _chosen(request)
    count = pause_people(program, chosen, returns_on=day, by=request.person, today=today)
    flash(request, words.were_paused(count), level="success" if count else "info")
    return _back(request, program)


@require_POST
@hr_admin_required
@saying_refusals
def resume(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Bring those ticked back from their pause."""
    program = editable_program(request, program_id)
    count = resume_people(program, _chosen(request), by=request.person)
    flash(request, words.are_back(count), level="success" if count else "info")
    return _back(request, program)


@require_POST
@hr_admin_required
@saying_refusals
def capacity(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Say how many mentees those ticked take."""
    program = editable_program(request, program_id)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        flash(request, _("Enter a number from 1 to 20."), level="error")
        return _back(request, program)
    wanted = form.cleaned_data["capacity"]
    changed = set_mentor_capacity(program, _chosen(request), capacity=wanted, by=request.person)
    if changed:
        flash(request, words.capacity_set(changed, wanted))
    else:
        flash(request, _("Tick at least one mentor."), level="info")
    return _back(request, program)


def _chosen(request: OrgRequest) -> list[UUID]:
    only = request.POST.get("only")
    values = [only] if only else request.POST.getlist("enrollment")
    return [UUID(value) for value in uuids_in(values)]


def _back(request: OrgRequest, program: Program) -> HttpResponse:
    """Back to the list with the filters that were on."""
    listed = org_reverse(request.organization, "programs:people", program.id)
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours and back.startswith(f"{listed}?") else listed)
