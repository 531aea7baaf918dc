"""HR names who reads a program's quiet reports."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from peerlearn.people.actions import invite_people
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.models import Person
from peerlearn.people.queries import active_people
from peerlearn.people.queries.directory import find_colleagues
from peerlearn.people.queries.invitations import has_joined
from peerlearn.web.flash import flash
from programs.actions.report_desks import name_readers
from programs.errors import ProgramError, ReportDeskError
from programs.forms.enrollment import uuids_in
from programs.forms.reports import ReportDeskForm
from programs.models import Program, ReportDesk
from programs.permissions import may_name_readers
from programs.queries.reports import candidates_of, desk_of
from programs.rules.reports import absences
from programs.views.conduct import conduct_crumbs
from programs.views.doors import program_of_form, to_page


@hr_admin_required
def report_desk(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Who they are, and naming others. Of reports nothing is shown here, not even how many."""
    program = program_of_form(request, program_id)
    if not may_name_readers(request.membership, program):
        raise Http404
    desk = desk_of(program)
    if request.method == "POST" and "invite" in request.POST:
        _invite(request)
        form = ReportDeskForm(initial=request.POST.dict())
    else:
        form = ReportDeskForm(request.POST or None, initial=_said(desk))
    if (
        form.is_bound
        and request.method == "POST"
        and form.is_valid()
        and _named(request, program, form)
    ):
        return to_page(request, "programs:report_desk", program)
    context = {
        "form": form,
        "program": program,
        "desk": desk,
        "absences": absences(candidates_of(desk)),
        "without_login": _without_login(form),
        "crumbs": conduct_crumbs(request, program),
    }
    status = 422 if form.errors else 200
    return render(request, "programs/report_desk.html", context, status=status)


def _without_login(form: ReportDeskForm) -> list[Person]:
    """Those who were written here, and can be invited to sign in before they are named."""
    if not form.errors:
        return []
    written = [str(form[field].value() or "") for field in ("trusted_person", "stand_in")]
    found = [find_colleagues(words) for words in written if words]
    meant = [people[0] for people in found if len(people) == 1]
    return [one for one in meant if one.is_reachable and not has_joined(one)]


def _invite(request: OrgRequest) -> None:
    """Ask somebody to join; what was typed on the page stays."""
    chosen = active_people().filter(id__in=uuids_in([request.POST["invite"]]))
    plan = invite_people(chosen, by=request.person)
    for person in plan.ready:
        said = _("An invitation is on its way to %(name)s. Save once they have signed in.")
        flash(request, said % {"name": person.name})
    for person, _reason in plan.refused:
        said = _("%(name)s was invited within the last day. Save once they have signed in.")
        flash(request, said % {"name": person.name}, level="info")


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
    flash(request, _("Saved. Everybody in the program can find them, and send a quiet report."))
    return True
