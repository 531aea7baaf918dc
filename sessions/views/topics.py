"""Topics that people propose for sessions: the list, voting, and what HR does with them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.models import Program
from programs.permissions import may_take_part_in_writing
from programs.queries import programs_visible_to
from sessions.actions.proposals import (
    decline_proposal,
    offer_to_present,
    propose_topic,
    reopen_proposal,
    take_offer_back,
    take_topic_vote_back,
    vote_for_topic,
    withdraw_proposal,
)
from sessions.actions.topic_planning import plan_proposal
from sessions.models import TopicProposal
from sessions.permissions import may_propose, may_schedule
from sessions.queries.cadence import polls_under_way
from sessions.queries.proposals import OPEN, in_tab, proposals_visible_to
from sessions.topic_forms import DeclineTopicForm, ProposalForm, TopicFilterForm

PER_PAGE = 20


@require_safe
def topics(request: OrgRequest) -> HttpResponse:
    """What was proposed, by tab and program, the most wanted first."""
    programs = programs_visible_to(request.person, request.membership).order_by("name", "id")
    form = TopicFilterForm(request.GET, programs=programs)
    chosen = form.cleaned_data if form.is_valid() else {}
    program, tab = chosen.get("program"), chosen.get("tab") or OPEN
    found = in_tab(proposals_visible_to(request.person, request.membership), tab)
    if program is not None:
        found = found.filter(program=program)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "filters": form,
        "program": program,
        "tab": tab,
        "now": timezone.now(),
        "polls": _polls(request, program),
        "may_schedule": may_schedule(request.membership),
        "may_propose_some": program is None or may_propose(request.membership, program),
    }
    return render(request, "sessions/topics.html", context)


def _polls(request: OrgRequest, program: Program | None) -> Any:
    polls = polls_under_way(request.person, request.membership)
    return polls if program is None else polls.filter(program=program)


@require_http_methods(["GET", "POST"])
def propose(request: OrgRequest) -> HttpResponse:
    """Propose a topic to the people of a program. What was typed stays when it is refused."""
    programs = open_programs(request)
    initial = {"program": request.GET.get("program"), "title": request.GET.get("title", "")[:120]}
    form = ProposalForm(request.POST or None, programs=programs, initial=initial)
    if request.method == "POST" and form.is_valid():
        program = form.cleaned_data.pop("program")
        try:
            made = propose_topic(program, **form.cleaned_data, by=request.person)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(
                request,
                _("“%(title)s” is proposed, with your vote.") % {"title": made.title},
                undo_url=org_reverse(request.organization, "sessions:withdraw_topic", made.id),
            )
            return _to_list(request, program)
    context = {
        "form": form,
        "has_programs": programs.exists(),
        "crumbs": topic_crumbs(request),
        "must_accept": _must_accept(request, form),
    }
    return render(
        request, "sessions/propose_topic.html", context, status=422 if form.errors else 200
    )


def _must_accept(request: OrgRequest, form: ProposalForm) -> Program | None:
    """The chosen program, where the code of conduct is to be accepted first."""
    chosen = form.chosen_program()
    if chosen is None or may_take_part_in_writing(request.person, chosen):
        return None
    return chosen


@require_POST
def vote(request: OrgRequest, proposal_id: UUID) -> HttpResponse:
    """Would come."""
    return _answer(request, _votable(request, proposal_id), vote_for_topic)


@require_POST
def vote_undo(request: OrgRequest, proposal_id: UUID) -> HttpResponse:
    """Would not come after all."""
    return _answer(request, _votable(request, proposal_id), take_topic_vote_back)


@require_POST
def offer(request: OrgRequest, proposal_id: UUID) -> HttpResponse:
    """Would present it."""
    return _answer(request, _votable(request, proposal_id), offer_to_present)


@require_POST
def offer_undo(request: OrgRequest, proposal_id: UUID) -> HttpResponse:
    """Would not present it after all."""
    return _answer(request, _votable(request, proposal_id), take_offer_back)


@require_POST
def withdraw(request: OrgRequest, proposal_id: UUID) -> HttpResponse:
    """Take one's own proposal back."""
    proposal = _own(request, proposal_id)
    try:
        withdraw_proposal(proposal, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        undo = org_reverse(request.organization, "sessions:reopen_topic", proposal.id)
        flash(request, _("Your proposal is taken back."), undo_url=undo)
    return _to_list(request, proposal.program)


@require_POST
def reopen(request: OrgRequest, proposal_id: UUID) -> HttpResponse:
    """Undo: who took it back, or HR who declined it, puts it before people again."""
    proposal = _one(request, proposal_id)
    is_own = proposal.proposed_by_id == request.person.id
    if not (may_schedule(request.membership) or (is_own and not _is_declined(proposal))):
        raise Http404
    try:
        reopen_proposal(proposal)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("“%(title)s” is open again.") % {"title": proposal.title})
    return _to_list(request, proposal.program)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def decline(request: OrgRequest, proposal_id: UUID) -> HttpResponse:
    """Say no, with a reason."""
    proposal, form = _one(request, proposal_id), DeclineTopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            decline_proposal(proposal, reason=reason, by=request.person, now=timezone.now())
        except ProgramError as refusal:
            flash(request, str(refusal), level="warning")
        else:
            undo = org_reverse(request.organization, "sessions:reopen_topic", proposal.id)
            flash(request, _("The proposal is declined, with your reason."), undo_url=undo)
        return _to_list(request, proposal.program)
    context = {
        "form": form,
        "proposal": proposal,
        "crumbs": topic_crumbs(request, proposal.program),
    }
    return render(
        request, "sessions/decline_topic.html", context, status=422 if form.errors else 200
    )


