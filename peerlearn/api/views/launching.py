"""Programs from templates and copies, and their launch. For HR admins."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer, require
from peerlearn.api.problems import invalid_form
from peerlearn.api.serializers.launching import (
    CopyBody,
    CopyShape,
    FromTemplateBody,
    LaunchBody,
    LaunchCheckShape,
    LaunchShape,
    TemplateShape,
)
from peerlearn.api.serializers.programs import ProgramShape
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.home.launch_facts import launch_facts
from peerlearn.home.launching import launch_program
from programs.actions.copies import copy_program
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.forms.templates import CopyForm, TemplateForm
from programs.permissions import may_create_program


class Templates(ProgramEndpoint):
    """The templates."""

    pagination_class = None

    @extend_schema(responses=TemplateShape(many=True))
    def get(self, request: Any) -> Response:
        """List the templates with all that a program would take of them. HR admins."""
        require(may_create_program(self.request.membership))
        return Response(TemplateShape(list(TEMPLATES.values()), many=True).data)


class ProgramsOfTemplate(ProgramEndpoint):
    """The programs made from one template."""

    @extend_schema(request=FromTemplateBody, responses={201: ProgramShape})
    def post(self, request: Any, key: str) -> Response:
        """Make a draft from a template: texts, roles, sessions as drafts, checks, weights."""
        require(may_create_program(self.request.membership))
        if key not in TEMPLATES:
            raise Http404
        template = TEMPLATES[key]
        usual = {"name": template.name, "goal": template.goal, "weeks": template.weeks}
        told = {**usual, **self.said(FromTemplateBody)}
        form = TemplateForm(told, template=template, today=timezone.localdate())
        if not form.is_valid():
            raise invalid_form(form)
        program = create_from_template(template, **form.told(), by=self.request.person)
        return answer(ProgramShape, program, status=201)


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
        launched = launch_program(
            program,
            publish=self.said(LaunchBody)["publish"],
            by=self.request.person,
            today=timezone.localdate(),
        )
        return answer(LaunchShape, launched)
