"""Following a quiet report by its code: outside of all organizations, without a login.

The code travels in the body of a POST, never in an address; nothing is kept in the browser.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from peerlearn.tenancy.context import organization
from peerlearn.web.client_address import client_address
from peerlearn.web.limits import within_limit
from peerlearn.web.sealing import keyed_hash
from programs.actions.reports import add_to_report
from programs.errors import ProgramError
from programs.forms.reports import CodeForm, ReporterMessageForm
from programs.models import QuietReport
from programs.queries.report_readers import standing_of
from programs.queries.reports import desk_of, opened, place_of, report_with_code, state_for_reporter
from programs.rules.report_code import in_groups
from programs.rules.report_reading import who_reads

# Twenty-five of them are one in 2^76: what is limited is the load. Few would let one person lock
# out everybody behind the same address.
CODES_A_MINUTE = 500


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with it show the report, and take a message."""
    if request.method != "POST":
        return render(request, "programs/report_code.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    place = _place(request, form) if form.is_valid() else None
    if place is None:
        return render(request, "programs/report_code.html", {"form": form}, status=422)
    with organization(place):
        return _show(request, form.cleaned_data["code"])


def _place(request: HttpRequest, form: CodeForm) -> UUID | None:
    """The organization of the code; each try counts."""
    if not may_try(request):
        form.add_error("code", _("These were many codes. Wait a minute and try again."))
        return None
    place = place_of(form.cleaned_data["code"])
    if place is None:
        form.add_error("code", _("No report has this code. Look at each letter again."))
    return place


def may_try(request: HttpRequest) -> bool:
    """Whether this address hasn't tried too many codes; counted by a hash, for a minute."""
    who = keyed_hash("programs.report_code_limit", client_address(request))
    return within_limit("report-code", who, most=CODES_A_MINUTE, seconds=60, everywhere=True)


def _show(request: HttpRequest, code: str) -> HttpResponse:
    report = report_with_code(code)
    if report is None:  # gone since a moment
        return render(request, "programs/report_code.html", {"form": CodeForm()}, status=422)
    form = ReporterMessageForm(request.POST if "text" in request.POST else None)
    was_sent = form.is_bound and form.is_valid() and _send(report, form)
    standing = standing_of(report)
    reader = standing.reader
    reader_id = str(reader.id) if reader else ""
    if was_sent or not form.is_bound:
        form = ReporterMessageForm(initial={"reader": reader_id})
    else:  # the same words, under the name of who reads them now
        form.data = {"text": form.data.get("text", ""), "reader": reader_id}
    desk = desk_of(report.program) if reader is None else None
    context = {
        "report": report,
        "state": state_for_reporter(report),
        "lines": opened(report)[0],
        "has_reader": reader is not None,
        "who_reads": who_reads(standing),
        # Of what was written before it changed hands nobody knows any more whose words it is.
        "answers_by": reader.name if reader and standing.is_with_first else "",
        "external_contact": desk.external_contact if desk else "",
        "code": in_groups(code),
        "form": form,
        "was_sent": was_sent,
    }
    status = 422 if form.errors else 200
    return render(request, "programs/report_follow.html", context, status=status)


def _send(report: QuietReport, form: ReporterMessageForm) -> bool:
    """Whether it is sent; nothing goes to anybody but who was named beside the box."""
    said = form.cleaned_data
    today = timezone.now().date()
    try:
        add_to_report(report, text=said["text"], today=today, reader_id=said["reader"])
    except ProgramError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
