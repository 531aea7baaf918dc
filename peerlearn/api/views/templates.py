"""Program templates, and programs from them. For HR admins."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.rules import refuse_unknown_columns
from matching.rules.configuration import BadRuleError, RuleSet
from peerlearn.api.endpoint import answer, require
from peerlearn.api.problems import InvalidError, invalid_form
from peerlearn.api.serializers.programs import ProgramShape
from peerlearn.api.serializers.templates import (
    ChangedTemplateBody,
    FromTemplateBody,
    OwnTemplateShape,
    SaveTemplateBody,
    TemplateShape,
    changes_of,
)
from peerlearn.api.views.programs import ProgramEndpoint
from peerlearn.home.gallery import template_or_404
from peerlearn.home.own_templates.reading import read_program
from programs.actions.own_templates import (
    archive_template,
    delete_template,
    edit_template,
    restore_template,
    save_template,
)
from programs.actions.templates import create_from_template
from programs.catalogue import TEMPLATES
from programs.catalogue.shapes import ProgramTemplate
from programs.catalogue.stored import template_of
from programs.forms.templates import TemplateForm
from programs.models import OwnTemplate
from programs.permissions import may_create_program, may_edit_templates
from programs.queries.templates import templates_visible_to, uses_of


class TemplateEndpoint(ProgramEndpoint):
    """What all addresses of templates share."""

    pagination_class = None

    def template(self, key: str) -> tuple[ProgramTemplate, OwnTemplate | None]:
        """A template by its key, with its row if it is one of the organization's own."""
        require(may_create_program(self.request.membership))
        return template_or_404(self.request.membership, key)

    def own(self, template_id: UUID) -> OwnTemplate:
        """One of the organization's own."""
        require(may_edit_templates(self.request.membership))
        return get_object_or_404(templates_visible_to(self.request.membership), id=template_id)

    def shown(self, row: OwnTemplate, *, status: int = 200) -> Response:
        """One of the organization's own, as an answer."""
        thing = {"row": row, "template": template_of(row), "uses": uses_of(row)}
        return answer(OwnTemplateShape, thing, status=status)


class Templates(TemplateEndpoint):
    """The templates."""

    @extend_schema(responses=TemplateShape(many=True))
    def get(self, request: Any) -> Response:
        """List the templates with all that a program would take of them, the organization's own
        first. HR admins.
        """
        require(may_create_program(self.request.membership))
        own = templates_visible_to(self.request.membership).filter(archived_at__isnull=True)
        found = [*(template_of(row) for row in own), *TEMPLATES.values()]
        return Response(TemplateShape(found, many=True).data)


class ProgramsOfTemplate(TemplateEndpoint):
    """The programs made from one template."""

    @extend_schema(request=FromTemplateBody, responses={201: ProgramShape})
    def post(self, request: Any, key: str) -> Response:
        """Make a draft from a template: texts, roles, sessions as drafts, checks, weights."""
        template, row = self.template(key)
        usual = {"name": template.name, "goal": template.goal, "weeks": template.weeks}
        told = {**usual, **self.said(FromTemplateBody)}
        form = TemplateForm(told, template=template, today=timezone.localdate())
        if not form.is_valid():
            raise invalid_form(form)
        program = create_from_template(
            template, **form.told(), by=self.request.person, made_from=row
        )
        return answer(ProgramShape, program, status=201)


class TemplatesOfProgram(TemplateEndpoint):
    """The templates made from one program."""

    @extend_schema(request=SaveTemplateBody, responses={201: OwnTemplateShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Save a program as a template: texts, roles, sessions, checks and weights; never people,
        dates, answers or reports.
        """
        program = self.editable_program(program_id)
        template = read_program(program, **self.said(SaveTemplateBody))
        return self.shown(save_template(template, by=self.request.person), status=201)


class OneTemplate(TemplateEndpoint):
    """One template of the organization's own."""

    @extend_schema(responses=OwnTemplateShape)
    def get(self, request: Any, template_id: UUID) -> Response:
        """Show a template with its version, and what was made from which."""
        return self.shown(self.own(template_id))

    @extend_schema(request=ChangedTemplateBody, responses=OwnTemplateShape)
    def patch(self, request: Any, template_id: UUID) -> Response:
        """Change a template; programs made from it keep what they took.

        409 if another version than `version` has been saved since.
        """
        row = self.own(template_id)
        said = self.said(ChangedTemplateBody)
        must_have_columns(template_of(row), said)
        edited = edit_template(
            row, changes_of(said), by=self.request.person, version=said["version"]
        )
        return self.shown(edited)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, template_id: UUID) -> Response:
        """Delete an archived template from which no program was made; else 409."""
        delete_template(self.own(template_id), by=self.request.person)
        return Response(status=204)


class Archival(TemplateEndpoint):
    """Putting a template away."""

    @extend_schema(request=None, responses=OwnTemplateShape)
    def post(self, request: Any, template_id: UUID) -> Response:
        """Put a template away: nothing is made from it. Twice is once."""
        return self.shown(archive_template(self.own(template_id), by=self.request.person))

    @extend_schema(responses=OwnTemplateShape)
    def delete(self, request: Any, template_id: UUID) -> Response:
        """Bring a template back; 409 if another has its name by now."""
        return self.shown(restore_template(self.own(template_id), by=self.request.person))


def must_have_columns(template: ProgramTemplate, said: dict[str, Any]) -> None:
    """Rules ask for columns that somebody here has. Raises InvalidError."""
    before = RuleSet(template.hard or {}, template.weights)
    for name in said.keys() & {"hard", "weights"}:
        rules = RuleSet({rule: {} for rule in said[name] or {}}, {})
        try:
            refuse_unknown_columns(rules, before=before)
        except BadRuleError as refusal:
            raise InvalidError({name: [str(refusal)]}) from refusal
