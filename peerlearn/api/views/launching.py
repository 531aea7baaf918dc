"""Copies of programs, and their launch. For HR admins."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer
from peerlearn.api.problems import invalid_form
from peerlearn.api.serializers.launching import (
    CopyBody,
    CopyShape,
    LaunchBody,
    LaunchCheckShape,
    LaunchShape,
)
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.home.launch_facts import launch_facts
from peerlearn.home.launching import launch_program
from programs.actions.copies import copy_program
from programs.forms.templates import CopyForm


class Copies(ProgramEndpoint):
    """New runs of a program."""

    @extend_schema(request=CopyBody, responses={201: CopyShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Make a draft from an earlier program, moved to another first day."""
        original = self.editable_program(program_id)
        form = CopyForm(self.said(CopyBody), original=original, today=timezone.localdate())
        if not form.is_valid():
            raise invalid_form(form)
        copied = copy_program(original, **form.cleaned_data, by=self.request.person)
        return answer(CopyShape, copied, status=201)


class Launch(ProgramEndpoint):
    """A program's launch."""

    @extend_schema(responses=LaunchCheckShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Say what stands against the launch, and which drafts could be published with it."""
        program = self.editable_program(program_id)
        facts = launch_facts(program, today=timezone.localdate(), now=timezone.now())
        return answer(LaunchCheckShape, facts)

    @extend_schema(request=LaunchBody, responses=LaunchShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Open the program and publish these drafts: all of it, or nothing.

        Launching twice changes nothing. 409 says what stands against it.
        """
        program = self.editable_program(program_id)
        said = self.said(LaunchBody)
        launched = launch_program(
            program,
            publish=said["publish"],
            tell=said["tell"],
            in_the_morning=said["in_the_morning"],
            by=self.request.person,
            today=timezone.localdate(),
        )
        return answer(LaunchShape, launched)
