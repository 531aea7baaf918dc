"""HR names who reads a program's quiet reports."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.web.flash import flash
from programs.actions.report_desks import name_readers, take_naming_back
from programs.errors import ProgramError, ReportDeskError
from programs.forms.reports import ReportDeskForm
from programs.models import Program, ReportDesk
from programs.permissions import may_name_readers
from programs.queries.candidates import readers_to_propose
from programs.queries.closeness import closeness_of
from programs.queries.near_hr import colleagues_like, sentences_about_hr
from programs.queries.reports import candidates_of, desk_of, readers_today
from programs.rules.reports import absences
from programs.views.conduct import conduct_crumbs
from programs.views.doors import back_or_to, program_of_form, to_page

NAMED = ("trusted_person", "stand_in")
# Of those proposed; all of them are suggested while typing.
SHOWN = 4


@hr_admin_required
def report_desk(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Who they are, and naming others. Of reports nothing is shown here, not even how many."""
    program = program_of_form(request, program_id)
    if not may_name_readers(request.membership, program):
        raise Http404
    if request.htmx and not request.htmx.boosted and request.method == "GET":
        return _names_like(request)
    desk = desk_of(program)
    form = ReportDeskForm(request.POST or None, initial=_said(desk))
    form.initial.update(_chosen(request))  # after the form has noted what is stored
    if (
        form.is_bound
        and request.method == "POST"
        and form.is_valid()
        and not _asks_first(form, desk)
        and _named(request, program, form)
    ):
        return to_page(request, "programs:report_desk", program)
    proposed = readers_to_propose(program)
    named = [one for one in (desk.trusted_person, desk.stand_in) if one] if desk else []
    near = closeness_of(program, [*named, *proposed[:SHOWN]])
    form.suggest_people_from(request.path)
    context = {
        "form": form,
        "program": program,
        "desk": desk,
        "absences": absences(candidates_of(desk)),
        "named": [(one, near[one.id]) for one in named],
        "proposed": proposed,
        "shown": [(one, near[one.id]) for one in proposed[:SHOWN]],
        "crumbs": conduct_crumbs(request, program),
    }
    status = 422 if form.errors else 200
    return render(request, "programs/report_desk.html", context, status=status)


@require_POST
@hr_admin_required
def report_desk_undo(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Nobody is named any more, before the launch."""
    program = program_of_form(request, program_id)
    if not may_name_readers(request.membership, program):
        raise Http404
    try:
        take_naming_back(program)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("Nobody is named for quiet reports now."))
    return back_or_to(request, "programs:report_desk", program)


def _names_like(request: OrgRequest) -> HttpResponse:
    """Options for a box while somebody types."""
    words = next((request.GET[name] for name in NAMED if name in request.GET), "")
    people = colleagues_like(words)
    return render(request, "programs/_reader_options.html", {"people": people})


def _asks_first(form: ReportDeskForm, desk: ReportDesk | None) -> bool:
    """Whether somebody new is near to HR, and who names them hasn't read that yet."""
    known = {desk.trusted_person_id, desk.stand_in_id} if desk else set()
    chosen = {name: form.cleaned_data[name] for name in NAMED if form.cleaned_data[name]}
    fresh = {name: one for name, one in chosen.items() if one.id not in known}
    near = sentences_about_hr(fresh.values()) if fresh else {}
    seen = " ".join(sorted(str(one.id) for one in near))
    if not near or form.data.get("near_hr_seen") == seen:
        return False
    for name, one in fresh.items():
        if one in near:
            said = " ".join([*near[one], _("People may not trust that HR doesn't read along.")])
            form.add_error(
                name, _("%(said)s Save again to ask them all the same.") % {"said": said}
            )
    form.near_hr_seen = seen
    return True


def _chosen(request: OrgRequest) -> dict[str, str]:
    """What was chosen from the list: it stands in the box, and isn't saved yet."""
    return {name: words for name in NAMED if (words := request.GET.get(name, ""))}


def _said(desk: ReportDesk | None) -> dict[str, str]:
    if desk is None:
        return {}
    return {
        "trusted_person": _words(desk.trusted_person),
        "stand_in": _words(desk.stand_in),
        "external_contact": desk.external_contact,
    }


def _words(person: object) -> str:
    return str(getattr(person, "email", None) or getattr(person, "name", ""))


def _named(request: OrgRequest, program: Program, form: ReportDeskForm) -> bool:
    try:
        name_readers(program, **form.cleaned_data, by=request.person)
    except ReportDeskError as refusal:
        for field, problem in refusal.problems.items():
            form.add_error(field, problem)
        return False
    except ProgramError as refusal:
        form.add_error(None, str(refusal))
        return False
    readers = readers_today(program)
    said = _("Saved. Everybody in the program can find them, and send a quiet report.")
    if readers.awaited:
        said = _("Saved. A question is on its way to %(name)s; reports wait for their yes.")
        said %= {"name": readers.awaited.name}
    flash(request, said)
    return True
