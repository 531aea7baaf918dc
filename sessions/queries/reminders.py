"""Which plan of reminders holds for a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from sessions.models import Booking, LearningSession, ReminderPlan
from sessions.rules.reminding import USUAL, Step, steps_from


@dataclass(frozen=True)
class PlanInForce:
    """The steps that hold, and where they come from: `kind` is None for our usual ones. Each change
    of a plan that could hold makes another `stamp`; "" where there was none.
    """

    steps: tuple[Step, ...]
    kind: str | None = None
    stamp: str = ""


Plans = dict[tuple[UUID, str], ReminderPlan]


def latest_plans(programs: Iterable[UUID]) -> Plans:
    """The newest version of each plan of some programs, by program and kind."""
    rows = ReminderPlan.objects.filter(program_id__in=list(programs))
    newest = rows.order_by("program_id", "kind", "-version").distinct("program_id", "kind")
    return {(row.program_id, row.kind): row for row in newest}


def in_force(plans: Plans, program_id: UUID, kind: str) -> PlanInForce:
    """The plan of a kind, else that of all kinds, else ours."""
    own = [plans[key] for one in dict.fromkeys((kind, "")) if (key := (program_id, one)) in plans]
    stamp = ".".join(f"{plan.kind}{plan.version}" for plan in own)
    for plan in own:
        if plan.steps is not None:
            return PlanInForce(steps_from(plan.steps), plan.kind, stamp)
    return PlanInForce(USUAL, stamp=stamp)


def plan_of_session(learning_session: LearningSession) -> PlanInForce:
    """The plan that holds for a session."""
    program_id = learning_session.program_id
    return in_force(latest_plans([program_id]), program_id, learning_session.kind)


class PlansAtHand:
    """The plans of sessions, each read once."""

    def __init__(self) -> None:
        self._plans: dict[UUID, PlanInForce] = {}

    def of(self, learning_session: LearningSession) -> PlanInForce:
        """The plan that holds for a session."""
        if learning_session.id not in self._plans:
            self._plans[learning_session.id] = plan_of_session(learning_session)
        return self._plans[learning_session.id]


def version_of(program_id: UUID, kind: str) -> int:
    """The number of the newest version of a plan; 0 when there is none."""
    newest = ReminderPlan.objects.filter(program_id=program_id, kind=kind).order_by("-version")
    return newest.values_list("version", flat=True).first() or 0


def sessions_under(program_id: UUID, kind: str) -> list[LearningSession]:
    """The sessions to come whose reminders follow a plan: of that kind, or for the plan of all
    kinds those whose kind has none of its own.
    """
    found = LearningSession.objects.filter(
        program_id=program_id,
        state__in=(LearningSession.State.PUBLISHED, LearningSession.State.LIVE),
        starts_at__gt=timezone.now(),
    ).order_by("id")
    if kind:
        return list(found.filter(kind=kind))
    own = [
        one
        for (_program, one), plan in latest_plans([program_id]).items()
        if one and plan.steps is not None
    ]
    return list(found.exclude(kind__in=own))


def seats_under(sessions: Iterable[LearningSession]) -> int:
    """How many people hold a seat in some sessions."""
    return Booking.objects.filter(
        learning_session__in=list(sessions), state=Booking.State.CONFIRMED
    ).count()
