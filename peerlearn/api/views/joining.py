"""What people do themselves in programs, and whom HR lets in."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.serializers.joining import (
    ApplicationShape,
    DecisionBody,
    DecisionOutcome,
    JoiningBody,
    OpeningShape,
    OwnEnrollmentShape,
    OwnStepBody,
)
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.people.models import Scope
from programs.actions.answering import say_no, say_yes
from programs.actions.joining import (
    accept_invitation,
    apply_for,
    decline_invitation,
    join_or_wait,
    leave_program,
    pause_enrollment,
    resume_enrollment,
    take_back_application,
    undo_leaving,
)
from programs.actions.moves import lock_program
from programs.actions.waiting import approve_applications, reject_applications
from programs.models import Enrollment
from programs.queries.joining import (
    applications,
    chance_of,
    chances_of,
    enrollments_visible_to,
    own_enrollments,
)
from programs.queries.roles import give_facts


class OwnEnrollments(Endpoint):
    """The caller's programs."""

    write_scope = Scope.PROGRAMS

    @extend_schema(responses=OwnEnrollmentShape(many=True))
    def get(self, request: Any) -> Response:
        """List where the caller is, or is asked or waiting to be, the latest programs first."""
        return self.paged(own_enrollments(self.request.person), OwnEnrollmentShape, make=give_facts)

    @extend_schema(
        request=JoiningBody, responses={200: OwnEnrollmentShape, 201: OwnEnrollmentShape}
    )
    def post(self, request: Any) -> Response:
        """Join a role that is open, or apply for one. The same twice is once (200)."""
        said, today, person = self.said(JoiningBody), timezone.localdate(), self.request.person
        chance = chance_of(person, said["program"], said["role"], today=today)
        if chance is not None:
            lock_program(chance.program)  # of several at once, the later ones find themselves in
            chance = chance_of(person, said["program"], said["role"], today=today)
        if chance is None:
            return _answer(self._held(said))
        program, role = chance.program, chance.facts.role
        comes_in = join_or_wait if chance.facts.is_open and not chance.is_full else apply_for
        mine = comes_in(program, person, role, today=today, words=said["words"])
        return _answer(mine, status=201)

    def _held(self, said: dict[str, Any]) -> Enrollment:
        """Where the caller is already; what they can't join isn't there."""
        own = enrollments_visible_to(self.request.person).exclude(state=Enrollment.State.WITHDRAWN)
        return get_object_or_404(own, program=said["program"], role=said["role"])


class Openings(Endpoint):
    """What the caller could join."""

    @extend_schema(responses=OpeningShape(many=True))
    def get(self, request: Any) -> Response:
        """List the roles that the caller may join or apply for."""
        found = chances_of(self.request.person, today=timezone.localdate())
        return self.paged(found, OpeningShape)


class OwnSteps(Endpoint):
    """One step of the caller in a program."""

    write_scope = Scope.PROGRAMS

    @extend_schema(request=OwnStepBody, responses=OwnEnrollmentShape)
    def post(self, request: Any, enrollment_id: UUID) -> Response:
        """Answer an invitation or whether it suits one, take an application back, pause, come back
        or leave. Twice is once.
        """
        own = get_object_or_404(enrollments_visible_to(self.request.person), id=enrollment_id)
        said, today = self.said(OwnStepBody), timezone.localdate()
        person, words = self.request.person, said["words"]
        steps = {
            "accept": lambda: accept_invitation(own, by=person, today=today),
            "decline": lambda: decline_invitation(own, by=person, words=words),
            "take_back": lambda: take_back_application(own, by=person),
            "pause": lambda: pause_enrollment(
                own, returns_on=said["returns_on"], by=person, today=today
            ),
            "resume": lambda: resume_enrollment(own, by=person),
            "leave": lambda: leave_program(own, reason=said["reason"], words=words, by=person),
            "undo_leave": lambda: undo_leaving(own, by=person, now=timezone.now()),
            "say_yes": lambda: say_yes(own, by=person, now=timezone.now()),
            "say_no": lambda: say_no(own, by=person, words=words),
        }
        return _answer(steps[said["step"]]())


class Applications(ProgramEndpoint):
    """Who waits to be let in."""

    @extend_schema(responses=ApplicationShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List who waits, in the order in which they asked. HR admins."""
        return self.paged(applications(self.editable_program(program_id)), ApplicationShape)

    @extend_schema(request=DecisionBody, responses=DecisionOutcome)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Let applicants in or turn them down; each gets a mail. HR admins."""
        program = self.editable_program(program_id)
        said, by = self.said(DecisionBody), self.request.person
        if said["decision"] == "approve":
            count = approve_applications(program, said["enrollments"], by=by)
        else:
            count = reject_applications(program, said["enrollments"], words=said["words"], by=by)
        return answer(DecisionOutcome, {"count": count})


def _answer(enrollment: Enrollment, *, status: int = 200) -> Response:
    return answer(OwnEnrollmentShape, give_facts([enrollment])[0], status=status)
