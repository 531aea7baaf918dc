"""What waits for one's feedback, and the rounds whose results one reads."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.queries.rounds import (
    open_requests_of,
    reads_rounds,
    rounds_of,
    rounds_visible_to,
)
from peerlearn.people.http import OrgRequest

PER_PAGE = 20
MOST_PAST = 10


@require_safe
def index(request: OrgRequest) -> HttpResponse:
    """Everybody's own requests and past sessions; for readers of results, their rounds."""
    now = timezone.now()
    requests = list(open_requests_of(request.person, now=now))
    past = rounds_of(request.person).exclude(pk__in=[found.pk for found in requests])
    context = {
        "requests": requests,
        "past": list(past[:MOST_PAST]),
        "now": now,
        "reads_rounds": reads_rounds(request.person, request.membership),
        "page": Paginator(rounds_visible_to(request.person, request.membership), PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "feedback/index.html", context)
