"""New hires join by themselves on their first day: the rule is made, shown and stopped here."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peerlearn.people.http import OrgRequest, hr_admin_required
from peerlearn.tenancy.urls import org_reverse
from peerlearn.web.flash import flash
from programs.actions.new_hires import (
    restart_joining_rule,
    start_joining_rule,
    stop_joining_rule,
)
from programs.errors import ProgramError
from programs.forms.new_hires import NewHiresForm
from programs.models import JoiningRule, Program
from programs.queries.daily import joining_rules_of, latest_arrivals
from programs.queries.roles import roles_of_program
from programs.views.doors import crumbs_to, editable_program, to_page


@hr_admin_required
def new_hires(request: OrgRequest, program_id: UUID) -> HttpResponse:
    """The rules that stand, what they did, and a form for a new one."""
    program, today = editable_program(request, program_id), timezone.localdate()
    roles = roles_of_program(program)
    initial = {"role": "mentee", "since": today}
    form = NewHiresForm(request.POST or None, roles=roles, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _start(request, program, form)
        except ProgramError as refusal:
            form.add_error(None, str(refusal))
        else:
            flash(request, _("From now on new hires come in by themselves on their first day."))
            return to_page(request, "programs:new_hires", program)
    context = {
        "program": program,
        "form": form,
        "rules": [(rule, roles[rule.role].plural) for rule in joining_rules_of(program)],
        "arrivals": [(batch, roles[batch.role]) for batch in latest_arrivals(program)],
        "crumbs": crumbs_to(request, program),
    }
    return render(request, "programs/new_hires.html", context, status=422 if form.errors else 200)


def _start(request: OrgRequest, program: Program, form: NewHiresForm) -> None:
    said = form.cleaned_data
    start_joining_rule(
        program,
        said["role"],
        since=said["since"],
        departments=said["departments"],
        locations=said["locations"],
        by=request.person,
        now=timezone.now(),
        today=timezone.localdate(),
    )


@require_POST
@hr_admin_required
def stop(request: OrgRequest, program_id: UUID, rule_id: UUID) -> HttpResponse:
    """Stop a rule; who is in stays."""
    program = editable_program(request, program_id)
    rule = get_object_or_404(JoiningRule, program=program, id=rule_id)
    try:
        stop_joining_rule(rule, by=request.person, now=timezone.now())
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        undo = org_reverse(request.organization, "programs:new_hires_restart", program.id, rule.id)
        flash(request, _("Nobody comes in by themselves any more."), undo_url=undo)
    return to_page(request, "programs:new_hires", program)


@require_POST
@hr_admin_required
def restart(request: OrgRequest, program_id: UUID, rule_id: UUID) -> HttpResponse:
    """Undo stopping."""
    program = editable_program(request, program_id)
    rule = get_object_or_404(JoiningRule, program=program, id=rule_id)
    try:
        restart_joining_rule(rule, by=request.person)
    except ProgramError as refusal:
        flash(request, str(refusal), level="warning")
    else:
        flash(request, _("The rule stands again."))
    return to_page(request, "programs:new_hires", program)
