"""Taking back a change of several sessions of a series."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.actions.moves import must_not_be_archived
from programs.errors import ProgramError
from sessions.actions.plans import Plan
from sessions.actions.scheduling import plan_of
from sessions.actions.series_changes import Outcome, as_json, carry_steps, refuse_problems
from sessions.actions.series_splits import move_rule
from sessions.actions.series_steps import Step, checked
from sessions.models import LearningSession, SeriesChange, SessionSeries
from sessions.rules.series_changes import parts_of

PEOPLE, MOMENTS = ("presenter", "facilitator"), ("starts_at", "ends_at")


class UndoneError(ProgramError):
    """It can't be taken back any more."""

    def __init__(self) -> None:
        super().__init__(
            _("This can't be undone any more: it is undone already, or was changed since.")
        )


def undo_change(change: SeriesChange, *, by: Person, now: datetime) -> Outcome:
    """Give the sessions back what they had, where nobody has changed that since and they haven't
    begun. Each person is told once more. The series stays split where it was.

    Raises UndoneError, SeriesRefusedError, ProgramOverError.
    """
    with transaction.atomic():
        series = SessionSeries.objects.select_for_update().get(pk=change.series_id)
        must_not_be_archived(series.program)
        held = SeriesChange.objects.select_for_update().get(pk=change.pk)
        found = LearningSession.objects.filter(
            pk__in=held.before, state=LearningSession.State.PUBLISHED, starts_at__gt=now
        )
        sessions = list(found.select_for_update(no_key=True, of=("self",)).order_by("pk"))
        same = [one for one in sessions if _stands(one, held.after[str(one.pk)])]
        if held.undone_at is not None or not same:
            raise UndoneError
        steps = [Step(one, _plan_before(one, held.before[str(one.pk)])) for one in same]
        steps = checked(steps, now=now)
        refuse_problems(steps)
        if held.days and len(same) == len(held.before):
            move_rule(series, days=-held.days)
        back = SeriesChange(series=series, by=by, days=-held.days, undone_at=now)
        told = carry_steps(steps, back, parts=parts_of(held.changed))
        held.undone_at = now
        held.save(update_fields=["undone_at"])
    return Outcome(same, told)


def _stands(one: LearningSession, after: Mapping[str, Any]) -> bool:
    return as_json(plan_of(one), after) == after


def _plan_before(one: LearningSession, before: Mapping[str, Any]) -> Plan:
    values: dict[str, Any] = dict(before)
    for name in MOMENTS:
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    if values.get("lunch_cost") is not None:
        values["lunch_cost"] = Decimal(values["lunch_cost"])
    for name in PEOPLE:
        if values.get(name):
            values[name] = Person.objects.filter(pk=values[name], state=Person.State.ACTIVE).first()
    return replace(plan_of(one), **values)
