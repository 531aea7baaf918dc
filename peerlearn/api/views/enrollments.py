"""Who is in a program."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer, require
from peerlearn.api.serializers.programs import (
    BatchShape,
    CompletionBody,
    EnrollmentOutcome,
    EnrollmentRuleBody,
    EnrollmentShape,
    EnrollmentsQuery,
    WithdrawalBody,
)
from peerlearn.api.views.programs import ProgramEndpoint
from programs.actions.answering import take_no_back
from programs.actions.completing import complete_enrollments
from programs.actions.enrollment import withdraw_enrollments
from programs.actions.inviting import invite_people
from programs.actions.long_acts import enroll_many, undo_many
from programs.models import Enrollment, EnrollmentBatch, Program
from programs.permissions import may_edit_program, may_see_people
from programs.queries.enrolled import enrollments_like
from programs.queries.enrollment import preview_enrollment
from programs.queries.joining import changes_of
from programs.queries.load import mentors_over_budget, tell_loads
from programs.queries.roles import places_taken, role_of_program
from programs.rules.enrollment import EnrollmentRule


class Enrollments(ProgramEndpoint):
    """The people of a program."""

    @extend_schema(parameters=[EnrollmentsQuery], responses=EnrollmentShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List who is in the program. For HR admins and its facilitators."""
        program = self.visible_program(program_id)
        require(may_see_people(self.request.membership, program))
        asked = self.asked(EnrollmentsQuery)
        found = enrollments_like(
            program,
            role=asked.get("role", ""),
            search=asked.get("q", ""),
            department=asked.get("department", ""),
            location=asked.get("location", ""),
            is_withdrawn=asked["withdrawn"],
            sort=asked["sort"],
        )
        if not may_edit_program(self.request.membership, program):
            return self.paged(found, EnrollmentShape)
        make = _with_reasons if asked["withdrawn"] else _with_loads
        return self.paged(found, EnrollmentShape, make=make)

    @extend_schema(request=EnrollmentRuleBody, responses=EnrollmentOutcome)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Enroll in one role whom a rule means and who isn't in it already. HR admins."""
        program, said = self.editable_program(program_id), self.said(EnrollmentRuleBody)
        role, rule, today = said["role"], _rule(said), timezone.localdate()
        if said["dry_run"]:
            return answer(EnrollmentOutcome, _previewed(program, role, rule))
        if said["invite"]:
            batch = invite_people(
                program,
                rule,
                role=role,
                by=self.request.person,
                today=today,
                expected=said.get("expected"),
            )
            return _outcome(batch)
        batch = enroll_many(
            program,
            rule,
            role=role,
            by=self.request.person,
            today=today,
            capacity=said.get("capacity"),
            expected=said.get("expected"),
            tell=said["tell"],
        )
        return _outcome(batch)


class Withdrawals(ProgramEndpoint):
    """Taking people out."""

    @extend_schema(request=WithdrawalBody, responses=EnrollmentOutcome)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Take people out of a program; those who were out already stay so. HR admins."""
        program = self.editable_program(program_id)
        ids = self.said(WithdrawalBody)["enrollments"]
        batch = withdraw_enrollments(program, ids, by=self.request.person)
        return _outcome(batch)


class RefusalUndo(ProgramEndpoint):
    """Having somebody in again who was asked whether it suits them, and would rather not."""

    @extend_schema(request=None, responses=EnrollmentShape)
    def post(self, request: Any, program_id: UUID, enrollment_id: UUID) -> Response:
        """Have them in again; the question waits for them anew. Twice is once. HR admins."""
        program = self.editable_program(program_id)
        rows = Enrollment.objects.filter(program=program).select_related("program", "person")
        enrollment = get_object_or_404(rows, id=enrollment_id)
        return answer(EnrollmentShape, take_no_back(enrollment, by=self.request.person))


class Completions(ProgramEndpoint):
    """Having reached the end."""

    @extend_schema(request=CompletionBody, responses=EnrollmentOutcome)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Mark people as having completed a program; those who had stay so. HR admins."""
        program = self.editable_program(program_id)
        ids = self.said(CompletionBody)["enrollments"]
        return _outcome(complete_enrollments(program, ids, by=self.request.person))


class OneBatch(ProgramEndpoint):
    """One act on many people."""

    @extend_schema(responses=BatchShape)
    def get(self, request: Any, program_id: UUID, batch_id: UUID) -> Response:
        """How far it is: `count` of `total` people. HR admins."""
        program = self.editable_program(program_id)
        batches = EnrollmentBatch.objects.filter(program=program)
        return answer(BatchShape, get_object_or_404(batches, id=batch_id))


class BatchUndo(ProgramEndpoint):
    """Taking an enrollment or a withdrawal back."""

    @extend_schema(request=None, responses=BatchShape)
    def post(self, request: Any, program_id: UUID, batch_id: UUID) -> Response:
        """Put everybody back where they were before the act. Twice is once. HR admins."""
        program = self.editable_program(program_id)
        batch = get_object_or_404(EnrollmentBatch.objects.filter(program=program), id=batch_id)
        return answer(BatchShape, undo_many(batch, by=self.request.person))


def _outcome(batch: EnrollmentBatch | None) -> Response:
    done = {"count": batch.total, "batch": batch.id} if batch else {"count": 0, "batch": None}
    return answer(EnrollmentOutcome, {**done, "preview": None})


def _previewed(program: Program, role: str, rule: EnrollmentRule) -> dict[str, Any]:
    preview = preview_enrollment(program, role, rule, today=timezone.localdate())
    facts = role_of_program(program, role)
    told = {
        "already": preview.already,
        "withdrawn": preview.withdrawn,
        "unreachable": preview.unreachable,
        "without_start_date": preview.without_start_date,
        "elsewhere": preview.elsewhere,
        "free": facts.free(places_taken(program)[role]),
        "warnings": mentors_over_budget(preview.names, facts, now=timezone.now()),
    }
    return {"count": preview.to_enroll, "batch": None, "preview": told}


def _with_loads(rows: list[Enrollment]) -> list[Enrollment]:
    tell_loads(rows, now=timezone.now())
    return rows


def _with_reasons(rows: list[Enrollment]) -> list[Enrollment]:
    last = changes_of([one.id for one in rows])
    for one in rows:
        one.why = last.get(one.id)
    return rows


def _rule(said: dict[str, Any]) -> EnrollmentRule:
    return EnrollmentRule(
        departments=frozenset(said.get("departments", ())),
        locations=frozenset(said.get("locations", ())),
        titles=frozenset(said.get("titles", ())),
        group=(said["group"]["column"], said["group"]["value"]) if "group" in said else None,
        newer_than_days=said.get("newer_than_days"),
        longer_than_years=said.get("longer_than_years"),
        started_from=said.get("started_from"),
        started_until=said.get("started_until"),
        person_ids=frozenset(said["people"]) if "people" in said else None,
        includes_withdrawn=said["includes_withdrawn"],
        leaves_out_busy=said["leaves_out_busy"],
        leaves_out_leads=said["leaves_out_leads"],
    )
