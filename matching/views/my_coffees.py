"""My coffees: whom I meet this time, whether we met, and when I would rather not."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.coffee_choices import (
    leave_coffees,
    return_to_coffees,
    skip_next_coffee,
    snooze_coffees,
)
from matching.actions.coffee_meetings import record_coffee, take_back_coffee
from matching.coffee_forms import SnoozeForm
from matching.errors import MatchingError
from matching.models import CoffeeGroup
from matching.queries.coffee import groups_of
from matching.queries.my_coffees import coffee_programs_of, my_coffees
from peerlearn.people.http import OrgRequest
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.errors import ProgramError
from programs.models import Program


@require_safe
def coffees(request: OrgRequest) -> HttpResponse:
    """This round's and the earlier ones."""
    return _page(request)


@require_POST
def met(request: OrgRequest, group_id: UUID) -> HttpResponse:
    """We have met."""
    group = _group(request, group_id)
    try:
        record_coffee(group, by=request.person)
    except ProgramError as refused:
        flash(request, str(refused), level="error")
        return _back(request)
    undo = org_reverse(request.organization, "matching:coffee_met_undo", group_id)
    flash(request, _("Good! It is noted that you have met."), undo_url=undo)
    return _back(request)


@require_POST
def met_undo(request: OrgRequest, group_id: UUID) -> HttpResponse:
    """We haven't met after all."""
    group = _group(request, group_id)
    try:
        take_back_coffee(group, by=request.person)
    except ProgramError as refused:
        flash(request, str(refused), level="error")
    else:
        flash(request, _("Your coffee is open again."))
    return _back(request)


@require_POST
def skip(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Leave the next round out."""
    program = _program(request, program_id)
    skip_next_coffee(program, by=request.person)
    return _done(request, program, _("The next round goes by without you."))


@require_POST
def snooze(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """A break until a day."""
    program = _program(request, program_id)
    form = SnoozeForm(request.POST, prefix=str(program.id))
    if form.is_valid():
        until = form.cleaned_data["until"]
        try:
            snooze_coffees(program, until=until, by=request.person, today=timezone.localdate())
        except MatchingError as refused:
            form.add_error("until", str(refused))
        else:
            return _done(request, program, _("You take a break from the coffees until then."))
    return _page(request, form)


@require_POST
def leave(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """No coffees any more."""
    program = _program(request, program_id)
    leave_coffees(program, by=request.person)
    return _done(request, program, _("You get no coffees any more. Come back whenever you like."))


@require_POST
def come_back(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Take part again."""
    return_to_coffees(_program(request, program_id), by=request.person)
    flash(request, _("You are in the next round again."))
    return _back(request)


def _page(request: OrgRequest, refused: SnoozeForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    cards: list[dict[str, Any]] = []
    for mine in my_coffees(request.person, today=today):
        prefix = str(mine.program.id)
        is_mine = refused is not None and refused.prefix == prefix
        cards.append({"mine": mine, "form": refused if is_mine else SnoozeForm(prefix=prefix)})
    context = {"cards": cards, "has_errors": refused is not None}
    return render(request, "matching/coffees.html", context, status=422 if refused else 200)


def _program(request: OrgRequest, program_id: UUID) -> Program:
    """The door: a program whose coffees mean the reader."""
    return get_object_or_404(coffee_programs_of(request.person), id=program_id)


def _group(request: OrgRequest, group_id: UUID) -> CoffeeGroup:
    """The door: a group in which the reader is."""
    return get_object_or_404(groups_of(request.person), id=group_id)


def _done(request: OrgRequest, program: Program, text: str) -> HttpResponse:
    undo = org_reverse(request.organization, "matching:coffee_back", program.id)
    flash(request, text, undo_url=undo)
    return _back(request)


def _back(request: OrgRequest) -> HttpResponse:
    return redirect(org_reverse(request.organization, "matching:coffees"))
