"""The run of show: made before or with the opening of the room, changed under the version that
was seen, and taken back by one step.

Whoever steers says which version they saw. If somebody else has changed it since, nothing happens:
two taps at once never skip a stage.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from programs.errors import ProgramError
from sessions.actions.seats import lock
from sessions.models import LearningSession, RunOfShow, RunStage
from sessions.queries.run_of_show import planned_stages, stages_of
from sessions.room_channel import tell_room

State = LearningSession.State
FIELDS = ("kind", "title", "minutes", "prompt", "who")


class RunRefusedError(ProgramError):
    """The run of a session can't be changed so."""


class RunClosedError(RunRefusedError):
    """The room isn't open, or the session is over."""


class RunMovedError(RunRefusedError):
    """It was changed since the caller saw it."""

    def __init__(self, run: RunOfShow, *, by: Person) -> None:
        self.run = run
        super().__init__(_said_of(run, by))


class RunNotUndoableError(RunRefusedError):
    """There is nothing to take back."""

    def __init__(self) -> None:
        super().__init__(_("This can't be undone any more."))


@dataclass
class Held:
    """A run that is being changed: its session is locked."""

    room: LearningSession
    run: RunOfShow
    stages: list[RunStage]

    def stage(self, stage_id: object) -> RunStage | None:
        """One of its stages; None where there is none of that id."""
        return next((one for one in self.stages if str(one.pk) == str(stage_id)), None)

    @property
    def current(self) -> RunStage | None:
        """The stage that is on."""
        return self.stage(self.run.current_id)


def prepare_run(learning_session: LearningSession, *, by: Person) -> RunOfShow:
    """Write down the stages of a session that is to come or open, from its agenda or from what is
    usual. One that has them keeps them.

    Raises RunClosedError.
    """
    with transaction.atomic():
        room = lock(learning_session)
        _refuse_over(room)
        return held_run(room, by=by).run


def held_run(room: LearningSession, *, by: Person) -> Held:
    """The run of a session, made where there is none yet. Needs the session's lock."""
    found = RunOfShow.objects.select_related("current", "changed_by")
    run = found.filter(learning_session=room).first()
    if run is not None:
        return Held(room, run, _stages(room))
    run = RunOfShow.objects.create(learning_session=room, changed_by=by)
    stages = [
        RunStage.objects.create(learning_session=room, position=position, **asdict(row))
        for position, row in enumerate(planned_stages(room))
    ]
    tell_room(room, "stage")
    return Held(room, run, stages)


@contextmanager
def steering(
    learning_session: LearningSession, *, version: int, by: Person, while_open: bool = True
) -> Iterator[Held]:
    """The run of a session to be changed in the block; what changed is saved and told, and can be
    taken back. `version`: which one `by` saw; 0 is that there was none. Without `while_open` it
    may be still to come.

    Raises RunClosedError, RunMovedError.
    """
    with transaction.atomic():
        room = lock(learning_session)
        _refuse_over(room)
        if while_open and room.state != State.LIVE:
            raise RunClosedError(_("The room isn't open yet. Open it to begin."))
        is_new = version == 0 and not RunOfShow.objects.filter(learning_session=room).exists()
        held = held_run(room, by=by)
        if not is_new and held.run.version != version:
            raise RunMovedError(held.run, by=by)
        before, was_on = _snapshot(held), held.run.current_id
        yield held
        held.run.before = before
        _keep(held, by=by, has_moved=was_on != held.run.current_id)


def undo_run(learning_session: LearningSession, *, version: int, by: Person) -> RunOfShow:
    """Take the last change back, where it is still the last one: `version` is what it made.

    Raises RunClosedError, RunMovedError, RunNotUndoableError.
    """
    with transaction.atomic():
        room = lock(learning_session)
        _refuse_over(room)
        held = held_run(room, by=by)
        if held.run.version != version:
            raise RunMovedError(held.run, by=by)
        if held.run.before is None:
            raise RunNotUndoableError
        was_on = held.run.current_id
        _restore(held, held.run.before)
        held.run.before = None
        _keep(held, by=by, has_moved=was_on != held.run.current_id)
    return held.run


def begin_anew(room: LearningSession) -> None:
    """No stage is on any more: the room was shut again. Needs the session's lock."""
    run = RunOfShow.objects.filter(learning_session=room).exclude(current=None).first()
    if run is not None:
        run.current, run.before, run.version = None, None, run.version + 1
        run.save(update_fields=["current", "before", "version"])


def _refuse_over(room: LearningSession) -> None:
    if not room.is_on:
        raise RunClosedError(_("This session is over or was cancelled."))


def _stages(room: LearningSession) -> list[RunStage]:
    return list(stages_of(room).order_by("position"))


def _keep(held: Held, *, by: Person, has_moved: bool) -> None:
    """Save the run, and let the pages know."""
    run = held.run
    run.version, run.changed_by, run.has_moved = run.version + 1, by, has_moved
    run.save()
    tell_room(held.room, "stage")


def _snapshot(held: Held) -> dict[str, Any]:
    run = held.run
    return {
        "current": run.current_id and str(run.current_id),
        "started_at": run.started_at and run.started_at.isoformat(),
        "paused_at": run.paused_at and run.paused_at.isoformat(),
        "length": run.length.total_seconds(),
        "paused_for": run.paused_for.total_seconds(),
        "stages": [
            {"id": str(one.pk)} | {name: getattr(one, name) for name in FIELDS}
            for one in held.stages
        ],
    }


def _restore(held: Held, before: dict[str, Any]) -> None:
    run, known = held.run, {str(one.pk): one for one in held.room.run_stages.all()}
    held.stages = [known[row["id"]] for row in before["stages"]]
    for row, stage in zip(before["stages"], held.stages, strict=True):
        for name in FIELDS:
            setattr(stage, name, row[name])
        stage.save(update_fields=FIELDS)
    place(held, held.stages)
    run.current = held.stage(before["current"])
    run.started_at = before["started_at"] and parse_datetime(before["started_at"])
    run.paused_at = before["paused_at"] and parse_datetime(before["paused_at"])
    run.length = timedelta(seconds=before["length"])
    run.paused_for = timedelta(seconds=before["paused_for"])


def place(held: Held, order: list[RunStage]) -> None:
    """Have exactly these stages, in this order. Needs the session's lock."""
    for position, stage in enumerate(order):
        stage.position = position
    RunStage.objects.bulk_update(order, ["position"])
    stages_of(held.room).exclude(pk__in=[one.pk for one in order]).update(position=None)
    held.stages = order


def _said_of(run: RunOfShow, by: Person) -> str:
    """What somebody else has done meanwhile, in a sentence."""
    if run.changed_by == by:
        if run.has_moved and run.current:
            return _("You have already moved on to “%(stage)s”.") % {"stage": run.current.label}
        return _("You have already changed this, perhaps on another screen. Look again.")
    name = run.changed_by.display_name if run.changed_by else _("Somebody else")
    if run.has_moved and run.current:
        said = _("%(name)s has already moved on to “%(stage)s”.")
        return said % {"name": name, "stage": run.current.label}
    said = _("%(name)s has changed the stages or the time meanwhile. Look again.")
    return said % {"name": name}
