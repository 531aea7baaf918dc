"""The mail log: what was sent to whom, for HR admins."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from peerlearn.notifications.actions import retry
from peerlearn.notifications.forms import LogFilterForm, kind_label
from peerlearn.notifications.queries import (
    CAN_BE_RETRIED,
    kinds_sent,
    logged_messages,
    mail_log,
    retryable,
)
from peerlearn.notifications.texts import blocks_of, without_addresses
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash

PAGE_SIZE = 50


@hr_admin_required
@require_safe
def log(request: OrgRequest) -> HttpResponse:
    """Every message with its state; of private ones neither subject nor text."""
    form = LogFilterForm(request.GET, kinds=kinds_sent())
    page = Paginator(mail_log(**form.wanted()), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form_of_filter": form,
        "page": page,
        "rows": [(row, kind_label(row.kind)) for row in page],
        "failed": retryable().count(),
    }
    return render(request, "notifications/log.html", context)


@hr_admin_required
@require_safe
def entry(request: OrgRequest, notification_id: UUID) -> HttpResponse:
    """One message: what became of it, and its text without its links."""
    row = get_object_or_404(logged_messages().select_related("person"), id=notification_id)
    context = {
        "message": row,
        "kind": kind_label(row.kind),
        "blocks": [] if row.is_private else blocks_of(without_addresses(row.body)),
        "can_retry": row.state in CAN_BE_RETRIED,
        "crumbs": [(_("Mail log"), org_reverse(request.organization, "notifications:log"))],
    }
    return render(request, "notifications/entry.html", context)


@require_POST
@hr_admin_required
def retry_one(request: OrgRequest, notification_id: UUID) -> HttpResponse:
    """Try a message again that was given up."""
    row = get_object_or_404(logged_messages(), id=notification_id)
    again = retry(logged_messages().filter(id=row.id))
    if again:
        flash(request, _("The message is on its way again."))
    else:
        flash(request, _("This message wasn't given up."), level="warning")
    return redirect(org_reverse(request.organization, "notifications:entry", row.id))


@require_POST
@hr_admin_required
def retry_all(request: OrgRequest) -> HttpResponse:
    """Try all messages again that were given up, after a mail server was away for long."""
    again = retry(retryable())
    text = ngettext(
        "%(count)d message is on its way again.",
        "%(count)d messages are on their way again.",
        again,
    )
    flash(request, text % {"count": again})
    return redirect(org_reverse(request.organization, "notifications:log"))