@require_POST
@hr_admin_required
def plan(request: OrgRequest, proposal_id: UUID) -> HttpResponse:
    """Draft a session on it, and go there: HR checks time and place, and publishes."""
    proposal = _one(request, proposal_id)
    try:
        draft = plan_proposal(proposal, by=request.person, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
        return _to_list(request, proposal.program)
    flash(
        request,
        _("A draft, at the next free time. Once you publish it, those who voted are told."),
        undo_url=org_reverse(request.organization, "sessions:discard", draft.id),
    )
    return redirect(org_reverse(request.organization, "sessions:detail", draft.id))


def _answer(request: OrgRequest, proposal: TopicProposal, act: Callable[..., Any]) -> HttpResponse:
    """Act, and show the proposal as it is now: its card, or the page."""
    try:
        act(proposal, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    if not request.htmx:
        return _to_list(request, proposal.program)
    context = {
        "proposal": _one(request, proposal.id),
        "may_schedule": may_schedule(request.membership),
    }
    return render(request, "sessions/_topic.html", context)


def _one(request: OrgRequest, proposal_id: UUID) -> TopicProposal:
    visible = proposals_visible_to(request.person, request.membership)
    found: TopicProposal = get_object_or_404(visible, pk=proposal_id)
    return found


def _own(request: OrgRequest, proposal_id: UUID) -> TopicProposal:
    proposal = _one(request, proposal_id)
    if proposal.proposed_by_id != request.person.id:
        raise Http404
    return proposal


def _votable(request: OrgRequest, proposal_id: UUID) -> TopicProposal:
    proposal = _one(request, proposal_id)
    if not may_propose(request.membership, proposal.program):
        raise Http404
    return proposal


def _is_declined(proposal: TopicProposal) -> bool:
    return proposal.state == TopicProposal.State.DECLINED


def open_programs(request: OrgRequest) -> Any:
    """The programs that are under way, of those the reader sees."""
    programs = programs_visible_to(request.person, request.membership)
    over = (Program.State.DRAFT, Program.State.FINISHED, Program.State.ARCHIVED)
    return programs.exclude(state__in=over).order_by("name", "id")


def topic_crumbs(request: OrgRequest, program: Program | None = None) -> list[tuple[str, str]]:
    """The way down from the sessions to a page below the topics."""
    page = org_reverse(request.organization, "sessions:topics")
    wanted = f"?program={program.id}" if program else ""
    sessions = org_reverse(request.organization, "sessions:list")
    return [(_("Sessions"), sessions), (_("Proposed topics"), page + wanted)]


def _to_list(request: OrgRequest, program: Program) -> HttpResponse:
    page = org_reverse(request.organization, "sessions:topics")
    return redirect(f"{page}?program={program.id}")
