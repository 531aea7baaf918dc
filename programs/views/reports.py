"""Writing a quiet report. Nobody's name goes along, and no line of a log says who was here."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from peerlearn.people.http import OrgRequest
from peerlearn.web.limits import within_limit
from peerlearn.web.sealing import keyed_hash
from programs.actions.reports import send_report
from programs.errors import ProgramError
from programs.forms.reports import ConcernedForm, ReportForm, typed_lines
from programs.models import Program, QuietReport
from programs.queries.reports import (
    candidates_of,
    desk_of,
    programs_to_report_in,
    report_with_code,
    route_of,
)
from programs.rules.report_code import in_groups
from programs.rules.reports import promise, why_nobody

REPORTS_A_MINUTE = 5
# Each with up to MOST_CONCERNED names: enough to correct oneself, too few to try out names.
LOOKUPS_A_MINUTE = 10


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def write_report(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """First whom it is about, then, under the name of who will read it, what happened."""
    program = get_object_or_404(programs_to_report_in(), id=program_id)
    if request.method != "POST":
        return _ask_whom(request, program, ConcernedForm())
    if "text" in request.POST and "again" not in request.POST:
        return _send(request, program)
    if "again" in request.POST:
        kept = ConcernedForm(initial={"names": request.POST.get("names", "")})
        return _ask_whom(request, program, kept)
    asked = _looked_up(request)
    if not asked.is_valid():
        return _ask_whom(request, program, asked)
    form = ReportForm(initial={"text": request.POST.get("kept", "")})
    concerned = [person.id for person in asked.cleaned_data["names"]]
    return _ask_what(request, program, form, concerned)


def _ask_whom(request: OrgRequest, program: Program, form: ConcernedForm) -> HttpResponse:
    desk = desk_of(program)
    way = route_of(candidates_of(desk), [])
    context = {
        "program": program,
        "form": form,
        "kept": request.POST.get("text", request.POST.get("kept", "")),
        "promise": promise(way),
        # Nobody types what nobody could read.
        "has_reader": way.reader is not None,
        "is_named": desk is not None and desk.trusted_person is not None,
        "external_contact": desk.external_contact if desk else "",
    }
    status = 422 if form.errors else 200
    return render(request, "programs/report_whom.html", context, status=status)


def _ask_what(
    request: OrgRequest, program: Program, form: ReportForm, concerned: list[UUID]
) -> HttpResponse:
    desk = desk_of(program)
    candidates = candidates_of(desk)
    way = route_of(candidates, concerned)
    typed = typed_lines(request.POST.get("names", ""))
    hidden = {
        "concerned": " ".join(map(str, concerned)),
        "reader": str(way.reader.id) if way.reader else "",
        "key": str(uuid4()),
    }
    if form.is_bound:  # the same words, under the name of who would read them now
        form.data = {"text": form.data.get("text", ""), **hidden}
    else:
        form.initial = {**form.initial, **hidden}
    context: dict[str, Any] = {
        "program": program,
        "form": form,
        "typed": typed,  # nothing of the people but what the reporter knew
        "names": "\n".join(typed),
        "promise": promise(way),
        "why_nobody": "" if way.reader else why_nobody(candidates),
        "external_contact": desk.external_contact if desk else "",
    }
    status = 422 if form.errors else 200
    return render(request, "programs/report_write.html", context, status=status)


def _send(request: OrgRequest, program: Program) -> HttpResponse:
    form = ReportForm(request.POST)
    if form.is_valid() and _may_go(request, form):
        said = form.cleaned_data
        try:
            code = send_report(
                program,
                text=said["text"],
                concerned=said["concerned"],
                reader_id=said["reader"],
                form_key=said["key"],
                today=timezone.now().date(),
            )
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _receipt(request, program, code)
    return _ask_what(request, program, form, form.cleaned_data.get("concerned", []))


def _looked_up(request: OrgRequest) -> ConcernedForm:
    """Whom the reporter names; after many tries nobody is looked for."""
    if not request.POST.get("names", "").strip() or within_limit(
        "quiet-report-names", _unnamed(request), most=LOOKUPS_A_MINUTE, seconds=60
    ):
        return ConcernedForm(request.POST)
    form = ConcernedForm({})
    form.add_error("names", _("These were many names. Wait a minute and try again."))
    form.data = request.POST  # what was typed stays
    return form


def _unnamed(request: OrgRequest) -> str:
    """Whom to count: nobody can read from the counter who it was."""
    return keyed_hash("programs.report_limit", str(request.person.id))


def _may_go(request: OrgRequest, form: ReportForm) -> bool:
    if within_limit("quiet-report", _unnamed(request), most=REPORTS_A_MINUTE, seconds=60):
        return True
    form.add_error(None, _("These were many reports. Wait a minute and try again."))
    return False


def _receipt(request: OrgRequest, program: Program, code: str) -> HttpResponse:
    report: QuietReport | None = report_with_code(code)
    context = {
        "program": program,
        "code": in_groups(code),
        "promise": report.promise if report else "",
    }
    return render(request, "programs/report_receipt.html", context, status=201)
