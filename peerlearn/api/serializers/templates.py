"""Program templates: those that come with Peerlearn, and an organization's own."""

from datetime import time
from typing import Any

from rest_framework import serializers

from feedback.rules.knowledge import (
    FEWEST_CHOICES,
    LONGEST_CHOICE,
    LONGEST_QUESTION,
    MOST_CHOICES,
    MOST_QUESTIONS,
    Question,
    are_sound,
)
from matching.actions.rules import refuse_contradictions, refuse_private_columns
from matching.rules.configuration import BadRuleError, RuleSet, check_rules
from peerlearn.api.serializers.fields import Body, Moment
from programs.catalogue.shapes import CheckQuestion, SessionOutline, TemplateRole
from programs.forms.templates import MOST_WEEKS
from programs.models import Enrollment, ProgramRole
from programs.models.roles import MOST_HOURS
from programs.rules.steps import STEP_NAMES
from sessions.models import LearningSession
from sessions.rules.planning import MOST_SEATS

MOST_SESSIONS = 100
LARGEST = 2**31 - 1


class TemplateRoleShape(serializers.Serializer[Any]):
    """A role of a template; `hours` a month, for mentors with each mentee."""

    role = serializers.ChoiceField(Enrollment.Role.choices)
    name = serializers.CharField(source="called")
    does = serializers.CharField(source="asked")
    hours = serializers.FloatField()
    seats = serializers.IntegerField(allow_null=True)
    way_in = serializers.ChoiceField(ProgramRole.WayIn.choices)


class OutlineQuestionShape(Body):
    """A question of a knowledge check; `correct` is the place of the right choice, from 0."""

    text = serializers.CharField(max_length=LONGEST_QUESTION)
    choices = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CHOICE),
        min_length=FEWEST_CHOICES,
        max_length=MOST_CHOICES,
    )
    correct = serializers.IntegerField(min_value=0, max_value=MOST_CHOICES - 1)


class WallClock(serializers.RegexField):
    """A time of day without a zone, as "09:30"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", **kwargs)

    def to_representation(self, value: Any) -> str:
        """Hours and minutes."""
        return str(value.strftime("%H:%M"))

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The text, judged as such; then a time."""
        return time.fromisoformat(super().run_validation(data))


