"""The organization's topics, for HR: the picture of demand and supply, the list, files."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from peerlearn.people.forms.topics import TopicsFilterForm
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.imports.bad_rows import write_csv
from peerlearn.people.queries.topic_counts import topic_counts
from peerlearn.people.queries.topic_list import topic_lines
from peerlearn.people.queries.topics import vocabulary
from peerlearn.people.rules.demand import Demand, finding, gaps, proposal
from peerlearn.people.rules.taxonomy import HEADER
from peerlearn.tenancy.urls import org_reverse

PAGE_SIZE = 50
BARS = 10
GAPS = 50


@require_safe
@hr_admin_required
def topics(request: OrgRequest) -> HttpResponse:
    """What is wanted and not known: the gaps of the organization, widest first."""
    words = vocabulary()
    threshold = request.organization_settings.anonymity_threshold
    found = gaps(topic_counts(words), threshold=threshold)[:GAPS]
    context = {
        "finding": finding(found),
        "bars": [(one.topic.name, one.gap) for one in found[:BARS]],
        "gaps": [(one, one.texts(), _session_url(request, one)) for one in found],
        "threshold": threshold,
        "has_topics": bool(words.listed),
    }
    return render(request, "people/topics/demand.html", context)


def _session_url(request: OrgRequest, one: Demand) -> str:
    """The form of a new session, begun."""
    return f"{org_reverse(request.organization, 'sessions:create')}?{urlencode(proposal(one))}"


@require_safe
@hr_admin_required
def gaps_csv(request: OrgRequest) -> HttpResponse:
    """The same gaps as the page shows, and no more."""
    threshold = request.organization_settings.anonymity_threshold
    lines = [["topic", "know", "want", "struggle"]]
    for one in gaps(topic_counts(vocabulary()), threshold=threshold)[:GAPS]:
        texts = one.texts()
        lines.append([one.topic.name, texts["knows"], texts["wants"], texts["struggles"]])
    return _csv(lines, "topic-gaps.csv")


@require_safe
@hr_admin_required
def topic_list(request: OrgRequest) -> HttpResponse:
    """All topics with their synonyms and numbers."""
    form = TopicsFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    threshold = request.organization_settings.anonymity_threshold
    lines = topic_lines(
        vocabulary(), threshold=threshold, q=asked.get("q", ""), show=asked.get("show", "")
    )
    context = {
        "form": form,
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_filtered": any(value for key, value in request.GET.items() if key != "page"),
        "threshold": threshold,
    }
    return render(request, "people/topics/list.html", context)


@require_safe
@hr_admin_required
def export(request: OrgRequest) -> HttpResponse:
    """All topics as a file that can be imported again."""
    words = vocabulary()
    lines = [list(HEADER)]
    for topic in words.listed:
        synonyms = "; ".join(word.name for word in words.synonyms.get(topic.id, ()))
        lines.append([topic.name, synonyms, topic.category])
    return _csv(lines, "topics.csv")


def _csv(lines: list[list[str]], name: str) -> HttpResponse:
    response = HttpResponse(write_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
