"""Setting a draft up with our proposals. For HR admins."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer
from peerlearn.api.serializers.setup_proposals import SetUpBody, SetupProposalShape, SetUpShape
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.home.proposals.reading import proposals_of
from peerlearn.home.proposals.setting_up import set_up
from peerlearn.home.proposals.shapes import Proposal, Wish
from programs.models import Program


class Proposals(ProgramEndpoint):
    """What we propose for a draft."""

    pagination_class = None

    @extend_schema(responses=SetupProposalShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List a proposal for each step of a draft, worked out from the people there are; none
        for a program that is launched. HR admins.
        """
        program = self.editable_program(program_id)
        found = self._found(program) if program.state == Program.State.DRAFT else []
        return Response(SetupProposalShape(found, many=True).data)

    @extend_schema(request=SetUpBody, responses=SetUpShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Set these steps up as was proposed; each succeeds or stays open by itself. Twice is
        once. HR admins.

        A facilitator and readers are asked by mail at once. 409 for a program that is launched.
        """
        program, said = self.editable_program(program_id), self.said(SetUpBody)
        done = set_up(
            program,
            {one["step"]: one["seen"] for one in said["steps"]},
            Wish(self.request.person, said["place"]),
            now=timezone.now(),
            today=timezone.localdate(),
        )
        result = {
            "done": [one.step for one in done.done],
            "failed": [{"step": step, "reason": why} for step, why in done.failed.items()],
            "proposals": self._found(program),
        }
        return answer(SetUpShape, result)

    def _found(self, program: Program) -> list[Proposal]:
        return proposals_of(program, now=timezone.now(), today=timezone.localdate())
