"""Several small reads by one statement: a page that asks ten things waits once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable


@dataclass(frozen=True, slots=True)
class Statement:
    """A SELECT of our own, where the ORM has no words for it."""

    sql: str
    parameters: Sequence[Any] = ()


Rows = QuerySet[Any, Any]
Part = Rows | Statement
# As Django keeps what select_related was told: names of relations, and theirs.
Related = dict[str, Any]


def read_together(**parts: Part) -> dict[str, list[Any]]:
    """The rows of several querysets, by name, in one statement; for few rows each, some hundred at
    most.

    Rows of a plain queryset are objects with the relations that `select_related` names; those of
    `.values()` and of a Statement are what JSON has: ids and dates in them are text.
    """
    selects: list[str] = []
    parameters: list[Any] = []
    for part in parts.values():
        try:
            sql, given = _compiled(part)
        except EmptyResultSet:
            selects.append("'[]'")
            continue
        selects.append(f"(SELECT coalesce(json_agg(part), '[]')::text FROM ({sql}) AS part)")  # noqa: S608  the ORM's own
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(selects)}", parameters)
        found = cursor.fetchone()
    rows = {
        name: json.loads(text, parse_float=Decimal) for name, text in zip(parts, found, strict=True)
    }
    return {name: _as_asked(part, rows[name]) for name, part in parts.items()}


def one_of(rows: list[Any], **otherwise: Any) -> dict[str, Any]:
    """The only row of sums, or what they are where there is nothing to sum."""
    return rows[0] if rows else otherwise


def _compiled(part: Part) -> tuple[str, Sequence[Any]]:
    if isinstance(part, Statement):
        return part.sql, part.parameters
    if _is_of_objects(part):
        part = part.values(*_columns(part.model, _related(part)))
    return part.query.sql_with_params()


def _as_asked(part: Part, rows: list[dict[str, Any]]) -> list[Any]:
    if isinstance(part, QuerySet) and _is_of_objects(part):
        return [_object(part.model, _related(part), row) for row in rows]
    return rows


def _is_of_objects(part: QuerySet[Any, Any]) -> bool:
    return issubclass(part._iterable_class, ModelIterable)


def _related(part: Rows) -> Related:
    named = part.query.select_related
    return named if isinstance(named, dict) else {}


def _columns(model: type[Model], related: Related, before: str = "") -> list[str]:
    names = [before + field.attname for field in model._meta.concrete_fields]
    for name, further in related.items():
        names += _columns(_model_of(model, name), further, f"{before}{name}__")
    return names


def _object(model: type[Model], related: Related, row: dict[str, Any], before: str = "") -> Model:
    fields = model._meta.concrete_fields
    values = [field.to_python(row[before + field.attname]) for field in fields]
    one = model.from_db(connection.alias, [field.attname for field in fields], values)
    for name, further in related.items():
        there, inner = _model_of(model, name), f"{before}{name}__"
        is_there = row[inner + there._meta.pk.attname] is not None
        setattr(one, name, _object(there, further, row, inner) if is_there else None)
    return one


def _model_of(model: type[Model], relation: str) -> type[Model]:
    there = model._meta.get_field(relation).related_model
    assert isinstance(there, type)  # noqa: S101  select_related has no other relations
    return there
