"""Setting a program up: its steps, its roles, and the rule by which new hires come in."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer
from peerlearn.api.preconditions import must_match, with_tag
from peerlearn.api.problems import invalid_form
from peerlearn.api.serializers.setup import (
    JoiningRuleBody,
    JoiningRuleShape,
    RoleBody,
    RoleShape,
    StepShape,
)
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.home.program_facts import guide_facts
from peerlearn.home.setup_guide import guide
from programs.actions.moves import lock_program
from programs.actions.new_hires import (
    restart_joining_rule,
    start_joining_rule,
    stop_joining_rule,
)
from programs.actions.roles import set_role
from programs.actions.steps import add_step, leave_step_out
from programs.forms.new_hires import NewHiresForm
from programs.forms.roles import RoleForm
from programs.models import JoiningRule, Program
from programs.queries.daily import joining_rules_of
from programs.queries.facilitators import checked_nominations
from programs.queries.reports import readers_today
from programs.queries.roles import places_taken, roles_of_program
from programs.views.steps import step_or_404


class Steps(ProgramEndpoint):
    """The set-up guide."""

    pagination_class = None

    @extend_schema(responses=StepShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List the seven steps of the set-up guide, each from what exists. HR admins."""
        program = self.editable_program(program_id)
        facts = guide_facts(program, checked_nominations(program), readers=readers_today(program))
        return Response(StepShape(guide(facts, program.steps_left_out), many=True).data)


class OneStep(ProgramEndpoint):
    """Whether the program needs a step."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Any, program_id: UUID, step: str) -> Response:
        """Have the program need a step that it was made without. Twice is once. HR admins."""
        add_step(self.editable_program(program_id), step_or_404(step), by=self.request.person)
        return Response(status=204)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, program_id: UUID, step: str) -> Response:
        """Have the program not need a step, unless somebody begins it all the same. HR admins."""
        leave_step_out(self.editable_program(program_id), step_or_404(step), by=self.request.person)
        return Response(status=204)


class Roles(ProgramEndpoint):
    """Those of one program."""

    pagination_class = None

    @extend_schema(responses=RoleShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List what the program calls its roles, asks of them, and how people come in. HR
        admins.
        """
        return Response(RoleShape(_roles(self.editable_program(program_id)), many=True).data)


class OneRole(ProgramEndpoint):
    """One of them."""

    @extend_schema(responses=RoleShape)
    def get(self, request: Any, program_id: UUID, role: str) -> Response:
        """Show a role. HR admins."""
        found = _role(self.editable_program(program_id), role)
        return with_tag(answer(RoleShape, found), RoleBody)

    @extend_schema(request=RoleBody, responses=RoleShape)
    def put(self, request: Any, program_id: UUID, role: str) -> Response:
        """Say all of a role anew; who waits comes in where there is room now. HR admins.

        409 `too-few-places` when more people hold a place than there would be. 412 when somebody
        has saved it since it was read.
        """
        program = lock_program(self.editable_program(program_id))
        must_match(self.request, RoleBody, RoleShape(_role(program, role)).data)
        said = self.said(RoleBody)
        form = RoleForm(said, role=role)
        if not form.is_valid():
            raise invalid_form(form)
        set_role(program, role, by=self.request.person, **form.cleaned_data)
        return with_tag(answer(RoleShape, _role(program, role)), RoleBody)


def _roles(program: Program) -> list[dict[str, Any]]:
    taken = places_taken(program)
    return [
        {"facts": facts, "taken": taken[role], "free": facts.free(taken[role])}
        for role, facts in roles_of_program(program).items()
    ]


def _role(program: Program, role: str) -> dict[str, Any]:
    found = next((one for one in _roles(program) if one["facts"].role == role), None)
    if found is None:
        raise Http404
    return found


class JoiningRules(ProgramEndpoint):
    """New hires come in by themselves."""

    @extend_schema(responses=JoiningRuleShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List the standing rules. HR admins."""
        return self.paged(joining_rules_of(self.editable_program(program_id)), JoiningRuleShape)

    @extend_schema(request=JoiningRuleBody, responses={201: JoiningRuleShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Let new hires in from now on, and those at once who started since. HR admins.

        A rule that stands for the role is replaced.
        """
        program, today = self.editable_program(program_id), timezone.localdate()
        form = NewHiresForm(
            self.said(JoiningRuleBody), roles=roles_of_program(program), today=today
        )
        if not form.is_valid():
            raise invalid_form(form)
        by = self.request.person
        rule = start_joining_rule(
            program, **form.cleaned_data, by=by, now=timezone.now(), today=today
        )
        rule.refresh_from_db()
        return answer(JoiningRuleShape, rule, status=201)


class OneJoiningRule(ProgramEndpoint):
    """Stopping, and undoing that."""

    @extend_schema(request=None, responses={200: JoiningRuleShape})
    def delete(self, request: Any, program_id: UUID, rule_id: UUID) -> Response:
        """Stop a rule; who is in stays. Twice is once. HR admins."""
        rule = self._rule(program_id, rule_id)
        stopped = stop_joining_rule(rule, by=self.request.person, now=timezone.now())
        return answer(JoiningRuleShape, stopped)

    @extend_schema(request=None, responses=JoiningRuleShape)
    def put(self, request: Any, program_id: UUID, rule_id: UUID) -> Response:
        """Have a stopped rule stand again. 409 when another one stands for the role by now."""
        rule = self._rule(program_id, rule_id)
        return answer(JoiningRuleShape, restart_joining_rule(rule, by=self.request.person))

    def _rule(self, program_id: UUID, rule_id: UUID) -> JoiningRule:
        program = self.editable_program(program_id)
        rules = JoiningRule.objects.select_related("made_by", "program")
        return get_object_or_404(rules, program=program, id=rule_id)
