"""The development mailbox. Its addresses exist only where settings.DEV_MAILBOX is set."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from peerlearn.notifications.mailbox import Mail, heads, mail, names
from peerlearn.notifications.texts import blocks_of

PAGE_SIZE = 50
# A mail's HTML gets no script, no image from elsewhere and nothing of ours; its links may leave
# the frame when they are clicked.
FOREIGN_HTML = {
    "default-src": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "font-src": [NONE],
    "form-action": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
}


def inbox(request: HttpRequest) -> HttpResponse:
    """What arrived, newest first."""
    search = request.GET.get("to", "")
    page = Paginator(names(search=search), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "heads": heads(page), "search": search}
    return render(request, "notifications/mailbox/inbox.html", context)


def message(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: its HTML in a frame, its text, its attachments."""
    found = _found(name)
    context = {"mail": found, "blocks": blocks_of(found.text.replace("\r\n", "\n").strip())}
    return render(request, "notifications/mailbox/message.html", context)


@xframe_options_sameorigin
@csp_replace(FOREIGN_HTML)  # type: ignore[arg-type]  # it types views without arguments
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail, for the frame alone."""
    return HttpResponse(_found(name).html.replace("<head>", '<head><base target="_top">', 1))


def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """A file that came with a mail, to be saved."""
    files = _found(name).attachments
    if number >= len(files):
        raise Http404
    return HttpResponse(
        files[number].content,
        content_type=files[number].content_type,
        headers={"Content-Disposition": f'attachment; filename="{files[number].name}"'},
    )


def _found(name: str) -> Mail:
    found = mail(name)
    if found is None:
        raise Http404
    return found
