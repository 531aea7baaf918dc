"""The goals of a pair: add, tick, remove, and the way back from each."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matching.actions.goals import add_goal, remove_goal, restore_goal, tick_goal, untick_goal
from matching.models import Match, PairGoal
from matching.pair_forms import GoalForm
from matching.queries.pair_page import goal_of_pair
from matching.views.own_pair import act, own_match, to_pair
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash


@require_POST
def add(request: OrgRequest, match_id: UUID) -> HttpResponse:
    """Add a goal."""
    found, form = own_match(request, match_id), GoalForm(request.POST)
    if not form.is_valid():
        flash(request, str(next(iter(form.errors["text"]))), level="error")
        return to_pair(request, found)
    text = form.cleaned_data["text"]
    said = _("Added. Only the two of you see it.")
    return act(request, found, lambda: add_goal(found, text=text, by=request.person), said)


@require_POST
def tick(request: OrgRequest, match_id: UUID, goal_id: UUID) -> HttpResponse:
    """We have reached it."""
    found, goal = _goal(request, match_id, goal_id)
    undo = _address(request, "matching:untick_goal", goal)
    said = _("Reached. Well done!")
    return act(request, found, lambda: tick_goal(goal, by=request.person), said, undo=undo)


@require_POST
def untick(request: OrgRequest, match_id: UUID, goal_id: UUID) -> HttpResponse:
    """We haven't after all."""
    found, goal = _goal(request, match_id, goal_id)
    return act(request, found, lambda: untick_goal(goal, by=request.person), _("Open again."))


@require_POST
def remove(request: OrgRequest, match_id: UUID, goal_id: UUID) -> HttpResponse:
    """Not ours any more."""
    found, goal = _goal(request, match_id, goal_id)
    undo = _address(request, "matching:restore_goal", goal)
    return act(
        request, found, lambda: remove_goal(goal, by=request.person), _("Removed."), undo=undo
    )


@require_POST
def restore(request: OrgRequest, match_id: UUID, goal_id: UUID) -> HttpResponse:
    """Ours again."""
    found, goal = _goal(request, match_id, goal_id)
    return act(request, found, lambda: restore_goal(goal, by=request.person), _("It is back."))


def _goal(request: OrgRequest, match_id: UUID, goal_id: UUID) -> tuple[Match, PairGoal]:
    found = own_match(request, match_id)
    return found, get_object_or_404(goal_of_pair(found, goal_id))


def _address(request: OrgRequest, name: str, goal: PairGoal) -> str:
    return org_reverse(request.organization, name, goal.match_id, goal.id)
