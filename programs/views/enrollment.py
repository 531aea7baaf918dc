"""Enrolling people: by a rule with a live count, or ticked by hand."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.inviting import invite_people
from programs.actions.long_acts import enroll_many
from programs.errors import ProgramError, RoleFullError
from programs.forms.enrollment import (
    CapacityForm,
    EnrollmentRuleForm,
    PickForm,
)
from programs.models import EnrollmentBatch, Program
from programs.queries.choices import enrollment_choices
from programs.queries.enrolled import roles_in
from programs.queries.enrollment import EnrollmentPreview, people_found, preview_enrollment
from programs.queries.load import mentors_over_budget
from programs.queries.roles import Roles, main_role, role_of_program, roles_of_program
from programs.rules import words
from programs.rules.acts import AT_ONCE
from programs.rules.enrollment import EnrollmentRule
from programs.views.doors import crumbs_to, editable_program
from programs.views.presets import later_starters, presets, recruits, with_role
from programs.views.room import room_for

FRAGMENT = "programs/enroll.html#preview"
FULL = "full"


@hr_admin_required
def enroll(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Say by a rule whom to enroll, see count and names, then do it."""
    program = editable_program(request, program_id)
    today, choices = timezone.localdate(), enrollment_choices(program)
    usual = choices.main_role
    said = with_role(request.POST or request.GET or recruits(program, usual, today=today), usual)
    form = EnrollmentRuleForm(said, choices=choices)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return enrolled(request, program, form.rule(), form.cleaned_data)
        except RoleFullError:
            refusal = FULL  # the preview says it, with what can be done
        except ProgramError as error:
            refusal = str(error)
    context = {
        "program": program,
        "form": form,
        "refusal": "" if refusal is FULL else refusal,
        "presets": presets(program, form, choices, today=today),
        "said": _said(form),
        "crumbs": crumbs_to(request, program),
        **_preview(program, form, choices.roles),
    }
    is_part = request.htmx and not request.htmx.boosted
    status = 422 if refusal or (form.errors and not is_part) else 200
    return render(request, FRAGMENT if is_part else "programs/enroll.html", context, status=status)


def _preview(program: Program, form: EnrollmentRuleForm, roles: Roles) -> dict[str, Any]:
    """The preview of a valid rule with its sentences; nothing otherwise."""
    if not form.is_valid():
        return {"preview": None}
    role, rule = form.cleaned_data["role"], form.rule()
    preview = preview_enrollment(program, role, rule, today=timezone.localdate())
    return {
        "preview": preview,
        "role": role,
        "capacity": CapacityForm(),
        "headline": words.will_be_enrolled(roles[role], preview.to_enroll),
        "button": words.enroll_label(roles[role], preview.to_enroll),
        "remarks": _remarks(preview, rule, roles),
        "room": room_for(roles[role], preview),
        "later": later_starters(program, form),
        "too_much": mentors_over_budget(preview.names, roles[role], now=timezone.now()),
        "is_long": preview.to_enroll > AT_ONCE,
    }


def _remarks(preview: EnrollmentPreview, rule: EnrollmentRule, roles: Roles) -> list[str]:
    left_out = 0 if rule.includes_withdrawn else preview.withdrawn
    said: list[tuple[int, Callable[[int], str]]] = [
        (preview.already, words.already_enrolled),
        (left_out, words.left_before),
        (preview.unreachable, partial(words.without_mail, names=preview.names_without_mail)),
        (preview.without_start_date, words.without_start_date),
    ]
    both = [
        words.in_another_role(count, roles[other]) for other, count in preview.other_roles.items()
    ]
    return both + [sentence(count) for count, sentence in said if count]


def _said(form: EnrollmentRuleForm) -> list[tuple[str, str]]:
    """What the form says, as hidden fields for the button that does it."""
    names = [name for name in form.fields if name not in {"expected", "capacity", "act", "tell"}]
    data = form.data
    assert isinstance(data, QueryDict)  # noqa: S101  see enroll()
    return [(name, value) for name in names for value in data.getlist(name) if value]


def enrolled(
    request: OrgRequest, program: Program, rule: EnrollmentRule, said: dict[str, Any]
) -> HttpResponse:
    """Do it, and on to the people, or to the progress of very many. Raises ProgramError."""
    role, today = said["role"], timezone.localdate()
    if said.get("act") == "invite":
        return _invited(request, program, rule, said)
    batch = enroll_many(
        program,
        rule,
        role=role,
        by=request.person,
        today=today,
        capacity=said.get("capacity"),
        expected=said.get("expected"),
        tell=said["tell"],
    )
    if batch is not None and batch.state == EnrollmentBatch.State.WORKING:
        return redirect(org_reverse(request.organization, "programs:act", program.id, batch.id))
    if batch is None:
        text = _("Nobody was enrolled: they are all in this role already, or left out.")
        if not rule.leaves_out_busy:
            text = _("Nobody was enrolled: they are all in this role already.")
        flash(request, text, level="info")
    else:
        undo_url = org_reverse(request.organization, "programs:batch_undo", program.id, batch.id)
        facts = role_of_program(program, role)
        said_done = words.were_enrolled(facts, batch.count)
        flash(request, words.with_left_out(said_done, batch.left_out), undo_url=undo_url)
    return redirect(
        org_reverse(request.organization, "programs:people", program.id) + f"?role={role}"
    )


def _invited(
    request: OrgRequest, program: Program, rule: EnrollmentRule, said: dict[str, Any]
) -> HttpResponse:
    batch = invite_people(
        program,
        rule,
        role=said["role"],
        by=request.person,
        today=timezone.localdate(),
        expected=said.get("expected"),
    )
    if batch is None:
        flash(request, _("Nobody was invited: they are all in this role already."), level="info")
    else:
        undo_url = org_reverse(request.organization, "programs:batch_undo", program.id, batch.id)
        said_done = words.were_invited(batch.count)
        flash(request, words.with_left_out(said_done, batch.left_out), undo_url=undo_url)
    listed = org_reverse(request.organization, "programs:people", program.id)
    return redirect(f"{listed}?role={said['role']}")


@hr_admin_required
def pick(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Search people, tick them, enroll them."""
    program = editable_program(request, program_id)
    chosen = with_role(request.POST or request.GET, main_role(program))
    form = PickForm(chosen, roles=roles_of_program(program))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return enrolled(request, program, form.rule(), form.cleaned_data)
        except ProgramError as error:
            refusal = str(error)
    said: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "person": []}
    people = people_found(said["q"].strip(), ids=said["person"])
    roles = roles_in(program, [person.id for person in people])
    context = {
        "program": program,
        "form": form,
        "refusal": refusal,
        "people": [(person, roles.get(person.id, [])) for person in people],
        "ticked": set(said["person"]),
        "crumbs": crumbs_to(request, program),
    }
    return render(request, "programs/pick.html", context, status=422 if refusal else 200)
