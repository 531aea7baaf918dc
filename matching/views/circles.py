"""The circles of a program, for HR admins: planned, formed, looked at, published."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from matching.actions.circle_forming import ask_for_circles
from matching.actions.circle_places import place_joiners
from matching.actions.circle_plan import plan_circles
from matching.actions.circle_publishing import (
    publish_circles,
    take_back_circles,
    version_of_drafts,
)
from matching.circle_forms import SeenCirclePlanForm, initial_circle_plan
from matching.errors import MatchingError
from matching.models import CirclePlan
from matching.queries.circle_page import circles_page
from matching.queries.circles import can_be_taken_back, circle_plan_of, is_late, plan_or_usual
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.moves import hold_program
from programs.errors import ProgramError
from programs.models import Program
from programs.queries import programs_visible_to

PAGE_SIZE, JOINERS_SHOWN = 24, 20


@hr_admin_required
@require_safe
def circles(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """What is proposed, what is published, and who has no circle."""
    program, now = program_of(request, program_id), timezone.now()
    page = circles_page(program, now=now)
    by, number = dict(CirclePlan.By.choices), request.GET.get("page")
    context = {
        "program": program,
        "page": page,
        "draft_lines": Paginator(page.drafts.lines, PAGE_SIZE).get_page(number),
        "active_lines": Paginator(page.active.lines, PAGE_SIZE).get_page(number),
        "joiners": page.joiners[:JOINERS_SHOWN],
        "more_joiners": len(page.joiners[JOINERS_SHOWN:]),
        "by": [by[each] for each in page.plan.mix_by],
        "is_forming": page.plan.state == CirclePlan.State.QUEUED,
        "is_late": is_late(page.plan, now=now),
        "has_failed": page.plan.state == CirclePlan.State.FAILED,
        "version": version_of_drafts(program),
        "can_be_taken_back": bool(page.active.lines) and can_be_taken_back(program),
        "missing": ", ".join(
            _("Circle %(number)d") % {"number": line.circle.number}
            for line in page.active.without_facilitator
        ),
        "crumbs": _crumbs(request),
    }
    return render(request, "matching/circles.html", context)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def circle_plan(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Plan the circles."""
    program = program_of(request, program_id)
    if request.method == "POST":
        program = hold_program(program)
    initial = initial_circle_plan(plan_or_usual(program))
    form = SeenCirclePlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            plan_circles(program, by=request.person, **form.cleaned_data)
        except (MatchingError, ProgramError) as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("Circles are formed so from now on; those that are there stay."))
            return to_circles(request, program.id)
    context = {"form": form, "program": program, "crumbs": crumbs_below(request, program)}
    return render(request, "matching/circle_plan.html", context, status=422 if form.errors else 200)


@require_POST
@hr_admin_required
def form_circles(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Have circles formed; the page waits for them."""
    program = program_of(request, program_id)
    try:
        ask_for_circles(program, by=request.person, now=timezone.now())
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
    return to_circles(request, program.id)


@hr_admin_required
@require_safe
def progress(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Whether they are formed; when they are, the page with them."""
    program = program_of(request, program_id)
    plan = circle_plan_of(program)
    if plan and plan.state == CirclePlan.State.QUEUED and not is_late(plan, now=timezone.now()):
        return render(request, "matching/_circles_job.html", {"program": program})
    target = org_reverse(request.organization, "matching:circles_of_program", program.id)
    return HttpResponseClientRedirect(target) if request.htmx else redirect(target)


@require_POST
@hr_admin_required
def publish(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Make the proposal circles, and tell their members."""
    program, now = program_of(request, program_id), timezone.now()
    try:
        made = publish_circles(
            program, seen=request.POST.get("seen", ""), by=request.person, now=now
        )
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
        return to_circles(request, program.id)
    text = ngettext(
        "%(count)d circle is published. Its members are told in ten minutes.",
        "%(count)d circles are published. Their members are told in ten minutes.",
        len(made),
    )
    undo = org_reverse(request.organization, "matching:take_back_circles", program.id)
    flash(request, text % {"count": len(made)}, undo_url=undo)
    return to_circles(request, program.id)


@require_POST
@hr_admin_required
def take_back(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Make what was published last a proposal again."""
    program = program_of(request, program_id)
    try:
        take_back_circles(program, by=request.person)
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
    else:
        flash(request, _("The circles are a proposal again. Nobody was told."))
    return to_circles(request, program.id)


@require_POST
@hr_admin_required
def joiners(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Give everybody without a circle the best place."""
    program = program_of(request, program_id)
    try:
        placed, left = place_joiners(program, by=request.person, now=timezone.now())
    except (MatchingError, ProgramError) as refusal:
        flash(request, str(refusal), level="error")
        return to_circles(request, program.id)
    text = ngettext("%(n)d person has a circle now.", "%(n)d people have a circle now.", placed)
    flash(request, text % {"n": placed})
    if left:
        text = ngettext(
            "No circle has room for %(n)d person, or can take them.",
            "No circle has room for %(n)d people, or can take them.",
            left,
        )
        flash(request, text % {"n": left}, level="warning")
    return to_circles(request, program.id)


def program_of(request: OrgRequest, program_id: UUID) -> Program:
    """The door."""
    return get_object_or_404(programs_visible_to(request.person, request.membership), id=program_id)


def to_circles(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Back to all circles of a program."""
    return redirect(org_reverse(request.organization, "matching:circles_of_program", program_id))


def crumbs_below(request: OrgRequest, program: Program) -> list[tuple[str, str]]:
    """The way to a page below the circles."""
    page = org_reverse(request.organization, "matching:circles_of_program", program.id)
    return [*_crumbs(request), (_("Circles of %(name)s") % {"name": program.name}, page)]


def _crumbs(request: OrgRequest) -> list[tuple[str, str]]:
    return [(_("Matches"), org_reverse(request.organization, "matching:index"))]
