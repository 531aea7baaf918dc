"""The rules of a program for HR admins; and whom the caller doesn't want to be paired with."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from matching.actions.not_with import say_not_with, take_back_not_with
from matching.actions.rules import (
    refuse_nothing,
    refuse_private_columns,
    set_rules,
    take_back_rules,
)
from matching.queries.group import read_group
from matching.queries.rules import current_rules, not_with_of, rules_in
from matching.rules.columns import columns_in
from matching.rules.configuration import BadRuleError, RuleSet, check_rules
from matching.rules.rule_words import relief_text
from matching.rules.sample import Sample, sample_of
from matching.views.not_with import ColleagueForm
from matching.views.rules import warnings_of
from peerlearn.api.endpoint import Endpoint, answer
from peerlearn.api.preconditions import must_match, with_tag
from peerlearn.api.problems import ConflictError, InvalidError, invalid_form
from peerlearn.api.serializers.match_rules import (
    ChosenRulesBody,
    EffectShape,
    NotWithBody,
    NotWithShape,
    RulesShape,
)
from peerlearn.api.views.matching import MatchingEndpoint
from peerlearn.people.models import Scope
from programs.actions.moves import lock_program
from programs.models import Program


class RulesEndpoint(MatchingEndpoint):
    """What the addresses of rules share."""

    def shown(self, program: Program) -> dict[str, Any]:
        """The rules that hold."""
        row = current_rules(program)
        rules = rules_in(row)
        group = read_group(program, now=timezone.now())
        return {
            "version": row.version if row else 0,
            "is_usual": rules.is_usual,
            "hard": rules.hard,
            "soft": rules.soft,
            "columns": [one.name for one in columns_in((*group.mentees, *group.mentors))],
            "warnings": warnings_of(rules),
        }

    def chosen(self) -> RuleSet:
        """The rules of the body. Raises InvalidError."""
        said = self.said(ChosenRulesBody)
        try:
            rules = check_rules(said["hard"], said["soft"])
            refuse_private_columns(rules)
            refuse_nothing(rules)
        except BadRuleError as refusal:
            raise InvalidError({"rules": [str(refusal)]}) from refusal
        return rules

    def told(self, program: Program) -> Response:
        """The rules with their tag."""
        return with_tag(answer(RulesShape, self.shown(program)), ChosenRulesBody)


class ProgramRules(RulesEndpoint):
    """The rules of a program."""

    @extend_schema(responses=RulesShape)
    def get(self, request: Any, program_id: UUID) -> Response:
        """Show by which rules people are paired. HR admins."""
        return self.told(self.program(program_id))

    @extend_schema(request=ChosenRulesBody, responses=RulesShape)
    def put(self, request: Any, program_id: UUID) -> Response:
        """Set all rules; the next match run keeps to them. HR admins. 412 with `If-Match` when
        somebody has set others since.
        """
        program = self.program(program_id)
        lock_program(program)
        must_match(self.request, ChosenRulesBody, RulesShape(self.shown(program)).data)
        set_rules(program, self.chosen(), by=self.request.person)
        return self.told(program)

    @extend_schema(responses={200: RulesShape})
    def delete(self, request: Any, program_id: UUID) -> Response:
        """Go back to the usual rules. HR admins."""
        program = self.program(program_id)
        set_rules(program, None, by=self.request.person)
        return self.told(program)


class RulesUndo(RulesEndpoint):
    """Taking a setting back."""

    @extend_schema(request=None, responses=RulesShape)
    def post(self, request: Any, program_id: UUID, number: int) -> Response:
        """Set what held before this version. HR admins. 409 when it isn't the last one any more."""
        program = self.program(program_id)
        if take_back_rules(program, version=number, by=self.request.person) is None:
            raise ConflictError(_("The rules have been changed again meanwhile."))
        return self.told(program)


class RulesEffect(RulesEndpoint):
    """Trying rules out."""

    @extend_schema(request=ChosenRulesBody, responses=EffectShape)
    def post(self, request: Any, program_id: UUID) -> Response:
        """Say what these rules would do beside those that hold; nothing is kept. HR admins."""
        program, after = self.program(program_id), self.chosen()
        group = read_group(program, now=timezone.now())
        sample = sample_of(group, rules_in(current_rules(program)), after)
        return answer(EffectShape, _told(sample, after))


def _told(sample: Sample, rules: RuleSet) -> dict[str, Any]:
    check = sample.after.check
    return {
        "can_be_matched": sample.after.matched,
        "can_be_matched_now": sample.before.matched,
        "stuck": [
            {"person": one.person.id, "name": one.person.name, "rules": one.rules}
            for one in check.stuck
        ],
        "reliefs": [
            {
                "rule": one.rule,
                "stuck": one.stuck,
                "more": one.more,
                "text": relief_text(one.rule, one.stuck, one.more),
            }
            for one in check.reliefs
        ],
        "warnings": warnings_of(rules),
        "sample": sample.lines,
    }


class OwnNotWith(Endpoint):
    """The caller's own list; nobody else reads it."""

    write_scope = Scope.PROFILE

    @extend_schema(responses=NotWithShape(many=True))
    def get(self, request: Any) -> Response:
        """List whom one doesn't want to be paired with."""
        return self.paged(not_with_of(self.request.person), NotWithShape)

    @extend_schema(request=NotWithBody, responses={201: NotWithShape})
    def post(self, request: Any) -> Response:
        """Put somebody on one's list; twice is once. Nobody is told."""
        form = ColleagueForm(self.said(NotWithBody))
        if not form.is_valid():
            raise invalid_form(form)
        said = say_not_with(self.request.person, form.cleaned_data["who"])
        return answer(NotWithShape, said, status=201)


class OneNotWith(Endpoint):
    """Somebody on the list."""

    write_scope = Scope.PROFILE

    @extend_schema(responses={204: None})
    def delete(self, request: Any, said_id: UUID) -> Response:
        """Take somebody off one's list."""
        if take_back_not_with(self.request.person, said_id) is None:
            raise Http404
        return Response(status=204)
