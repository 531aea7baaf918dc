"""Programs: the list, one of them, and its way through its states."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import Endpoint, answer, require
from peerlearn.api.preconditions import must_match, with_tag
from peerlearn.api.problems import invalid_form
from peerlearn.api.serializers.program_states import StateBody
from peerlearn.api.serializers.programs import (
    ChangedProgramBody,
    ListedProgram,
    ProgramBody,
    ProgramShape,
    ProgramsQuery,
)
from peerlearn.home.ending import end_program
from peerlearn.home.launching import launch_program
from peerlearn.people.models import Scope
from programs.actions.moves import lock_program
from programs.actions.programs import (
    create_program,
    edit_program,
    reopen_program,
    restore_program,
    start_program,
)
from programs.forms.programs import EditProgramForm, ProgramForm
from programs.models import Program
from programs.permissions import may_create_program, may_edit_program
from programs.queries import programs_visible_to
from programs.queries.programs import programs_like, with_people_count

Act = Callable[..., object]
GUARDS = ("version", "strands", "strands_before")


class ProgramEndpoint(Endpoint):
    """What all addresses of programs share."""

    write_scope = Scope.PROGRAMS

    def visible(self) -> QuerySet[Program]:
        """The programs that the caller may see."""
        return programs_visible_to(self.request.person, self.request.membership).select_related(
            "owner"
        )

    def visible_program(self, program_id: UUID) -> Program:
        """One that the caller may see; others don't exist."""
        return get_object_or_404(self.visible(), id=program_id)

    def editable_program(self, program_id: UUID) -> Program:
        """One that the caller may change; others don't exist."""
        program = self.visible_program(program_id)
        require(may_edit_program(self.request.membership, program))
        return program


class Programs(ProgramEndpoint):
    """The list."""

    @extend_schema(parameters=[ProgramsQuery], responses=ListedProgram(many=True))
    def get(self, request: Any) -> Response:
        """List programs: all for HR admins, for others those they are in or facilitate."""
        asked = self.asked(ProgramsQuery)
        found = programs_like(
            self.visible(), search=asked.get("q", ""), state=asked.get("state", "")
        )
        return self.paged(with_people_count(found), ListedProgram)

    @extend_schema(request=ProgramBody, responses={201: ProgramShape})
    def post(self, request: Any) -> Response:
        """Make a draft that the caller owns. HR admins."""
        require(may_create_program(self.request.membership))
        form = ProgramForm(self.said(ProgramBody), today=timezone.localdate())
        if not form.is_valid():
            raise invalid_form(form)
        program = create_program(**form.cleaned_data, by=self.request.person)
        return answer(ProgramShape, program, status=201)


class OneProgram(ProgramEndpoint):
    """One program."""

    @extend_schema(responses=ProgramShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show a program."""
        return self.shown(program_id)

    @extend_schema(request=ChangedProgramBody, responses=ProgramShape)
    def patch(self, request: Any, program_id: UUID) -> Response:
        """Change a program; what is left out stays. HR admins.

        412 or, with `version`, 409 when somebody has saved it since it was read. 409 also for a
        new last day with published sessions behind it, unless `strands` says the same day, and
        for a new first day with some before it, unless `strands_before` does.
        """
        lock_program(self.editable_program(program_id))
        program = self.editable_program(program_id)
        must_match(self.request, ChangedProgramBody, ProgramShape(program).data)
        said = self.said(ChangedProgramBody, partial=True)
        known = {name: getattr(program, name) for name in ProgramForm.Meta.fields}
        told = {**known, "owner": program.owner_id, **said}
        form = EditProgramForm(told, instance=program, today=timezone.localdate())
        if not form.is_valid():
            raise invalid_form(form)
        guards = {name: said.pop(name, None) for name in GUARDS}
        changes = {name: form.cleaned_data[name] for name in said}
        edit_program(program, **changes, **guards, by=self.request.person)
        return self.shown(program_id)

    def shown(self, program_id: UUID) -> Response:
        """The program as it is now."""
        response = answer(ProgramShape, self.visible_program(program_id))
        return with_tag(response, ChangedProgramBody)


class ProgramState(ProgramEndpoint):
    """A program's way through its states."""

    @extend_schema(request=StateBody, responses=ProgramShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Take a program to another state. HR admins.

        `open` is the launch (see `…/launch/`) with its mails, and publishes no drafts. One that
        opens on or after its first day runs at once. 409 says what stands against it: also that
        sessions are still to come, when a program is finished or archived without `sessions`.
        Those that are cancelled stay so when it is restored or reopened.
        """
        program = self.editable_program(program_id)
        said, now = self.said(StateBody), timezone.now()
        told = {name: said[name] for name in ("sessions", "expected", "reason") if name in said}
        acts: dict[str, Act] = {
            "open": partial(launch_program, publish=(), today=timezone.localdate()),
            "running": start_program,
            "finished": partial(end_program, verb="finish", **told, now=now),
            "archived": partial(end_program, verb="archive", **told, now=now),
            "restored": restore_program,
            "reopened": partial(reopen_program, now=now),
        }
        acts[said["state"]](program, by=self.request.person)
        return answer(ProgramShape, self.visible_program(program_id))
