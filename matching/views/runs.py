"""The result of a run: its pairs, those left out, and how good it is."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from matching.forms import PairFilter
from matching.models import MatchRun
from matching.queries import runs_visible_to
from matching.queries.coverage import coverage_of_run
from matching.queries.exclusions import Exclusion, exclusion_count, exclusions_of
from matching.queries.fixing import missed_of
from matching.queries.made import rules_changed
from matching.queries.participants import topics_told
from matching.queries.proposals import (
    departments_of,
    left_out_of,
    pairs_of,
    people_by_id,
    scores_of,
)
from matching.queries.publishing import (
    awaits_launch,
    leaves_at,
    published_count,
    unreachable_count,
)
from matching.queries.runs import is_matched_again
from matching.rules.choices import choices_in_words
from matching.rules.comparing import compared_of_run, without_topics
from matching.rules.left_out import explain_left_out
from matching.rules.outcome import cost_lines, dropped_lines
from matching.rules.reasons import weights_of
from matching.rules.rule_words import musts_of
from matching.rules.verdict import (
    band_summary,
    changed_text,
    finding,
    in_points,
    not_counted,
    score_bands,
    verdict,
)
from matching.views.job import STAYS, job_of
from matching.views.pair_rows import PairRow, pair_rows
from matching.views.pairs_file import pairs_file, pairs_workbook
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse

PAGE_SIZE = 25
WITHOUT_PAIRS = {*MatchRun.GOING, MatchRun.State.FAILED, MatchRun.State.CANCELLED}


@hr_admin_required
@require_safe
def run(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """The pairs of a run, to review or to look at."""
    found = _run(request, run_id)
    if found.state in WITHOUT_PAIRS:
        page = org_reverse(request.organization, "matching:overview", found.program_id)
        return redirect(f"{page}?waits={found.id}" if found.is_going else page)
    part = "#review" if request.htmx and not request.htmx.boosted else ""
    return render(request, f"matching/run.html{part}", _context(request, found))


@hr_admin_required
@require_safe
def progress(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """How far a run is; when it is over, the page where it led to."""
    found = _run(request, run_id)
    stays = STAYS in request.GET
    if found.is_going:
        return render(request, "matching/_job.html", {"job": job_of(found, request, stays=stays)})
    if stays and request.htmx:
        return HttpResponseClientRefresh()
    page = ("matching:run", found.id)
    if found.state in WITHOUT_PAIRS:
        page = ("matching:overview", found.program_id)
    target = org_reverse(request.organization, *page)
    return HttpResponseClientRedirect(target) if request.htmx else redirect(target)


@hr_admin_required
@require_safe
def pairs_csv(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """The list as the filter shows it, as a file."""
    found = _run(request, run_id)
    return pairs_file(found, _rows_as_filtered(request, found))


@hr_admin_required
@require_safe
def pairs_xlsx(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """The same as a workbook."""
    found = _run(request, run_id)
    return pairs_workbook(found, _rows_as_filtered(request, found))


def _rows_as_filtered(request: OrgRequest, found: MatchRun) -> list[PairRow]:
    wanted = PairFilter(request.GET, departments=departments_of(found)).wanted()
    return pair_rows(found, pairs_of(found, **wanted))


def _run(request: OrgRequest, run_id: UUID) -> MatchRun:
    return get_object_or_404(runs_visible_to(request.membership), id=run_id)


def _context(request: OrgRequest, found: MatchRun) -> dict[str, Any]:
    form = PairFilter(request.GET or None, departments=departments_of(found))
    wanted = form.wanted() if form.is_bound else {}
    page = Paginator(pairs_of(found, **wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    organization, program = request.organization, found.program
    tab, published = request.GET.get("tab", ""), published_count(found)
    return {
        "run": found,
        "program": program,
        "tab": tab,
        "is_open": found.state == MatchRun.State.DONE,
        "is_matched_again": is_matched_again(found),
        "form": form,
        "page": page,
        "rows": [] if tab else pair_rows(found, page.object_list),
        "query": request.GET.urlencode(),
        "coverage": coverage_of_run(found) if tab == "coverage" else None,
        "unreachable": unreachable_count(found),
        "published": published,
        "leaves_at": leaves_at(found) if published else None,
        "awaits_launch": bool(published) and awaits_launch(found),
        **_verdict(found),
        **_others(found, tab),
        "crumbs": [
            (_("Matches"), org_reverse(organization, "matching:index")),
            (program.name, org_reverse(organization, "matching:overview", program.id)),
        ],
    }


def _verdict(found: MatchRun) -> dict[str, Any]:
    """How good the pairs are, in words and as a plot."""
    scores, is_open = scores_of(found), found.state == MatchRun.State.DONE
    changed = changed_text(scores, pairs=found.pair_count, total=found.total) if is_open else ""
    return {
        "verdict": verdict(
            pairs=found.pair_count,
            mentees=found.mentee_count,
            total=found.total or 0,
            gap=found.gap or 0,
            locked=found.rules.get("kept", 0),
            compared=compared_of_run(found.rules),
        ),
        "scores": scores,
        "total": in_points(found.total or 0),
        "changed": changed,
        "bound": in_points(found.bound or 0),
        "not_counted": not_counted(found.rules.get("soft", {})),
        "untold": without_topics(*topics_told(found.program), found.rules.get("soft", {})),
        "weights": weights_of(found.rules.get("soft", {})),
        "musts": musts_of(found.rules),
        "finding": finding(scores),
        "bands": score_bands(scores),
        "band_summary": band_summary(scores),
        "choices": choices_in_words(found.rules.get("choices", {})),
    }


def _aftermath(found: MatchRun, names: dict[str, str]) -> dict[str, Any]:
    """What each rule cost, and what happened to people and rules while the pairs were found."""
    left = found.mentee_count - found.pair_count
    return {
        "costs": cost_lines(found.relaxed, left),
        "missed": missed_of(found),
        "dropped": dropped_lines(found.dropped, names),
        "rules_changed": found.state == MatchRun.State.DONE and rules_changed(found),
    }


def _others(found: MatchRun, tab: str) -> dict[str, Any]:
    """Who is not in the pairs: counted, and told of where their part of the page is open."""
    left_out = left_out_of(found)
    ids = {person for circle in found.circles for person in circle}
    ids.update(pair[side] for pair in found.dropped for side in ("mentor", "mentee"))
    if tab == "left-out":
        ids.update(entry["person"] for entry in left_out)
        ids.update(mentor for entry in left_out for mentor in entry.get("full", ()))
    people = people_by_id(ids) if ids else {}
    names = {key: person.display_name for key, person in people.items()}
    return {
        **_aftermath(found, names),
        "left_out_count": len(left_out),
        "left_out": [
            (people[entry["person"]], explain_left_out(entry, names=names))
            for entry in left_out
            if entry["person"] in people
        ],
        "excluded_count": exclusion_count(found),
        "excluded": _excluded(found) if tab == "excluded" else [],
        "circles": [[names[each] for each in circle if each in names] for circle in found.circles],
    }


def _excluded(found: MatchRun) -> list[tuple[Exclusion, PairRow | None]]:
    """Each with its score, where this run has one."""
    exclusions = exclusions_of(found)
    rows = pair_rows(found, [one.match for one in exclusions if one.match])
    of_match = {row.match.id: row for row in rows}
    return [(one, of_match.get(one.match.id) if one.match else None) for one in exclusions]
