"""The rules of a program: what must hold, what counts, and what a change would do."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.rules import set_rules, take_back_rules
from matching.queries.group import read_group
from matching.queries.rules import current_rules, rules_in
from matching.rule_forms import RulesForm, SeenRulesForm
from matching.rules.checking import Check
from matching.rules.columns import columns_in
from matching.rules.configuration import RuleSet, contradictions, rules_of, vain_wishes
from matching.rules.group import Group
from matching.rules.presets import presets
from matching.rules.reporting import cut_circles
from matching.rules.rule_words import contradiction_text, relief_text, rule_reasons, vain_text
from matching.rules.sample import sample_of
from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.moves import hold_program
from programs.errors import ProgramError
from programs.models import Program
from programs.queries import programs_visible_to

MOST_NAMED = 20
MOST_BYTES = 100_000


@require_http_methods(["GET", "POST"])
@hr_admin_required
def rules(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """Look at the rules and set them."""
    _refuse_too_much(request)
    program = _program(request, program_id)
    if request.method == "POST":
        hold_program(program)
    group, row = read_group(program, now=timezone.now()), current_rules(program)
    columns = columns_in((*group.mentees, *group.mentors))
    form = SeenRulesForm(request.POST or None, rules=rules_in(row), columns=columns)
    if request.method == "POST" and form.is_valid():
        try:
            saved = set_rules(program, form.rules(), by=request.person)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = _undo(request, program, saved.version if saved != row else 0)
            flash(request, _("The next matching keeps to these rules."), undo_url=undo)
            return redirect(org_reverse(request.organization, "matching:preferences", program.id))
    is_read = form.is_bound and not form.errors
    context = {
        "form": form,
        "program": program,
        "presets": presets(),
        "is_usual": rules_in(row).is_usual,
        **_effect(group, rules_in(row), form.rules() if is_read else rules_in(row)),
        "crumbs": [
            (_("Matches"), org_reverse(request.organization, "matching:index")),
            (program.name, org_reverse(request.organization, "matching:overview", program.id)),
        ],
    }
    return render(request, "matching/preferences.html", context, status=422 if form.errors else 200)


@hr_admin_required
@require_POST
def effect(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """What the rules of a form would do; nothing is kept."""
    _refuse_too_much(request)
    program = _program(request, program_id)
    group, now = read_group(program, now=timezone.now()), rules_in(current_rules(program))
    form = RulesForm(request.POST, rules=now, columns=columns_in((*group.mentees, *group.mentors)))
    context: dict[str, Any] = {"program": program, "form": form}
    if form.is_valid():
        context |= _effect(group, now, form.rules())
    return render(request, "matching/_rules_effect_now.html", context)


@hr_admin_required
@require_POST
def preset(request: OrgRequest, program_id: UUID, key: str) -> HttpResponse:
    """Set a whole set of rules at once."""
    program = _program(request, program_id)
    found = next((one for one in presets() if one.key == key), None)
    page = org_reverse(request.organization, "matching:preferences", program.id)
    if found is None:
        flash(request, _("There are no such rules."), level="error")
        return redirect(page)
    before = current_rules(program)
    try:
        saved = set_rules(program, found.rules, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
        return redirect(page)
    undo = _undo(request, program, saved.version if saved != before else 0)
    flash(request, _("Set: %(rules)s.") % {"rules": found.label}, undo_url=undo)
    return redirect(page)


@hr_admin_required
@require_POST
def undo(request: OrgRequest, program_id: UUID, number: int) -> HttpResponse:
    """Set what held before a version."""
    program = _program(request, program_id)
    try:
        done = take_back_rules(program, version=number, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="error")
    else:
        if done:
            flash(request, _("The rules are as before."))
        else:
            text = _("The rules have been changed again meanwhile; they stay as they are.")
            flash(request, text, level="error")
    return redirect(org_reverse(request.organization, "matching:preferences", program.id))


def _refuse_too_much(request: OrgRequest) -> None:
    """What is refused is shown again, so it must be no more than a page. Answers 400."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise RequestDataTooBig("more than any rules of a program")


def _program(request: OrgRequest, program_id: UUID) -> Program:
    return get_object_or_404(programs_visible_to(request.person, request.membership), id=program_id)


def _undo(request: OrgRequest, program: Program, version: int) -> str:
    if not version:
        return ""
    return org_reverse(request.organization, "matching:rules_undo", program.id, version)


def _effect(group: Group, before: RuleSet, after: RuleSet) -> dict[str, Any]:
    """What the page and its fragment say of rules beside those that hold."""
    sample = sample_of(group, before, after)
    return {
        "sample": sample,
        "warnings": warnings_of(after),
        "reliefs": _reliefs(sample.after.check),
    }


def warnings_of(chosen: RuleSet) -> list[str]:
    """What contradicts itself, or tells nothing."""
    return [
        *(contradiction_text(*pair) for pair in contradictions(chosen)),
        *(vain_text(*pair) for pair in vain_wishes(chosen)),
    ]


def rules_check(group: Group) -> dict[str, Any]:
    """The check before a run: who can't be matched by the rules that hold, and what would help."""
    chosen = rules_of(group)
    check = Check(group, chosen, cut_circles(group.managers))
    return {
        "check": check,
        "stuck": [(one, rule_reasons(one.rules)) for one in check.stuck[:MOST_NAMED]],
        "stuck_more": max(len(check.stuck) - MOST_NAMED, 0),
        "warnings": warnings_of(chosen),
        "reliefs": _reliefs(check),
    }


def _reliefs(check: Check) -> Sequence[str]:
    return [relief_text(one.rule, one.stuck, one.more) for one in check.reliefs]
