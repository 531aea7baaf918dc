"""Who is asked to facilitate, and the answers."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.problems import InvalidError
from peerlearn.api.serializers.programs import (
    AnswerBody,
    NeutralityShape,
    NominationBody,
    NominationShape,
    ReviewedNomination,
)
from peerlearn.api.views.facilitators import checked
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.people.models import Scope
from peerlearn.people.queries import active_people
from programs.actions.nominations import (
    accept_nomination,
    decline_nomination,
    nominate_facilitator,
    restore_nomination,
    revoke_nomination,
)
from programs.queries.facilitators import neutrality_of, nominations_of, nominations_visible_to


class Nominations(ProgramEndpoint):
    """Of one program, for HR admins."""

    @extend_schema(responses=ReviewedNomination(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List everybody who was ever asked to facilitate, the latest first. HR admins."""
        program = self.editable_program(program_id)
        nominations = nominations_of(program).select_related("program", "person", "nominated_by")
        return self.paged(nominations, ReviewedNomination)

    @extend_schema(request=NominationBody, responses={201: ReviewedNomination})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Ask somebody to facilitate. HR admins.

        409 `not-neutral` when they have authority over somebody in the program and no reason to
        override is given.
        """
        program, said = self.editable_program(program_id), self.said(NominationBody)
        person = active_people().filter(id=said["person"]).first()
        if person is None:
            raise InvalidError({"person": [_("Nobody who works here has this id.")]})
        nomination = nominate_facilitator(
            program,
            person,
            by=self.request.person,
            now=timezone.now(),
            override_reason=said.get("override_reason", ""),
        )
        return answer(ReviewedNomination, nomination, status=201)


class NeutralityCheck(ProgramEndpoint):
    """Before asking somebody."""

    @extend_schema(responses=NeutralityShape)
    def get(self, request: Any, program_id: UUID, person_id: UUID) -> Response:
        """Say in words whether somebody has authority over anybody in the program. HR admins."""
        program = self.editable_program(program_id)
        person = get_object_or_404(active_people(), id=person_id)
        return answer(NeutralityShape, checked(neutrality_of(program, person), person.name))


class Revocation(ProgramEndpoint):
    """Taking a nomination back."""

    @extend_schema(request=None, responses=ReviewedNomination)
    def post(self, request: Any, program_id: UUID, nomination_id: UUID) -> Response:
        """Take a nomination back, answered or not. Twice is once. HR admins."""
        program = self.editable_program(program_id)
        nomination = get_object_or_404(nominations_of(program), id=nomination_id)
        return answer(ReviewedNomination, revoke_nomination(nomination, by=self.request.person))

    @extend_schema(request=None, responses={200: ReviewedNomination})
    def delete(self, request: Any, program_id: UUID, nomination_id: UUID) -> Response:
        """Undo it: whoever had accepted facilitates again, others are asked still. HR admins."""
        program = self.editable_program(program_id)
        nomination = get_object_or_404(nominations_of(program), id=nomination_id)
        return answer(ReviewedNomination, restore_nomination(nomination, by=self.request.person))


class OwnNominations(Endpoint):
    """What the caller is or was asked to facilitate."""

    @extend_schema(responses=NominationShape(many=True))
    def get(self, request: Any) -> Response:
        """List what the caller is or was asked to facilitate, the latest first."""
        own = nominations_visible_to(self.request.person).order_by("-asked_at", "-id")
        return self.paged(own, NominationShape)


class NominationAnswer(Endpoint):
    """The caller's answer."""

    write_scope = Scope.PROGRAMS

    @extend_schema(request=AnswerBody, responses=NominationShape)
    def post(self, request: Any, nomination_id: UUID) -> Response:
        """Accept or decline to facilitate. The same answer twice is one."""
        asked = get_object_or_404(nominations_visible_to(self.request.person), id=nomination_id)
        said, now = self.said(AnswerBody), timezone.now()
        if said["answer"] == "accept":
            answered = accept_nomination(asked, now=now)
        else:
            answered = decline_nomination(asked, reason=said.get("reason", ""), now=now)
        return answer(NominationShape, answered)
