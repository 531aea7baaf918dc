"""The programs that can be matched, and one program before, during and between its runs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.runs import start_match_run
from matching.errors import MatchingError, RunGoingError
from matching.queries.circles import circle_plan_of
from matching.queries.fixing import desk_of, fixed_lines, holding_pairs
from matching.queries.group import read_group
from matching.queries.runs import is_silent, program_lines, run_under_review, runs_of
from matching.rules.comparing import without_topics
from matching.rules.fixing import group_beside
from matching.rules.readiness import Readiness, match_now_or_later, readiness
from matching.rules.reasons import rule_labels
from matching.views.job import job_of
from matching.views.rules import rules_check
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.models import Program
from programs.queries import programs_visible_to
from programs.queries.answering import answers_of

RUNS_SHOWN = 10


@hr_admin_required
@require_safe
def index(request: OrgRequest) -> HttpResponse:
    """All programs with how far their matching is."""
    lines = program_lines(request.person, request.membership)
    return render(request, "matching/index.html", {"lines": lines})


@hr_admin_required
@require_safe
def overview(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Is the program ready, is it being matched, what came of it before. Who waits here for a run
    (`?waits=`, its id) that is done already goes on to its pairs.
    """
    program = _program(request, program_id)
    context = _context(request, program)
    review = context["review"]
    if review and not context["job"] and str(review.id) == request.GET.get("waits"):
        return redirect(org_reverse(request.organization, "matching:run", review.id))
    return render(request, "matching/overview.html", context)


@hr_admin_required
@require_POST
def start(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Press Match. A worker may be done before this answer is read, so it leads to the run, which
    leads to where one waits for it.
    """
    program = _program(request, program_id)
    try:
        run = start_match_run(program, by=request.person)
    except RunGoingError as refused:  # pressed twice, or by two: both see the one run
        path = (
            ("matching:run", refused.run.id) if refused.run else ("matching:overview", program_id)
        )
        return redirect(org_reverse(request.organization, *path))
    except MatchingError as refused:
        flash(request, str(refused), level="error")
        return redirect(org_reverse(request.organization, "matching:overview", program.id))
    return redirect(org_reverse(request.organization, "matching:run", run.id))


def _program(request: OrgRequest, program_id: UUID) -> Program:
    return get_object_or_404(programs_visible_to(request.person, request.membership), id=program_id)


def _had_better_wait(program: Program, ready: Readiness) -> bool:
    """Whether most people of a draft could tell their topics before they are matched."""
    few = 2 * ready.with_topics <= ready.people
    return program.state == Program.State.DRAFT and not ready.matched and few


def _is_of_circles(program: Program, ready: Readiness) -> bool:
    """Whether nobody is to be paired, and circles are planned."""
    has_pairs = ready.mentors or ready.mentees or ready.matched
    return not has_pairs and circle_plan_of(program) is not None


def _context(request: OrgRequest, program: Program) -> dict[str, Any]:
    now = timezone.now()
    group = read_group(program, now=now)
    ready = readiness(group)
    fixed = fixed_lines(program, desk_of(program, now=now, group=group)) if group.fixed else []
    beside = group_beside(group, holding_pairs(fixed))
    runs = list(runs_of(program)[:RUNS_SHOWN])
    latest = runs[0] if runs else None
    going = latest if latest and latest.is_going else None
    stopped = going if going and is_silent(going, now=now) else None
    labels = rule_labels()
    return {
        "program": program,
        "ready": ready,
        "is_of_circles": _is_of_circles(program, ready),
        **rules_check(beside),
        "to_find": len(beside.mentees),
        "fixed": fixed,
        "not_held": [line for line in fixed if line.problem],
        "runs": runs,
        "job": job_of(going, request) if going and not stopped else None,
        "stopped": stopped,
        "going": going,
        "failed": latest if latest and latest.state == latest.State.FAILED else None,
        "cancelled": latest if latest and latest.state == latest.State.CANCELLED else None,
        "review": run_under_review(program),
        "launch_first": match_now_or_later() if _had_better_wait(program, ready) else "",
        "answers": answers_of(program),
        "untold": without_topics(ready.people - ready.with_topics, ready.people, ready.counted),
        "uncounted": [(labels[rule], rule == "shared_struggles") for rule in ready.uncounted],
        "crumbs": [(_("Matches"), org_reverse(request.organization, "matching:index"))],
    }