class OutlineShape(Body):
    """A session of a template. It falls on the first `weekday` (0 is Monday) from `week` weeks
    after the first day on, at `clock` in the organization's zone.
    """

    ref = serializers.RegexField(
        r"^[-a-zA-Z0-9_]+$", required=False, allow_blank=True, max_length=40, default=""
    )
    kind = serializers.ChoiceField(LearningSession.Kind.choices)
    title = serializers.CharField(max_length=160)
    agenda = serializers.CharField(max_length=4000, allow_blank=True, required=False, default="")
    week = serializers.IntegerField(min_value=0, max_value=MOST_WEEKS)
    weekday = serializers.IntegerField(min_value=0, max_value=6)
    clock = WallClock()
    minutes = serializers.IntegerField(min_value=5, max_value=720)
    seats = serializers.IntegerField(min_value=1, max_value=MOST_SEATS)
    every = serializers.IntegerField(
        min_value=0,
        max_value=MOST_WEEKS,
        required=False,
        default=0,
        help_text="In an evergreen program: it repeats after so many weeks; 0: it doesn't.",
    )
    questions = OutlineQuestionShape(many=True, required=False, default=list)

    def validate_questions(self, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What a form for them would take."""
        made = [Question(q["text"], tuple(q["choices"]), q["correct"]) for q in questions]
        if len(made) > MOST_QUESTIONS or (made and not are_sound(made)):
            raise serializers.ValidationError("Up to five questions, each with different choices.")
        return questions


class TemplateShape(serializers.Serializer[Any]):
    """A program that is ready to be used. `weeks` is null for an evergreen one."""

    key = serializers.SlugField()
    name = serializers.CharField()
    purpose = serializers.CharField()
    for_whom = serializers.CharField()
    goal = serializers.CharField()
    weeks = serializers.IntegerField(allow_null=True)
    roles = TemplateRoleShape(many=True)
    sessions = OutlineShape(many=True)
    conduct = serializers.CharField(source="conduct_text")
    weights = serializers.DictField(child=serializers.FloatField())
    hard = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        allow_null=True,
        help_text="Rules without exception, each with its figure; null: the usual ones.",
    )
    steps = serializers.ListField(child=serializers.ChoiceField(STEP_NAMES))


class VersionUseShape(serializers.Serializer[Any]):
    """How many programs were made from one version."""

    version = serializers.IntegerField()
    programs = serializers.IntegerField()


class OwnTemplateShape(serializers.Serializer[Any]):
    """A template of the organization's own, and what was made from which of its versions."""

    id = serializers.UUIDField(source="row.id")
    version = serializers.IntegerField(source="row.version")
    is_archived = serializers.BooleanField(source="row.is_archived")
    edited_at = Moment(source="row.edited_at")
    template = TemplateShape()
    uses = VersionUseShape(many=True)


class FromTemplateBody(Body):
    """What of a template is chosen; what is left out is as the template says."""

    name = serializers.CharField(max_length=120, required=False)
    goal = serializers.CharField(max_length=1000, allow_blank=True, required=False)
    starts_on = serializers.DateField()
    weeks = serializers.IntegerField(min_value=1, max_value=MOST_WEEKS, required=False)


class SaveTemplateBody(Body):
    """How a template is found again."""

    name = serializers.CharField(max_length=120)
    purpose = serializers.CharField(max_length=300, allow_blank=True, required=False, default="")
    for_whom = serializers.CharField(max_length=300, allow_blank=True, required=False, default="")


class TemplateRoleBody(Body):
    """A role as a template keeps it; empty words mean the usual ones."""

    role = serializers.ChoiceField(Enrollment.Role.choices)
    name = serializers.CharField(
        source="label", max_length=60, allow_blank=True, required=False, default=""
    )
    plural = serializers.CharField(max_length=60, allow_blank=True, required=False, default="")
    does = serializers.CharField(max_length=1000, allow_blank=True, required=False, default="")
    hours = serializers.FloatField(min_value=0, max_value=MOST_HOURS)
    seats = serializers.IntegerField(
        min_value=1, max_value=LARGEST, allow_null=True, required=False, default=None
    )
    way_in = serializers.ChoiceField(
        ProgramRole.WayIn.choices, required=False, default=ProgramRole.WayIn.CLOSED
    )


class ChangedTemplateBody(Body):
    """What is to change; what is left out stays. `version` is the one that was read."""

    version = serializers.IntegerField(min_value=0, max_value=LARGEST)
    name = serializers.CharField(max_length=120, required=False)
    purpose = serializers.CharField(max_length=300, allow_blank=True, required=False)
    for_whom = serializers.CharField(max_length=300, allow_blank=True, required=False)
    goal = serializers.CharField(max_length=1000, allow_blank=True, required=False)
    weeks = serializers.IntegerField(
        min_value=1, max_value=MOST_WEEKS, allow_null=True, required=False
    )
    conduct = serializers.CharField(max_length=8000, allow_blank=True, required=False)
    roles = TemplateRoleBody(many=True, required=False)
    sessions = OutlineShape(many=True, required=False)
    weights = serializers.DictField(
        child=serializers.FloatField(min_value=0, max_value=1),
        required=False,
        help_text="By rule; empty where nobody is paired.",
    )
    hard = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        allow_null=True,
        required=False,
        help_text="Rules without exception, each with its figure; null: the usual ones.",
    )
    steps = serializers.ListField(child=serializers.ChoiceField(STEP_NAMES), required=False)

    def validate_roles(self, roles: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Each role once."""
        if len({one["role"] for one in roles}) < len(roles):
            raise serializers.ValidationError("Name each role once.")
        return roles

    def validate_sessions(self, sessions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """As many as a program can hold, each under its own name."""
        refs = [one["ref"] for one in sessions if one["ref"]]
        if len(sessions) > MOST_SESSIONS or len(set(refs)) < len(refs):
            raise serializers.ValidationError(f"Up to {MOST_SESSIONS}, each ref once.")
        return sessions

    def validate_weights(self, weights: dict[str, float]) -> dict[str, float]:
        """Only rules that there are; those that don't count are left out."""
        return dict(_checked({}, weights).soft)

    def validate_hard(self, hard: dict[str, dict[str, int]] | None) -> Any:
        """Only rules that there are, each with a figure in its range."""
        return None if hard is None else dict(_checked(hard, {}).hard)


def _checked(hard: dict[str, dict[str, int]], soft: dict[str, float]) -> RuleSet:
    try:
        rules = check_rules(hard, soft)
        refuse_private_columns(rules)
        refuse_contradictions(rules)
    except BadRuleError as error:
        raise serializers.ValidationError(str(error)) from error
    return rules


def changes_of(said: dict[str, Any]) -> dict[str, Any]:
    """The body as fields of a template."""
    changes = {name: value for name, value in said.items() if name != "version"}
    if "conduct" in changes:
        changes["conduct"] = (changes["conduct"],) if changes["conduct"] else ()
    if "roles" in changes:
        changes["roles"] = tuple(TemplateRole(**one) for one in changes["roles"])
    if "sessions" in changes:
        changes["sessions"] = tuple(_outline(one) for one in changes["sessions"])
    if "steps" in changes:
        changes["steps"] = tuple(name for name in STEP_NAMES if name in changes["steps"])
    return changes


def _outline(said: dict[str, Any]) -> SessionOutline:
    questions = (
        CheckQuestion(q["text"], tuple(q["choices"]), q["correct"]) for q in said["questions"]
    )
    return SessionOutline(**{**said, "questions": tuple(questions)})
