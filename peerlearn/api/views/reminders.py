"""Plans of reminders and follow-ups of a program's sessions."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.reminders import (
    PreviewBody,
    ReminderPlanBody,
    ReminderPlanShape,
    StepPreview,
)
from peerlearn.people.models import Scope
from programs.models import Program
from programs.queries import programs_visible_to
from sessions.actions.reminders import BadPlanError, change_plan
from sessions.models import LearningSession
from sessions.permissions import may_schedule
from sessions.queries.reminders import in_force, latest_plans
from sessions.reminder_previews import previews
from sessions.rules.reminding import Step, stored

ALL = "all"


class PlansEndpoint(Endpoint):
    """What the addresses of a program's plans share. For HR admins."""

    write_scope = Scope.SESSIONS

    def program(self, program_id: UUID) -> Program:
        """The program."""
        require(may_schedule(self.request.membership))
        visible = programs_visible_to(self.request.person, self.request.membership)
        return get_object_or_404(visible, pk=program_id)

    def shape(self, program: Program, kind: str) -> dict[str, Any]:
        """The plan that holds for a kind."""
        plans = latest_plans([program.id])
        plan, newest = in_force(plans, program.id, kind), plans.get((program.id, kind))
        holds = "usual" if plan.kind is None else "kind" if plan.kind == kind else "all"
        return {
            "kind": kind or ALL,
            "holds": holds,
            "version": newest.version if newest else 0,
            "steps": stored(plan.steps),
        }


class ReminderPlans(PlansEndpoint):
    """The plans of a program."""

    @extend_schema(responses=ReminderPlanShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List what holds for all kinds of sessions, and for each of them."""
        program = self.program(program_id)
        kinds = ["", *LearningSession.Kind.values]
        return self.paged([self.shape(program, kind) for kind in kinds], ReminderPlanShape)


class OnePlan(PlansEndpoint):
    """The plan of a kind, or of `all` kinds."""

    @extend_schema(responses=ReminderPlanShape)
    def get(self, request: Any, program_id: UUID, kind: str) -> Response:
        """Show what holds."""
        return answer(ReminderPlanShape, self.shape(self.program(program_id), _kind(kind)))

    @extend_schema(request=ReminderPlanBody, responses=ReminderPlanShape)
    def put(self, request: Any, program_id: UUID, kind: str) -> Response:
        """Save a new version. Reminders that are still to come are written anew by it."""
        program, said = self.program(program_id), self.said(ReminderPlanBody)
        self.change(program, _kind(kind), _steps(said), seen=said["seen"])
        return answer(ReminderPlanShape, self.shape(program, _kind(kind)))

    @extend_schema(responses=ReminderPlanShape)
    def delete(self, request: Any, program_id: UUID, kind: str) -> Response:
        """Go back to what would hold without this plan: that of all kinds, or the usual one."""
        program = self.program(program_id)
        newest = latest_plans([program.id]).get((program.id, _kind(kind)))
        if newest is not None and newest.steps is not None:
            self.change(program, _kind(kind), None, seen=newest.version)
        return answer(ReminderPlanShape, self.shape(program, _kind(kind)))

    def change(self, program: Program, kind: str, steps: list[Step] | None, *, seen: int) -> None:
        """Act, with what is wrong beside its field."""
        try:
            change_plan(program, kind, steps, by=self.request.person, seen=seen)
        except BadPlanError as refusal:
            raise InvalidError(_said(refusal)) from refusal


class PlanPreview(PlansEndpoint):
    """A plan's messages before they are saved."""

    @extend_schema(request=PreviewBody, responses=StepPreview(many=True))
    def post(self, request: Any, program_id: UUID, kind: str) -> Response:
        """Show each message as the caller would get it, with the next session as the example.
        Nothing is saved or sent.
        """
        program, said = self.program(program_id), self.said(PreviewBody)
        try:
            found = previews(program, _kind(kind), _steps(said), reader=self.request.person)
        except BadPlanError as refusal:
            raise InvalidError(_said(refusal)) from refusal
        return Response(StepPreview([words for _step, words in found], many=True).data)


def _kind(kind: str) -> str:
    if kind == ALL:
        return ""
    if kind not in LearningSession.Kind.values:
        raise Http404
    return kind


def _steps(said: dict[str, Any]) -> list[Step]:
    return [Step(**one) for one in said["steps"]]


def _said(refusal: BadPlanError) -> dict[str, dict[str, dict[str, list[str]]]]:
    said: dict[str, dict[str, list[str]]] = {}
    for (number, name), sentence in refusal.problems.items():
        said.setdefault(str(number), {})[name] = [sentence]
    return {"steps": said}
