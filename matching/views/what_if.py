"""Trying a change of a run's pairs out, before anything is changed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.models import MatchRun
from matching.queries import runs_visible_to
from matching.queries.proposals import people_by_id
from matching.queries.what_if import WITH, WITHOUT, Board, board_of, effect_of, one_more_place
from matching.rules.outcome import cost_lines
from matching.rules.verdict import change_text, in_points
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse

MENTORS_SHOWN, MOST_OFFERED = 10, 300


@hr_admin_required
@require_safe
def what_if(request: OrgRequest, run_id: UUID) -> HttpResponse:
    """`?way=with|without&mentee=…&mentor=…` tries a pair out; one more place of each mentor and
    the rules are tried out in any case. Nothing is changed.
    """
    runs = runs_visible_to(request.membership).filter(state=MatchRun.State.DONE)
    run = get_object_or_404(runs, id=run_id)
    organization = request.organization
    board = board_of(run)
    context = {
        "run": run,
        "board": board,
        "costs": cost_lines(run.relaxed, run.mentee_count - run.pair_count),
        "has_choices": bool(run.rules.get("choices")),
        **(_tried(board, request.GET) if board else {}),
        "crumbs": [
            (_("Matches"), org_reverse(organization, "matching:index")),
            (run.program.name, org_reverse(organization, "matching:overview", run.program_id)),
            (_("Pairs"), org_reverse(organization, "matching:run", run.id)),
        ],
    }
    return render(request, "matching/what_if.html", context)


def _tried(board: Board, asked: Any) -> dict[str, Any]:
    mentee, mentor = asked.get("mentee", ""), asked.get("mentor", "")
    way = WITHOUT if asked.get("way") == WITHOUT else WITH
    known = mentee in board.pool.scores and mentor in board.pool.seats
    effect = effect_of(board, mentee=mentee, mentor=mentor, way=way) if known else None
    waiting = len(board.pool.scores) - len(board.pairs)
    people = _offered(board, {mentee, mentor} if known else set())
    return {
        "way": way,
        "asked": known,
        "mentee": people.get(mentee) if known else None,
        "mentor": people.get(mentor) if known else None,
        "effect": effect,
        "change": change_text(effect.gain) if effect else "",
        "total": in_points(effect.total) if effect else "",
        "waiting": waiting,
        "places": [
            (one.mentor, one.waiting, change_text(one.gain))
            for one in one_more_place(board, most=MENTORS_SHOWN)
        ],
        "mentees": _named(people, board.pool.scores),
        "mentors": _named(people, board.pool.seats),
    }


def _offered(board: Board, asked: set[str]) -> dict[str, Any]:
    """Who can be picked from the lists; in a large group only who was asked for."""
    ids = {*board.pool.scores, *board.pool.seats}
    wanted = ids if len(ids) <= MOST_OFFERED else asked
    return people_by_id(wanted) if wanted else {}


def _named(people: dict[str, Any], ids: Any) -> list[Any]:
    found = [people[each] for each in ids if each in people]
    return sorted(found, key=lambda person: person.display_name) if len(found) > 1 else found
