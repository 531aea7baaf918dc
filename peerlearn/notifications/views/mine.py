"""One's own messages, inside Peerlearn."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peerlearn.notifications.actions import mark_read, mark_unread
from peerlearn.notifications.forms import InboxFilterForm
from peerlearn.notifications.program_names import program_names
from peerlearn.notifications.queries import inbox, messages_of, programs_in_inbox, unread_count
from peerlearn.notifications.texts import blocks_of
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash

PAGE_SIZE = 30


@require_safe
def mine(request: OrgRequest) -> HttpResponse:
    """What the reader was told, newest first."""
    person = request.person
    form = InboxFilterForm(request.GET, programs=program_names(programs_in_inbox(person)))
    page = Paginator(inbox(person, **form.wanted()), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "form_of_filter": form, "unread": unread_count(person)}
    return render(request, "notifications/mine.html", context)


@require_safe
def message(request: OrgRequest, notification_id: UUID) -> HttpResponse:
    """One message; opening it is reading it."""
    own = messages_of(request.person).filter(id=notification_id)
    found = get_object_or_404(own)
    mark_read(own)
    context = {
        "message": found,
        "blocks": blocks_of(found.body),
        "crumbs": [(_("Messages"), org_reverse(request.organization, "notifications:mine"))],
    }
    return render(request, "notifications/message.html", context)


@require_safe
def calendar(request: OrgRequest, notification_id: UUID) -> HttpResponse:
    """The calendar entry that came with a message."""
    own = messages_of(request.person).exclude(calendar="")
    found = get_object_or_404(own, id=notification_id)
    return HttpResponse(
        found.calendar,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="invite.ics"'},
    )


@require_POST
def read(request: OrgRequest, notification_id: UUID) -> HttpResponse:
    """Note that the reader has read a message, without opening it."""
    own = messages_of(request.person).filter(id=notification_id)
    get_object_or_404(own)
    mark_read(own)
    return redirect(org_reverse(request.organization, "notifications:mine"))


@require_POST
def unread(request: OrgRequest, notification_id: UUID) -> HttpResponse:
    """Put a message back among the unread ones."""
    own = messages_of(request.person).filter(id=notification_id)
    get_object_or_404(own)
    mark_unread(own)
    flash(request, _("The message is marked as unread."))
    return redirect(org_reverse(request.organization, "notifications:mine"))


@require_POST
def read_all(request: OrgRequest) -> HttpResponse:
    """Mark all of the reader's messages as read."""
    mark_read(messages_of(request.person))
    flash(request, _("All messages are marked as read."))
    return redirect(org_reverse(request.organization, "notifications:mine"))
