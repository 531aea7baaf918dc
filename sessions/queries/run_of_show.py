"""Reads about the run of a session: its stages, which one is on, and what follows the session."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from sessions.models import AgendaItem, LearningSession, RunOfShow, RunStage
from sessions.rules.agenda import AgendaRow
from sessions.rules.run_of_show import (
    StageRow,
    beside,
    expected_end,
    minutes_late,
    stages_for,
)
from sessions.rules.stage_timer import Timer

# So long before the next session begins, whoever runs this one hears of it.
NOTICE = timedelta(minutes=10)
# Of a session that began longer ago nothing needs to be said any more.
BEGUN = timedelta(minutes=30)


@dataclass(frozen=True)
class Show:
    """Where the run of a session stands. `version` 0: its stages aren't written down yet, and are
    shown as they would be; they have no addresses then.
    """

    version: int
    stages: Sequence[RunStage]
    current: RunStage | None = None
    timer: Timer | None = None
    is_undoable: bool = False

    @property
    def next(self) -> RunStage | None:
        """What comes after the current stage; before it has begun, the first."""
        return beside(self.stages, self.current, 1)

    @property
    def previous(self) -> RunStage | None:
        """What came before the current stage in the order."""
        return beside(self.stages, self.current, -1)

    @property
    def number(self) -> int:
        """The place of the current stage, from 1; 0 before the first."""
        return self.stages.index(self.current) + 1 if self.current in self.stages else 0

    def ends_at(self, now: datetime) -> datetime:
        """When the last stage is over if each later one takes its minutes."""
        later = [one.minutes for one in self.stages[self.number :]]
        return expected_end(self.timer, later, now=now)

    def minutes_late(self, room: LearningSession, now: datetime) -> int:
        """By how many minutes that is too late; 0 before the first stage, and in time."""
        return minutes_late(self.ends_at(now), room.ends_at) if self.current else 0


def show_of(room: LearningSession) -> Show:
    """The run of a session; two queries."""
    run = RunOfShow.objects.filter(learning_session=room).first()
    if run is None:
        return Show(0, _planned(room))
    stages = list(stages_of(room).order_by("position"))
    current = next((one for one in stages if one.pk == run.current_id), None)
    return Show(
        version=run.version,
        stages=stages,
        current=current,
        timer=run.timer if current else None,
        is_undoable=run.before is not None,
    )


def stages_of(room: LearningSession) -> QuerySet[RunStage]:
    """The stages of a session that were not taken out."""
    return RunStage.objects.filter(learning_session=room, position__isnull=False)


def planned_stages(room: LearningSession) -> list[StageRow]:
    """What the stages would be if they were written down now."""
    items = AgendaItem.objects.filter(learning_session=room).order_by("position")
    agenda = [AgendaRow(item.stage, item.title, item.minutes, item.who) for item in items]
    return stages_for(agenda, kind=room.kind, length=room.minutes)


def _planned(room: LearningSession) -> list[RunStage]:
    """Rows that aren't stored."""
    rows = planned_stages(room)
    return [RunStage(position=at, **asdict(row)) for at, row in enumerate(rows)]
