"""An organization's own template between the row that keeps it and the shape that is used. Pure."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, Protocol
from uuid import uuid4

from programs.catalogue.shapes import (
    CheckQuestion,
    ProgramTemplate,
    SessionOutline,
    TemplateRole,
    in_order,
)

ICON = "template"


class Row(Protocol):
    """What is read of a programs.models.OwnTemplate."""

    id: Any
    name: str
    purpose: str
    for_whom: str
    goal: str
    weeks: int | None
    conduct: str
    roles: Any
    sessions: Any
    weights: Any
    hard: Any
    steps: Any


def template_of(row: Row) -> ProgramTemplate:
    """A row as the catalogue has its templates; its key is the row's id."""
    return ProgramTemplate(
        key=str(row.id),
        icon=ICON,
        name=row.name,
        purpose=row.purpose,
        for_whom=row.for_whom,
        goal=row.goal,
        weeks=row.weeks,
        roles=tuple(TemplateRole(**one) for one in row.roles),
        conduct=(row.conduct,) if row.conduct else (),
        sessions=tuple(_outline(one) for one in row.sessions),
        weights=dict(row.weights),
        hard=row.hard,
        steps=tuple(row.steps),
    )


def columns_of(template: ProgramTemplate) -> dict[str, Any]:
    """A template as the columns of its row; lazy texts in the language of the reader."""
    return {
        "name": str(template.name),
        "purpose": str(template.purpose),
        "for_whom": str(template.for_whom),
        "goal": str(template.goal),
        "weeks": template.weeks,
        "conduct": template.conduct_text(),
        "roles": [_role(one) for one in template.roles],
        "sessions": [_session(one) for one in in_order(template.sessions)],
        "weights": dict(template.weights),
        "hard": _copied(template.hard),
        "steps": list(template.steps),
    }


def _copied(hard: Mapping[str, Mapping[str, int]] | None) -> dict[str, dict[str, int]] | None:
    return None if hard is None else {rule: dict(figures) for rule, figures in hard.items()}


def _role(role: TemplateRole) -> dict[str, Any]:
    return {
        "role": role.role,
        "label": str(role.label),
        "plural": str(role.plural),
        "does": str(role.does),
        "hours": role.hours,
        "seats": role.seats,
        "way_in": role.way_in,
    }


def _session(outline: SessionOutline) -> dict[str, Any]:
    return {
        "kind": outline.kind,
        "title": str(outline.title),
        "agenda": str(outline.agenda),
        "week": outline.week,
        "weekday": outline.weekday,
        "clock": outline.clock.isoformat("minutes"),
        "minutes": outline.minutes,
        "seats": outline.seats,
        "questions": [_question(one) for one in outline.questions],
        "ref": outline.ref or uuid4().hex,
        "every": outline.every,
    }


def _question(question: CheckQuestion) -> dict[str, Any]:
    return {
        "text": str(question.text),
        "choices": [str(choice) for choice in question.choices],
        "correct": question.correct,
    }


def _outline(kept: Mapping[str, Any]) -> SessionOutline:
    return SessionOutline(
        **{
            **kept,
            "clock": time.fromisoformat(kept["clock"]),
            "questions": _questions(kept["questions"]),
        }
    )


def _questions(kept: Sequence[Mapping[str, Any]]) -> tuple[CheckQuestion, ...]:
    return tuple(CheckQuestion(q["text"], tuple(q["choices"]), q["correct"]) for q in kept)
