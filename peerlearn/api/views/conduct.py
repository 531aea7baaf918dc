"""The code of conduct of a program, and what the group suggests."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from peerlearn.api.endpoint import answer, require
from peerlearn.api.problems import ConflictError
from peerlearn.api.serializers.safety import (
    AcceptanceBody,
    AcceptanceShape,
    ConductBaseShape,
    ConductBody,
    ConductChangesShape,
    ConductShape,
    DeclineBody,
    SuggestionBody,
    SuggestionShape,
)
from peerlearn.api.views.programs import ProgramEndpoint
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.actions.suggestions import (
    decline_suggestion,
    stop_supporting,
    suggest_conduct,
    support_suggestion,
    withdraw_suggestion,
)
from programs.models import ConductSuggestion, ConductVersion, Program
from programs.permissions import may_edit_conduct, may_suggest_conduct
from programs.queries.conduct import (
    acceptance_counts,
    acceptance_of,
    conduct_in_force,
    is_asked_to_accept,
    versions_of,
)
from programs.queries.suggestions import open_suggestion, suggestions_of
from programs.rules.differences import differences
from programs.views.conduct import base_text


class Conduct(ProgramEndpoint):
    """Its versions."""

    @extend_schema(responses=ConductShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List all versions, the one in force first."""
        return self.paged(versions_of(self.visible_program(program_id)), ConductShape)

    @extend_schema(request=ConductBody, responses={201: ConductShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Put a version in force, for everybody to accept afresh. HR admins and facilitators.

        409 `conduct-changed` when another version was put in force meanwhile.
        """
        program = self.visible_program(program_id)
        require(may_edit_conduct(self.request.membership, program))
        said = self.said(ConductBody)
        suggestion = None
        if "suggestion" in said:
            suggestion = open_suggestion(program, said["suggestion"])
            require(suggestion is not None)
        version = publish_conduct(
            program,
            text=said["text"],
            by=self.request.person,
            based_on=said["based_on"],
            suggestion=suggestion,
        )
        return answer(ConductShape, version, status=201)


class Acceptance(ProgramEndpoint):
    """The caller's."""

    @extend_schema(responses=AcceptanceShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Say whether the caller has accepted the version in force; 404 where there is none."""
        version = conduct_in_force(self.visible_program(program_id))
        if version is None:
            raise Http404
        return _accepted(version, self.request.person.id)

    @extend_schema(request=AcceptanceBody, responses=AcceptanceShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Accept the version in force. Those who take part; twice is once."""
        program = self.visible_program(program_id)
        require(is_asked_to_accept(program, self.request.person.id))
        said = self.said(AcceptanceBody)
        version = conduct_in_force(program)
        if version is None or version.number != said["number"]:
            raise ConflictError(_("The text has changed. Please read it again."))
        accept_conduct(version, by=self.request.person)
        return _accepted(version, self.request.person.id)


def _accepted(version: ConductVersion, person_id: UUID) -> Response:
    accepted, people = acceptance_counts(version)
    told = {
        "number": version.number,
        "is_accepted": acceptance_of(version, person_id) is not None,
        "accepted": accepted,
        "people": people,
    }
    return answer(AcceptanceShape, told)


class ConductBase(ProgramEndpoint):
    """A text to begin with."""

    @extend_schema(responses=ConductBaseShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show the text that a first code of conduct begins with. HR admins and facilitators."""
        program = self.visible_program(program_id)
        require(may_edit_conduct(self.request.membership, program))
        return answer(ConductBaseShape, {"text": base_text()})


class ConductChanges(ProgramEndpoint):
    """From version to version."""

    @extend_schema(responses=ConductChangesShape)
    def get(self, request: Any, program_id: UUID, number: int) -> Response:
        """Show what a version changed in the one before."""
        versions = versions_of(self.visible_program(program_id))
        version = get_object_or_404(versions, number=number)
        before = versions.filter(number__lt=number).first()
        changes = differences(before.text, version.text) if before else []
        return answer(ConductChangesShape, {"number": number, "changes": changes})


class SuggestionEndpoint(ProgramEndpoint):
    """What the addresses of suggestions share."""

    def suggestible(self, program_id: UUID) -> Program:
        """A program in which the caller may suggest and support; others don't exist."""
        program = self.visible_program(program_id)
        require(may_suggest_conduct(self.request.membership, program))
        return program

    def one(self, program: Program, suggestion_id: UUID) -> ConductSuggestion:
        """A suggestion of this program."""
        found: ConductSuggestion = get_object_or_404(
            suggestions_of(program, self.request.person), id=suggestion_id
        )
        return found

    def shown(self, suggestion: ConductSuggestion, *, status: int = 200) -> Response:
        """It, as it is now."""
        return answer(SuggestionShape, self.one(suggestion.program, suggestion.id), status=status)


class Suggestions(SuggestionEndpoint):
    """Those of one program."""

    @extend_schema(responses=SuggestionShape(many=True))
    def get(self, request: Any, program_id: UUID) -> Response:
        """List what was suggested: open ones first, those with the most support on top."""
        program = self.visible_program(program_id)
        return self.paged(suggestions_of(program, self.request.person), SuggestionShape)

    @extend_schema(request=SuggestionBody, responses={201: SuggestionShape})
    def post(self, request: Any, program_id: UUID) -> Response:
        """Suggest another wording. Those who take part, HR admins, facilitators.

        409 `conduct-not-accepted` before the caller has accepted the version in force.
        """
        program, said = self.suggestible(program_id), self.said(SuggestionBody)
        made = suggest_conduct(program, text=said["text"], why=said["why"], by=self.request.person)
        return self.shown(made, status=201)


class SuggestionSupport(SuggestionEndpoint):
    """The caller's support."""

    @extend_schema(request=None, responses=SuggestionShape)
    def post(self, request: Any, program_id: UUID, suggestion_id: UUID) -> Response:
        """Be for a suggestion; twice is once."""
        suggestion = self.one(self.suggestible(program_id), suggestion_id)
        support_suggestion(suggestion, by=self.request.person)
        return self.shown(suggestion)

    @extend_schema(request=None, responses={200: SuggestionShape})
    def delete(self, request: Any, program_id: UUID, suggestion_id: UUID) -> Response:
        """No longer be for it."""
        suggestion = self.one(self.suggestible(program_id), suggestion_id)
        stop_supporting(suggestion, by=self.request.person)
        return self.shown(suggestion)


class SuggestionWithdrawal(SuggestionEndpoint):
    """Taking one's own back."""

    @extend_schema(request=None, responses=SuggestionShape)
    def post(self, request: Any, program_id: UUID, suggestion_id: UUID) -> Response:
        """Take one's own suggestion back. Nobody else can: 404."""
        suggestion = self.one(self.visible_program(program_id), suggestion_id)
        require(suggestion.suggested_by_id == self.request.person.id)
        withdraw_suggestion(suggestion, now=timezone.now())
        return self.shown(suggestion)


class SuggestionDecline(SuggestionEndpoint):
    """Saying no."""

    @extend_schema(request=DeclineBody, responses=SuggestionShape)
    def post(self, request: Any, program_id: UUID, suggestion_id: UUID) -> Response:
        """Decline a suggestion with a reason. HR admins and facilitators."""
        program = self.visible_program(program_id)
        require(may_edit_conduct(self.request.membership, program))
        suggestion, said = self.one(program, suggestion_id), self.said(DeclineBody)
        decline_suggestion(
            suggestion, reason=said["reason"], by=self.request.person, now=timezone.now()
        )
        return self.shown(suggestion)
