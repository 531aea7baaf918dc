"""People by a list, their pauses and places, and the acts that brought them in."""

from functools import partial
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer
from peerlearn.api.serializers.dry_run import CountShape
from peerlearn.api.serializers.enrolling import (
    CapacityBody,
    ChosenBody,
    ListBody,
    ListOutcome,
    PauseBody,
)
from peerlearn.api.serializers.programs import BatchShape
from peerlearn.api.views.programs import ProgramEndpoint
from programs.actions.enrollment import set_mentor_capacity
from programs.actions.inviting import invite_people
from programs.actions.long_acts import enroll_many, send_again
from programs.actions.pausing import pause_people, resume_people
from programs.models import EnrollmentBatch, Program
from programs.queries.enrollment import preview_enrollment
from programs.queries.lists import people_on_list
from programs.queries.load import mentors_over_budget
from programs.queries.roles import role_of_program
from programs.rules.enrollment import EnrollmentRule
from programs.rules.lists import entries_of


class EnrollmentList(ProgramEndpoint):
    """By a list."""

    @extend_schema(request=ListBody, responses=ListOutcome)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Enroll, or with `invite` ask, whom a list names; with `dry_run` only say who. HR admins.

        Somebody named is meant even if they had left the program. 409 `list-changed` when other
        people are meant than `expected`.
        """
        program, said = self.editable_program(program_id), self.said(ListBody)
        today, role = timezone.localdate(), said["role"]
        found = people_on_list(entries_of("\n".join(said["entries"])))
        ids = frozenset(person.id for person in found.people)
        rule = EnrollmentRule(person_ids=ids, includes_withdrawn=True)
        preview = preview_enrollment(program, role, rule, today=today)
        facts = role_of_program(program, role)
        outcome: dict[str, Any] = {
            "count": preview.to_enroll,
            "batch": None,
            "already": preview.already,
            "left": found.left,
            "unknown": found.unknown,
            "warnings": mentors_over_budget(preview.names, facts, now=timezone.now()),
        }
        if not said["dry_run"]:
            batch = self._enroll(program, rule, said)
            outcome |= {"count": batch.total, "batch": batch.id} if batch else {"count": 0}
        return answer(ListOutcome, outcome)

    def _enroll(
        self, program: Program, rule: EnrollmentRule, said: dict[str, Any]
    ) -> EnrollmentBatch | None:
        act = invite_people if said["invite"] else partial(enroll_many, tell=said["tell"])
        return act(
            program,
            rule,
            role=said["role"],
            by=self.request.person,
            today=timezone.localdate(),
            expected=said.get("expected"),
        )


class Pauses(ProgramEndpoint):
    """HR pauses people."""

    @extend_schema(request=PauseBody, responses=CountShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Pause people until a day; who pauses already comes back on the new one. HR admins."""
        program, said = self.editable_program(program_id), self.said(PauseBody)
        count = pause_people(
            program,
            said["enrollments"],
            returns_on=said["returns_on"],
            by=self.request.person,
            today=timezone.localdate(),
        )
        return answer(CountShape, {"count": count})


class Returns(ProgramEndpoint):
    """And brings them back."""

    @extend_schema(request=ChosenBody, responses=CountShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Bring people back from their pause. HR admins."""
        program, said = self.editable_program(program_id), self.said(ChosenBody)
        count = resume_people(program, said["enrollments"], by=self.request.person)
        return answer(CountShape, {"count": count})


class Capacities(ProgramEndpoint):
    """Places of mentors."""

    @extend_schema(request=CapacityBody, responses=CountShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Say how many mentees these mentors take. HR admins."""
        program, said = self.editable_program(program_id), self.said(CapacityBody)
        count = set_mentor_capacity(
            program, said["enrollments"], capacity=said["capacity"], by=self.request.person
        )
        return answer(CountShape, {"count": count})


class Batches(ProgramEndpoint):
    """Acts on many people."""

    @extend_schema(responses=BatchShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List the acts that enrolled, invited or withdrew people, the latest first; also what
        standing rules did by themselves. HR admins.
        """
        program = self.editable_program(program_id)
        return self.paged(EnrollmentBatch.objects.filter(program=program), BatchShape)


class BatchAgain(ProgramEndpoint):
    """One that nobody works on."""

    @extend_schema(request=None, responses=BatchShape)
    def post(self, request: Any, program_id: UUID, batch_id: UUID) -> Response:
        """Wake a worker for an act that nothing was heard of for a minute. HR admins."""
        program = self.editable_program(program_id)
        batch = get_object_or_404(EnrollmentBatch, program=program, id=batch_id)
        send_again(batch, now=timezone.now())
        return answer(BatchShape, batch)
