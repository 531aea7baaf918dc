"""What was told to whom in a program, and what became of it: for HR admins."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from peerlearn.notifications.actions import retry
from peerlearn.notifications.forms import LogFilterForm, kind_label
from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import fate_of, kinds_sent, mail_log, retryable
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.views.doors import crumbs_to, visible_program

PAGE_SIZE = 50
State = Notification.State


@hr_admin_required
@require_safe
def messages(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Every message of a program with its state; of private ones neither subject nor text."""
    program = visible_program(request, program_id)
    form = LogFilterForm(request.GET, kinds=kinds_sent(program.id))
    found = mail_log(program=program.id, **form.wanted()).select_related("person")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    fate = fate_of(program.id)
    context = {
        "program": program,
        "form_of_filter": form,
        "page": page,
        "rows": [(row, kind_label(row.kind)) for row in page],
        "fate": [(label, fate[state]) for state, label in State.choices if state in fate],
        "failed": fate.get(State.FAILED, 0) + fate.get(State.UNKNOWN, 0),
        "crumbs": crumbs_to(request, program),
    }
    return render(request, "programs/messages.html", context)


@require_POST
@hr_admin_required
def retry_failed(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Try all messages of a program again that were given up."""
    program = visible_program(request, program_id)
    again = retry(retryable(program.id))
    said = ngettext(
        "%(count)d message is on its way again.",
        "%(count)d messages are on their way again.",
        again,
    )
    flash(request, said % {"count": again})
    return redirect(org_reverse(request.organization, "programs:messages", program.id))
