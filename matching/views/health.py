"""How the pairs of a program are doing: for HR, without what they say."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from matching.actions.terms import set_terms
from matching.pair_forms import HealthFilter, SeenTermsForm
from matching.queries.health import (
    PairHealth,
    counts_by_health,
    pairs_of_program,
    terms_of,
    waiting_mentees,
    would_again,
)
from matching.rules.health import LABELS, Health
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.moves import hold_program
from programs.errors import ProgramError
from programs.models import Program
from programs.queries import programs_visible_to

PAGE_SIZE, WAITING_SHOWN = 50, 50


@hr_admin_required
@require_safe
def health(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Each pair's health with its reason, who waits for a mentor, and what pairs are promised."""
    program = _program(request, program_id)
    pairs = pairs_of_program(program, now=timezone.now())
    form = HealthFilter(request.GET)
    wanted = form.wanted()
    shown = [pair for pair in pairs if not wanted or pair.finding.health == wanted]
    waiting = waiting_mentees(program)
    context = {
        "program": program,
        "form": form,
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "pairs": pairs,
        "waiting": waiting[:WAITING_SHOWN],
        "waiting_count": len(waiting),
        "again": would_again(program),
        "terms": terms_of(program),
        "crumbs": _crumbs(request, program),
        **_chart(pairs),
    }
    return render(request, "matching/health.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@hr_admin_required
def terms(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Say what pairs are promised."""
    program = _program(request, program_id)
    if request.method == "POST":
        hold_program(program)
    form = SeenTermsForm(request.POST or None, instance=terms_of(program))
    if request.method == "POST" and form.is_valid():
        try:
            set_terms(program, by=request.person, **form.cleaned_data)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("Saved. It holds for all pairs of the program from now on."))
            return redirect(org_reverse(request.organization, "matching:health", program.id))
    page = org_reverse(request.organization, "matching:health", program.id)
    crumbs = [*_crumbs(request, program), (_("How pairs are doing"), page)]
    context = {"form": form, "program": program, "crumbs": crumbs}
    return render(request, "matching/terms.html", context, status=422 if form.errors else 200)


def _program(request: OrgRequest, program_id: UUID) -> Program:
    return get_object_or_404(programs_visible_to(request.person, request.membership), id=program_id)


def _crumbs(request: OrgRequest, program: Program) -> list[tuple[str, str]]:
    page = org_reverse(request.organization, "matching:overview", program.id)
    return [
        (_("Matches"), org_reverse(request.organization, "matching:index")),
        (program.name, page),
    ]


def _chart(pairs: list[PairHealth]) -> dict[str, Any]:
    counts = counts_by_health(pairs)
    late = counts[Health.CHECK_IN]
    title = (
        ngettext(
            "%(late)s of %(total)s pair needs a check-in",
            "%(late)s of %(total)s pairs need a check-in",
            late,
        )
        % {"late": late, "total": len(pairs)}
        if late
        else _("No pair needs a check-in")
    )
    rows = [(str(LABELS[one]).capitalize(), count) for one, count in counts.items()]
    return {"chart_title": title, "chart_rows": rows}
