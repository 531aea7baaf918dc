"""Enrolling by a list: who is found and who isn't is shown before anything happens."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from peerlearn.people.http import OrgRequest, hr_admin_required
from programs.errors import ProgramError, RoleFullError
from programs.forms.lists import ListForm
from programs.models import Program
from programs.queries.enrollment import preview_enrollment
from programs.queries.lists import people_on_list
from programs.queries.load import mentors_over_budget
from programs.queries.roles import Roles, roles_of_program
from programs.rules import words
from programs.rules.enrollment import EnrollmentRule
from programs.views.doors import crumbs_to, editable_program
from programs.views.enrollment import enrolled
from programs.views.room import room_for

NAMES_SHOWN = 20


@hr_admin_required
def by_list(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Paste a list, look at who is meant, then enroll or invite them."""
    program = editable_program(request, program_id)
    roles = roles_of_program(program)
    form = ListForm(request.POST or None, request.FILES or None, roles=roles)
    context: dict[str, Any] = {"program": program, "form": form}
    if request.method == "POST" and form.is_valid():
        shown, rule = _shown(program, form.cleaned_data, roles)
        if form.cleaned_data["expected"] is not None:
            try:
                return enrolled(request, program, rule, form.cleaned_data)
            except RoleFullError:
                pass  # the page says it, with what can be done
            except ProgramError as refusal:
                shown["refusal"] = str(refusal)
        context |= shown
    context["crumbs"] = crumbs_to(request, program)
    status = 422 if form.errors or context.get("refusal") else 200
    return render(request, "programs/by_list.html", context, status=status)


def _shown(
    program: Program, said: dict[str, Any], roles: Roles
) -> tuple[dict[str, Any], EnrollmentRule]:
    """What the list means; somebody named is meant even if they had left the program."""
    found = people_on_list(said["entries"])
    ids = frozenset(person.id for person in found.people)
    rule = EnrollmentRule(person_ids=ids, includes_withdrawn=True)
    preview = preview_enrollment(program, said["role"], rule, today=timezone.localdate())
    shown = {
        "found": found,
        "preview": preview,
        "role": said["role"],
        "names": preview.names[:NAMES_SHOWN],
        "entries": "\n".join(said["entries"]),
        "headline": words.will_be_enrolled(roles[said["role"]], preview.to_enroll),
        "too_much": mentors_over_budget(preview.names, roles[said["role"]], now=timezone.now()),
        "room": room_for(roles[said["role"]], preview),
        "already": words.already_enrolled(preview.already) if preview.already else "",
    }
    return shown, rule
