"""The reports that somebody reads as a trusted person. To everybody else they aren't there."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from peerlearn.people.http import OrgRequest
from peerlearn.people.models import Person
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.reader_consents import accept_reading, decline_reading
from programs.actions.reports import answer_report, mark_read, move_report
from programs.errors import ProgramError
from programs.forms.nominations import AnswerForm
from programs.forms.reports import ReportMessageForm
from programs.models import QuietReport, ReaderConsent
from programs.queries.reader_consents import consents_of
from programs.queries.report_readers import reading_of, reports_readable_by
from programs.queries.reports import is_on_a_desk, opened_for_reader
from programs.rules.reports import MOVES


@never_cache
@require_safe
def reports(request: OrgRequest) -> HttpResponse:
    """One's own reports to read; 404 for those whom no program names."""
    found = list(reports_readable_by(request.person))
    if not found and not is_on_a_desk(request.person):
        raise Http404
    closed = QuietReport.State.CLOSED
    context = {
        "open": [one for one in found if one.state != closed],
        "closed": [one for one in found if one.state == closed],
        "consents": consents_of(request.person),
    }
    return render(request, "programs/reports.html", context)


@require_POST
def reader_answer(request: OrgRequest, consent_id: UUID) -> HttpResponse:
    """Say yes or no to reading a program's quiet reports; later the other way round."""
    asked = get_object_or_404(consents_of(request.person), id=consent_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        flash(request, _("Say yes or no, and why in at most 500 characters."), level="error")
        return _to_mine(request)
    try:
        said = _answered(asked, form.cleaned_data)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, said)
    return _to_mine(request)


def _answered(asked: ReaderConsent, said: dict[str, str]) -> str:
    if said["answer"] == "accept":
        accept_reading(asked, now=timezone.now())
        return _("Thank you. Reports come to you from now on, and HR knows that you agreed.")
    decline_reading(asked, reason=said["reason"], now=timezone.now())
    return _("HR knows, and will ask somebody else. Reports that you have stay with you.")


def _to_mine(request: OrgRequest) -> HttpResponse:
    """Back to the reports; whom nothing keeps there has no such page any more."""
    is_there = is_on_a_desk(request.person) or reports_readable_by(request.person).exists()
    page = "programs:reports" if is_there else "home:dashboard"
    return redirect(org_reverse(request.organization, page))


@never_cache
@require_safe
def reports_menu(request: OrgRequest) -> HttpResponse:
    """The entry in the user's menu, for those who have reports to read or may get some."""
    shown = reading_of(request.person).all > 0 or is_on_a_desk(request.person)
    return render(request, "programs/_reports_menu.html", {"is_shown": shown})


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def report(request: OrgRequest, report_id: UUID) -> HttpResponse:
    """One report with everything that was written, and a box to answer in."""
    found = _readable(request, report_id)
    form = ReportMessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_report(found, text=form.cleaned_data["text"], today=timezone.now().date())
        flash(request, _("Your answer waits for whoever wrote the report."))
        return _to(request, found)
    return _shown(request, found, form)


@sensitive_variables()
def _shown(request: OrgRequest, found: QuietReport, form: ReportMessageForm) -> HttpResponse:
    mark_read(found, by=request.person)
    lines, concerned = opened_for_reader(found)
    context = {
        "report": found,
        "state": found.state_now,
        "lines": lines,
        "concerned": Person.objects.filter(id__in=concerned).order_by("name", "id"),
        "moves": [(move, _move_label(move)) for move in MOVES[found.state]],
        "form": form,
        "crumbs": [(_("Quiet reports"), org_reverse(request.organization, "programs:reports"))],
    }
    return render(request, "programs/report.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@sensitive_post_parameters()
def report_state(request: OrgRequest, report_id: UUID) -> HttpResponse:
    """Say how far it is. An answer that was begun isn't sent by that, and stays in its box."""
    found = _readable(request, report_id)
    try:
        move_report(found, to=request.POST.get("to", ""))
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("Saved. Whoever wrote the report sees it with their code."))
    begun = request.POST.get("text", "")
    if begun.strip():
        # Never through an address or a session: nothing of a report is kept outside its seal.
        return _shown(
            request, _readable(request, report_id), ReportMessageForm(initial={"text": begun})
        )
    return _to(request, found)


def _readable(request: OrgRequest, report_id: UUID) -> QuietReport:
    return get_object_or_404(reports_readable_by(request.person), id=report_id)


def _to(request: OrgRequest, found: QuietReport) -> HttpResponse:
    return redirect(org_reverse(request.organization, "programs:report", found.id))


def _move_label(state: str) -> str:
    if state == QuietReport.State.CLOSED:
        return _("Close it")
    return _("I am working on it")
