"""Steering a session through its stages, and changing them while it runs."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.people.models import Person
from sessions.actions.run_of_show import (
    FIELDS,
    Held,
    RunClosedError,
    RunRefusedError,
    place,
    steering,
)
from sessions.models import LearningSession, RunStage
from sessions.queries.run_of_show import planned_stages
from sessions.rules.agenda import MOST_ITEMS, MOST_MINUTES
from sessions.rules.run_of_show import StageRow, beside, is_same_set, moved
from sessions.rules.stage_timer import (
    MINUTE,
    NOTHING,
    Timer,
    ending_at,
    lengthened,
    paused,
    resumed,
    started,
)

NEXT, BACK = 1, -1


class NoStageThereError(RunRefusedError):
    """There is no stage before the first, after the last, or of that id."""


class StageOnError(RunRefusedError):
    """It is on: it can't be taken out."""

    def __init__(self) -> None:
        super().__init__(_("This stage is on now. Go to another one before you take it out."))


class TooManyStagesError(RunRefusedError):
    """There is room for no more."""

    def __init__(self) -> None:
        super().__init__(_("A session has at most %(most)d stages.") % {"most": MOST_ITEMS})


class NotAnOrderError(RunRefusedError):
    """What was sent has other stages than the session, or some twice."""

    def __init__(self) -> None:
        super().__init__(_("This order names other stages than the session has. Look again."))


class NoTimeLeftError(RunRefusedError):
    """The end lies in the past, or too far ahead."""

    def __init__(self) -> None:
        super().__init__(_("Choose an end that is still to come, within the next 12 hours."))


def step(learning_session: LearningSession, by_places: int, *, version: int, by: Person) -> Held:
    """Go on by NEXT, or BACK. The first stage begins with NEXT.

    Raises NoStageThereError, and as steering does.
    """
    with steering(learning_session, version=version, by=by) as held:
        target = beside(held.stages, held.current, by_places)
        if target is None:
            last = _("This is the last stage. Finish the session when you are done.")
            raise NoStageThereError(last if by_places > 0 else _("This is the first stage."))
        _begin(held, target)
    return held


def go_to_stage(
    learning_session: LearningSession, stage: RunStage, *, version: int, by: Person
) -> Held:
    """Go to any stage: it begins now. Raises as step does."""
    with steering(learning_session, version=version, by=by) as held:
        _begin(held, _known(held, stage))
    return held


def pause(learning_session: LearningSession, *, version: int, by: Person) -> Held:
    """Let the clock stand still. Raises as add_minutes does."""
    with steering(learning_session, version=version, by=by) as held:
        _set(held, paused(_clock(held), now=timezone.now()))
    return held


def resume(learning_session: LearningSession, *, version: int, by: Person) -> Held:
    """Let the clock run on. Raises as add_minutes does."""
    with steering(learning_session, version=version, by=by) as held:
        _set(held, resumed(_clock(held), now=timezone.now()))
    return held


def add_minutes(
    learning_session: LearningSession, minutes: int, *, version: int, by: Person
) -> Held:
    """Give the current stage more time, or with less than 0 less of it.

    Raises NoStageThereError before the first, and as steering does.
    """
    with steering(learning_session, version=version, by=by) as held:
        _set(held, lengthened(_clock(held), minutes, now=timezone.now()))
    return held


def end_stage_at(
    learning_session: LearningSession, moment: datetime, *, version: int, by: Person
) -> Held:
    """Have the current stage end at a moment. Raises NoTimeLeftError, and as add_minutes does."""
    with steering(learning_session, version=version, by=by) as held:
        now = timezone.now()
        if not now < moment <= now + MOST_MINUTES * MINUTE:
            raise NoTimeLeftError
        _set(held, ending_at(_clock(held), moment, now=now))
    return held


def add_stage(
    learning_session: LearningSession, row: StageRow, *, version: int, by: Person
) -> Held:
    """One more stage at the end. Raises TooManyStagesError, and as steering does."""
    with steering(learning_session, version=version, by=by, while_open=False) as held:
        if len(held.stages) >= MOST_ITEMS:
            raise TooManyStagesError
        place(held, [*held.stages, _new(held, row)])
    return held


def change_stage(
    learning_session: LearningSession, stage: RunStage, row: StageRow, *, version: int, by: Person
) -> Held:
    """Write a stage anew. Other minutes of the one that is on change its clock by as many.

    Raises NoStageThereError, and as steering does.
    """
    with steering(learning_session, version=version, by=by, while_open=False) as held:
        known = _known(held, stage)
        if known == held.current:
            timer, more = _clock(held), (row.minutes - known.minutes) * MINUTE
            held.run.set_timer(replace(timer, length=max(timer.length + more, NOTHING)))
        for name in FIELDS:
            setattr(known, name, getattr(row, name))
        known.save(update_fields=FIELDS)
    return held


def remove_stage(
    learning_session: LearningSession, stage: RunStage, *, version: int, by: Person
) -> Held:
    """Take a stage out. Raises StageOnError, NoStageThereError, and as steering does."""
    with steering(learning_session, version=version, by=by, while_open=False) as held:
        known = _known(held, stage)
        if known == held.current:
            raise StageOnError
        place(held, [one for one in held.stages if one != known])
    return held


def shift_stage(
    learning_session: LearningSession, stage: RunStage, places: int, *, version: int, by: Person
) -> Held:
    """Move a stage up (below 0) or down. Raises NoStageThereError, and as steering does."""
    with steering(learning_session, version=version, by=by, while_open=False) as held:
        place(held, moved(held.stages, _known(held, stage), places))
    return held


def order_stages(
    learning_session: LearningSession, ids: Sequence[object], *, version: int, by: Person
) -> Held:
    """Have the stages in another order. Raises NotAnOrderError, and as steering does."""
    with steering(learning_session, version=version, by=by, while_open=False) as held:
        by_id = {str(one.pk): one for one in held.stages}
        wanted = [str(one) for one in ids]
        if not is_same_set(by_id, wanted):
            raise NotAnOrderError
        place(held, [by_id[one] for one in wanted])
    return held


def stages_from_agenda(learning_session: LearningSession, *, version: int, by: Person) -> Held:
    """Take the stages from the agenda once more, or from what is usual; until the first begins.

    Raises RunClosedError, and as steering does.
    """
    with steering(learning_session, version=version, by=by, while_open=False) as held:
        if held.current is not None:
            raise RunClosedError(_("The session has begun: change the stages one by one."))
        place(held, [_new(held, row) for row in planned_stages(held.room)])
    return held


def _begin(held: Held, stage: RunStage) -> None:
    held.run.current = stage
    held.run.set_timer(started(stage.minutes, now=timezone.now()))


def _known(held: Held, stage: RunStage) -> RunStage:
    known = held.stage(stage.pk)
    if known is None:
        raise NoStageThereError(_("This stage was taken out."))
    return known


def _new(held: Held, row: StageRow) -> RunStage:
    return RunStage.objects.create(learning_session=held.room, **asdict(row))


def _clock(held: Held) -> Timer:
    timer = held.run.timer
    if timer is None:
        raise NoStageThereError(_("No stage is on yet. Begin with the first."))
    return timer


def _set(held: Held, timer: Timer) -> None:
    longest = timedelta(minutes=2 * MOST_MINUTES)
    if timer.length > longest:
        raise NoTimeLeftError
    held.run.set_timer(timer)
