"""A session's plan, and what keeps it from being carried out."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from peerlearn.people.models import Person
from programs.models import Program
from programs.queries import accepted_facilitators
from sessions.actions.holding import room_problems, too_many_for
from sessions.models import LearningSession, MeetingRoom
from sessions.rules import planning
from sessions.rules.lunch import LUNCH_HOURS
from sessions.rules.modes import HYBRID, mode_of
from sessions.rules.planning import VIDEO_MINUTES
from sessions.rules.seats import CANCEL_HOURS


@dataclass(frozen=True)
class Plan:
    """What a session is to be. Times are moments; `time_zone` is where they were meant."""

    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    capacity: int
    kind: str = LearningSession.Kind.LUNCH_AND_LEARN
    description: str = ""
    presenter: Person | None = None
    facilitator: Person | None = None
    room: str = ""
    video_url: str = ""
    remote_capacity: int | None = None
    video_minutes: int = VIDEO_MINUTES
    cancel_hours: int | None = None
    lunch_hours: int | None = None
    lunch_cost: Decimal | None = None
    lunch_currency: str = "EUR"
    lunch_remote: str = ""
    needs_approval: bool = False

    def fields(self) -> dict[str, Any]:
        """The model's fields; people stay objects. Only a hybrid session has seats of two kinds."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        if mode_of(self.room, self.video_url) != HYBRID:
            told["remote_capacity"] = None
        if self.cancel_hours is None:
            told["cancel_hours"] = CANCEL_HOURS.get(self.kind, 0)
        if self.lunch_hours is None:
            told["lunch_hours"] = LUNCH_HOURS.get(self.kind, 0)
        return told


class PlanRefusedError(Exception):
    """A plan can't be carried out: `problems` holds a sentence for each field."""

    def __init__(self, problems: dict[str, planning.Sentence]) -> None:
        self.problems = problems
        super().__init__(" ".join(str(sentence) for sentence in problems.values()))


def problems_of(
    program: Program,
    plan: Plan,
    *,
    now: datetime,
    current: LearningSession | None = None,
    room: MeetingRoom | None = None,
    facilitators: Collection[UUID] | None = None,
) -> dict[str, planning.Sentence]:
    """What must be mended in a plan before it can be carried out, a sentence by field. `room` is
    the one that it is to hold; `facilitators`, the ids of those who accepted, save a query.
    """
    accepted = plan.facilitator is not None and (
        (current is not None and current.facilitator_id == plan.facilitator.pk)
        or _has_accepted(program, plan.facilitator, facilitators)
    )
    return {
        **planning.time_problems(
            plan.starts_at,
            plan.ends_at,
            now=now,
            was=current.starts_at if current else None,
        ),
        **_series_problems(plan, current),
        **planning.place_problems(plan.room, plan.video_url),
        **_room_problems(plan, room, current),
        **_seat_problems(plan, current),
        **planning.facilitator_problems(plan.facilitator, plan.presenter, accepted=accepted),
    }


def _has_accepted(program: Program, person: Person, known: Collection[UUID] | None) -> bool:
    if known is not None:
        return person.pk in known
    found: bool = accepted_facilitators(program).filter(pk=person.pk).exists()
    return found


def _room_problems(
    plan: Plan, room: MeetingRoom | None, current: LearningSession | None
) -> dict[str, planning.Sentence]:
    seats = (plan.video_url, plan.capacity, plan.fields()["remote_capacity"])
    before = current and (current.video_url, current.capacity, current.remote_capacity)
    stays = current is not None and current.is_on and current.room == plan.room
    return {
        **room_problems(
            room,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            zone=plan.time_zone,
            but=current,
        ),
        **({} if stays and seats == before else too_many_for(room, *seats)),
    }


def _seat_problems(plan: Plan, current: LearningSession | None) -> dict[str, planning.Sentence]:
    booked = current.booked if current else 0
    by_video = current.remote_booked if current else 0
    remote_capacity = plan.fields()["remote_capacity"]
    return planning.seat_problems(plan.capacity, booked=booked) or planning.mode_problems(
        plan.capacity, remote_capacity, in_room=booked - by_video, by_video=by_video
    )


def _series_problems(plan: Plan, current: LearningSession | None) -> dict[str, planning.Sentence]:
    if current is None:
        return {}
    return planning.series_problems(
        plan.starts_at, was=current.starts_at, every_weeks=current.every_weeks
    )
