"""Bringing in a company's own list of topics."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerlearn.people.actions.taxonomy import import_taxonomy
from peerlearn.people.forms.topics import TaxonomyForm
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.people.imports.bad_rows import write_csv
from peerlearn.people.queries.topics import vocabulary
from peerlearn.people.rules.taxonomy import (
    HEADER,
    Outcome,
    PlannedTopic,
    TaxonomyRow,
    plan_taxonomy,
)
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash

SHOWN = 200
EXAMPLE = (
    HEADER,
    ("Excel", "MS Excel; Spreadsheets", "Tools"),
    ("Negotiation", "Negotiating", "Working together"),
)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def upload(request: OrgRequest) -> HttpResponse:
    """A file or pasted table; the answer shows what it would do. Nothing is written."""
    form = TaxonomyForm(request.POST or None, request.FILES or None)
    crumbs = [(_("Topics"), org_reverse(request.organization, "people:topics"))]
    if request.method == "POST" and form.is_valid():
        context = {**_preview(form.cleaned_data["rows"]), "crumbs": crumbs}
        return render(request, "people/topics/import_preview.html", context)
    context = {"form": form, "crumbs": crumbs}
    status = 422 if form.errors else 200
    return render(request, "people/topics/import.html", context, status=status)


@require_POST
@hr_admin_required
def run(request: OrgRequest) -> HttpResponse:
    """Write what the preview showed."""
    form = TaxonomyForm({"text": request.POST.get("text", "")})
    if not form.is_valid():
        flash(request, _("That table can’t be read any more. Choose it again."), level="error")
        return redirect(org_reverse(request.organization, "people:topic_import"))
    done = Counter(one.outcome for one in import_taxonomy(form.cleaned_data["rows"]))
    changed = done[Outcome.NEW] + done[Outcome.CHANGED]
    said = ngettext("%(count)d topic is imported.", "%(count)d topics are imported.", changed)
    flash(request, said % {"count": changed})
    return redirect(org_reverse(request.organization, "people:topic_list"))


@require_safe
@hr_admin_required
def template(request: OrgRequest) -> HttpResponse:
    """An example, for those who have no list yet."""
    response = HttpResponse(write_csv(EXAMPLE), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="topics-template.csv"'
    return response


def _preview(rows: list[TaxonomyRow]) -> dict[str, Any]:
    planned = plan_taxonomy(rows, vocabulary())
    counts = Counter(one.outcome for one in planned)
    changes = [one for one in planned if one.outcome in (Outcome.NEW, Outcome.CHANGED)]
    return {
        "new": counts[Outcome.NEW],
        "changed": counts[Outcome.CHANGED],
        "unchanged": counts[Outcome.UNCHANGED],
        "errors": [one for one in planned if one.outcome == Outcome.ERROR],
        "changes": changes[:SHOWN],
        "more": max(len(changes) - SHOWN, 0),
        "to_write": len(changes),
        "text": _as_text(changes),
    }


def _as_text(changes: list[PlannedTopic]) -> str:
    """The good rows as a table again, for the button that imports them."""
    rows = [(one.row.name, "; ".join(one.row.synonyms), one.row.category) for one in changes]
    return write_csv([HEADER, *rows])
