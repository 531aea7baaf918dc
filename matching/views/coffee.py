"""The coffees of a program, for HR admins: how they are planned, and how they go."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from matching.actions.coffee_plan import plan_coffees
from matching.coffee_forms import SeenCoffeePlanForm, initial_plan
from matching.errors import MatchingError
from matching.models import CoffeePlan, CoffeeRound
from matching.queries.coffee import (
    cadence_of,
    plan_of_program,
    reasons_alone,
    rounds_of,
    taking_part,
)
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from peerlearn.web.moments import date_text
from programs.actions.moves import hold_program
from programs.errors import ProgramError
from programs.models import Program
from programs.queries import programs_visible_to
from programs.queries.roles import roles_of_program

ROUNDS_SHOWN, DAYS_SHOWN = 26, 3


@hr_admin_required
@require_safe
def coffee(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """When the next rounds are, who is in them, and what became of those before."""
    program = _program(request, program_id)
    plan = plan_of_program(program)
    rounds = list(rounds_of(program)[:ROUNDS_SHOWN]) if plan else []
    context: dict[str, Any] = {
        "program": program,
        "plan": plan,
        "lines": _lines(rounds),
        "crumbs": _crumbs(request),
    }
    if plan:
        context |= _ahead(program, plan) | _chart(rounds)
    return render(request, "matching/coffee.html", context)


@require_http_methods(["GET", "POST"])
@hr_admin_required
def coffee_plan(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Plan the coffees."""
    program = _program(request, program_id)
    if request.method == "POST":
        program = hold_program(program)
    now = timezone.now()
    initial = initial_plan(program, plan_of_program(program), today=timezone.localdate(now))
    form = SeenCoffeePlanForm(
        request.POST or None, initial=initial, roles=roles_of_program(program)
    )
    page = org_reverse(request.organization, "matching:coffee", program.id)
    if request.method == "POST" and form.is_valid():
        try:
            plan_coffees(program, by=request.person, now=now, **form.cleaned_data)
        except (MatchingError, ProgramError) as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("The coffees are planned."))
            return redirect(page)
    crumbs = [*_crumbs(request), (program.name, page)]
    context = {"form": form, "program": program, "crumbs": crumbs}
    return render(request, "matching/coffee_plan.html", context, status=422 if form.errors else 200)


def _program(request: OrgRequest, program_id: UUID) -> Program:
    return get_object_or_404(programs_visible_to(request.person, request.membership), id=program_id)


def _crumbs(request: OrgRequest) -> list[tuple[str, str]]:
    return [(_("Matches"), org_reverse(request.organization, "matching:index"))]


def _ahead(program: Program, plan: CoffeePlan) -> dict[str, Any]:
    """The next days, and who would be in a round on the first of them."""
    plan.program = program
    day = plan.next_on if plan.is_on else None
    days = [day, *cadence_of(plan).days(after=day, most=DAYS_SHOWN - 1)] if day else []
    part = taking_part(plan, on=day or timezone.localdate())
    role = roles_of_program(program)[plan.role].plural if plan.role else ""
    return {"days": days, "part": part, "people": len(part.people), "role": role}


def _lines(rounds: list[CoffeeRound]) -> list[dict[str, Any]]:
    alone = reasons_alone(rounds) if rounds else {}
    return [
        {
            "round": one,
            "departments": _percent(one.mix.get("departments")),
            "locations": _percent(one.mix.get("locations")),
            "met": _met(one),
            "alone": alone.get(one.id, []),
        }
        for one in rounds
    ]


def _met(made: Any) -> int | None:
    return _percent(made.met / made.people if made.people else None)


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _chart(rounds: list[CoffeeRound]) -> dict[str, Any]:
    """How mixed the rounds were, oldest first, and the finding in words."""
    points = [
        (date_text(one.held_on), round(100 * one.mix["departments"]))
        for one in reversed(rounds)
        if "departments" in one.mix
    ]
    if not points:
        return {"points": [], "finding": ""}
    mean = round(sum(value for _label, value in points) / len(points))
    finding = ngettext(
        "In the last round %(mean)s %% of the meetings crossed departments",
        "In the last %(count)s rounds %(mean)s %% of the meetings crossed departments",
        len(points),
    )
    return {"points": points, "finding": finding % {"count": len(points), "mean": mean}}
