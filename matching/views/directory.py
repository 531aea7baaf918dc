"""The mentors of a program, and the own list of them: a mentee's page."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.wishes import choose_mentor_oneself, move_choice
from matching.errors import MatchingError
from matching.forms import DirectoryFilter
from matching.models import MatchRequest
from matching.queries.directory import Directory, my_choices
from matching.queries.modes import can_choose, modes_of, programs_to_choose_in
from matching.queries.requests import has_mentor, requests_of
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.models import Program
from programs.queries.roles import roles_of_program

PAGE_SIZE = 12
Refusal = (MatchingError, ProgramError)


@require_safe
def mentors(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """All mentors, best fit first, with the own list beside them."""
    program = _program(request, program_id)
    found = Directory(program, request.person, now=timezone.now())
    form = DirectoryFilter(request.GET or None, topics=found.topics())
    words, topic = form.wanted() if form.is_bound else ("", "")
    page = Paginator(found.search(words, topic), PAGE_SIZE).get_page(request.GET.get("page"))
    modes = modes_of(program)
    choices = my_choices(program, request.person)
    context: dict[str, Any] = {
        "program": program,
        "roles": roles_of_program(program),
        "form": form,
        "page": page,
        "cards": found.cards(list(page.object_list)),
        "modes": modes,
        "is_open": can_choose(modes, program, today=timezone.localdate()),
        "has_mentor": has_mentor(program, request.person),
        "choices": choices,
        "is_full": len(choices) >= modes.most_choices,
        "asks": modes.choosing == modes.Choosing.ASK,
        "query": request.GET.urlencode(),
        "crumbs": [(_("My matches"), org_reverse(request.organization, "matching:mine"))],
    }
    return render(request, "matching/mentors.html", context)


@require_POST
def choose(request: OrgRequest, program_id: UUID, mentor_id: UUID) -> HttpResponse:
    """Put a mentor on the own list, or ask them."""
    program = _program(request, program_id)
    words = request.POST.get("words", "")
    try:
        made = choose_mentor_oneself(program, mentor_id, by=request.person, words=words)
    except Refusal as refused:
        flash(request, str(refused), level="error")
        return _back(request, program)
    undo = org_reverse(request.organization, "matching:request_withdraw", made.id)
    if made.state == MatchRequest.State.ASKED:
        text = _("%(name)s is asked now, and has three working days to answer.")
    else:
        text = _("%(name)s is on your list.")
    flash(request, text % {"name": made.mentor.display_name}, undo_url=undo)
    return _back(request, program)


@require_POST
def up(request: OrgRequest, request_id: UUID) -> HttpResponse:
    """One place up."""
    return _move(request, request_id, up=True)


@require_POST
def down(request: OrgRequest, request_id: UUID) -> HttpResponse:
    """One place down."""
    return _move(request, request_id, up=False)


def _move(request: OrgRequest, request_id: UUID, *, up: bool) -> HttpResponse:
    choice = get_object_or_404(requests_of(request.person), id=request_id)
    try:
        move_choice(choice, up=up, by=request.person)
    except Refusal as refused:
        flash(request, str(refused), level="error")
    return _back(request, choice.program)


def _back(request: OrgRequest, program: Program) -> HttpResponse:
    return redirect(org_reverse(request.organization, "matching:mentors", program.id))


def _program(request: OrgRequest, program_id: UUID) -> Program:
    """The door: programs in which the reader looks for a mentor, and may choose."""
    for program in programs_to_choose_in(request.person):
        if program.id == program_id:
            return program
    return get_object_or_404(Program.objects.none())
