"""What of a program goes into a template: texts and plans, never people, dates or answers."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from feedback.models import KnowledgeQuestion
from matching.queries.rules import rules_of_program
from matching.rules.configuration import USUAL_HARD, RuleSet
from programs.catalogue.shapes import CheckQuestion, ProgramTemplate, SessionOutline, TemplateRole
from programs.catalogue.stored import ICON
from programs.models import Program, ProgramRole
from programs.queries.conduct import conduct_in_force
from programs.queries.enrolled import role_counts
from programs.queries.roles import roles_of_program
from programs.rules.steps import steps_but
from sessions.models import LearningSession

WEEK = 7
PAIRED = {"mentor", "mentee"}
Questions = Mapping[UUID, tuple[CheckQuestion, ...]]


def read_program(program: Program, *, name: str, purpose: str, for_whom: str) -> ProgramTemplate:
    """A program as a template: days become weeks after its first day, hours stay as they are."""
    roles = _roles(program)
    rules = _rules(program, {role.role for role in roles})
    conduct = conduct_in_force(program)
    return ProgramTemplate(
        key="",
        icon=ICON,
        name=name,
        purpose=purpose,
        for_whom=for_whom,
        goal=program.goal,
        weeks=weeks_of(program.starts_on, program.ends_on),
        roles=roles,
        conduct=(conduct.text,) if conduct else (),
        sessions=_sessions(program),
        weights=rules.soft if rules else {},
        hard=None if rules is None or rules.hard == USUAL_HARD else rules.hard,
        steps=tuple(steps_but(program.steps_left_out)),
    )


def weeks_of(starts_on: date, ends_on: date | None) -> int | None:
    """How many weeks a program takes, a week begun as a whole one; None for an evergreen one."""
    if ends_on is None:
        return None
    return -(-((ends_on - starts_on).days + 1) // WEEK)


def outline_of(
    session: LearningSession, first_day: date, questions: tuple[CheckQuestion, ...]
) -> SessionOutline:
    """A session as it stands to the first day of its program, on the clocks it was planned on."""
    local = session.starts_at.astimezone(ZoneInfo(session.time_zone))
    return SessionOutline(
        kind=session.kind,
        title=session.title,
        agenda=session.description,
        week=max((local.date() - first_day).days // WEEK, 0),
        weekday=local.weekday(),
        clock=local.time().replace(second=0, microsecond=0),
        minutes=session.minutes,
        seats=session.capacity,
        questions=questions,
        every=session.every_weeks,
    )


def _roles(program: Program) -> tuple[TemplateRole, ...]:
    """Those that were described, and those that somebody has."""
    rows = {row.role: row for row in ProgramRole.objects.filter(program=program)}
    counts = role_counts(program)
    return tuple(
        TemplateRole(
            role,
            rows[role].label_one if role in rows else "",
            rows[role].label_many if role in rows else "",
            rows[role].asked if role in rows else "",
            float(facts.hours),
            facts.seats,
            facts.way_in,
        )
        for role, facts in roles_of_program(program).items()
        if role in rows or counts[role]
    )


def _sessions(program: Program) -> tuple[SessionOutline, ...]:
    """All but those that were called off."""
    found = list(
        LearningSession.objects.filter(program=program)
        .exclude(state=LearningSession.State.CANCELLED)
        .order_by("starts_at", "id")
    )
    questions = _questions(program)
    return tuple(
        outline_of(one, program.starts_on, questions.get(one.id, ()))
        for one in _once_a_series(found)
    )


def _once_a_series(found: list[LearningSession]) -> list[LearningSession]:
    """Of those that repeat, the first: the others follow from it."""
    seen: set[UUID] = set()
    kept = []
    for one in found:
        if one.series is None or one.series not in seen:
            kept.append(one)
        if one.series is not None:
            seen.add(one.series)
    return kept


def _questions(program: Program) -> Questions:
    rows = KnowledgeQuestion.objects.filter(check_of__learning_session__program=program)
    found: dict[UUID, list[CheckQuestion]] = defaultdict(list)
    for row in rows.select_related("check_of"):
        question = CheckQuestion(row.text, tuple(row.choices), row.correct)
        found[row.check_of.learning_session_id].append(question)
    return {session_id: tuple(asked) for session_id, asked in found.items()}


def _rules(program: Program, roles: set[str]) -> RuleSet | None:
    """Its own rules; the usual ones where people are paired and nobody has chosen any."""
    rules = rules_of_program(program)
    return rules if roles >= PAIRED or not rules.is_usual else None
