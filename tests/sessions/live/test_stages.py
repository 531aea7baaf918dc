"""Steering a session through its stages: what changes, what is refused, what can be undone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.actions.contents import save_contents
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.run_of_show import (
    RunClosedError,
    RunMovedError,
    RunNotUndoableError,
    prepare_run,
    undo_run,
)
from sessions.actions.scheduling import change_session, plan_of
from sessions.actions.stages import (
    BACK,
    NEXT,
    NoStageThereError,
    NotAnOrderError,
    NoTimeLeftError,
    StageOnError,
    TooManyStagesError,
    add_minutes,
    add_stage,
    change_stage,
    end_stage_at,
    go_to_stage,
    order_stages,
    pause,
    remove_stage,
    resume,
    shift_stage,
    stages_from_agenda,
    step,
)
from sessions.models import LearningSession, RunOfShow, RunStage
from sessions.queries.run_of_show import show_of
from sessions.rules.agenda import AgendaRow
from sessions.rules.run_of_show import StageRow
from sessions.rules.series_changes import AGENDA
from tests.sessions.live.test_races import at_once

POLL = StageRow("poll", "A quick vote", 5, "Where shall we eat?")


@pytest.fixture
def at(cast):
    """Acts as the facilitator, on the version that is there now."""

    def act(action, room, *args, **options):
        options.setdefault("by", cast.facilitator.person)
        version = options.pop("version", None)
        version = show_of(room).version if version is None else version
        return action(room, *args, version=version, **options)

    with cast.inside():
        yield act


def titles(room):
    return [one.title for one in show_of(room).stages]


def test_opening_writes_the_stages_down_from_the_agenda(cast, booked):
    with cast.inside():
        rows = [AgendaRow("check_in", "Hello", 5), AgendaRow("talk", "Leases", 20, "Mia")]
        save_contents(booked, AGENDA, rows, by=cast.facilitator.person)
        assert show_of(booked).version == 0
        assert titles(booked) == ["Hello", "Leases"]
        open_room(booked, by=cast.facilitator.person)
        shown = show_of(booked)
        assert (shown.version, shown.current, shown.timer) == (1, None, None)
        assert titles(booked) == ["Hello", "Leases"]
        assert shown.next.title == "Hello"


def test_without_an_agenda_the_usual_stages_of_the_kind_are_there(cast, room, at):
    assert [one.kind for one in show_of(room).stages] == [
        "meal",
        "talk",
        "questions",
        "commitments",
    ]


def test_going_on_back_and_to_any_stage_starts_its_clock(room, at):
    first, second, *_rest, last = show_of(room).stages
    at(step, room, NEXT)
    assert show_of(room).current == first
    at(step, room, NEXT)
    assert show_of(room).current == second
    at(step, room, BACK)
    at(go_to_stage, room, last)
    shown = show_of(room)
    assert (shown.current, shown.next, shown.number) == (last, None, 4)
    assert shown.timer.length == timedelta(minutes=last.minutes)
    assert timezone.now() - shown.timer.started_at < timedelta(minutes=1)


def test_there_is_nothing_before_the_first_and_after_the_last(room, at):
    with pytest.raises(NoStageThereError):
        at(step, room, BACK)
    at(go_to_stage, room, show_of(room).stages[-1])
    with pytest.raises(NoStageThereError, match="Finish the session"):
        at(step, room, NEXT)


def test_two_taps_at_one_version_move_once_and_say_who_was_first(cast, room, at):
    at(step, room, NEXT, version=1)
    with pytest.raises(RunMovedError, match="already moved on to “Lunch is served"):
        at(step, room, NEXT, version=1, by=cast.hr_admin.person)
    with pytest.raises(RunMovedError, match="You have already moved on"):
        at(step, room, NEXT, version=1)
    at(add_minutes, room, 1)
    with pytest.raises(RunMovedError, match="Fay Facilitator has changed the stages or the time"):
        at(step, room, NEXT, version=2, by=cast.hr_admin.person)
    assert show_of(room).number == 1


def test_clock_is_paused_resumed_and_given_more_time(room, at):
    with pytest.raises(NoStageThereError):
        at(pause, room)
    at(step, room, NEXT)
    at(pause, room)
    stands = show_of(room).timer
    assert stands.left(timezone.now() + timedelta(hours=1)) == stands.left(timezone.now())
    at(add_minutes, room, 1)
    assert show_of(room).timer.length - stands.length == timedelta(minutes=1)
    at(resume, room)
    assert not show_of(room).timer.is_paused


def test_stage_ends_at_a_moment_to_come(room, at):
    at(step, room, NEXT)
    now = timezone.now()
    at(end_stage_at, room, now + timedelta(minutes=7))
    end = show_of(room).timer.ends_at(now)
    assert abs(end - now - timedelta(minutes=7)) < timedelta(seconds=1)
    for wrong in (now - timedelta(minutes=1), now + timedelta(days=1)):
        with pytest.raises(NoTimeLeftError):
            at(end_stage_at, room, wrong)


def test_stages_are_added_changed_moved_and_taken_out(room, at):
    at(add_stage, room, POLL)
    lunch, talk, questions, will, poll = show_of(room).stages
    at(shift_stage, room, poll, -2)
    at(shift_stage, room, poll, -9)
    at(shift_stage, room, poll, 2)
    assert list(show_of(room).stages) == [lunch, talk, poll, questions, will]
    at(order_stages, room, [talk.pk, lunch.pk, poll.pk, will.pk, questions.pk])
    at(change_stage, room, talk, StageRow("talk", "Leases", 30, "Listen", "Mia"))
    at(remove_stage, room, poll)
    shown = show_of(room)
    assert list(shown.stages) == [talk, lunch, will, questions]
    assert (shown.stages[0].title, shown.stages[0].minutes) == ("Leases", 30)
    assert RunStage.objects.get(pk=poll.pk).position is None
    with pytest.raises(NotAnOrderError):
        at(order_stages, room, [talk.pk, lunch.pk, will.pk, poll.pk])
    for act in (remove_stage, go_to_stage):
        with pytest.raises(NoStageThereError):
            at(act, room, poll)


def test_more_minutes_for_the_stage_that_is_on_are_more_time_on_its_clock(room, at):
    at(step, room, NEXT)
    at(add_minutes, room, 1)
    lunch = show_of(room).current
    at(change_stage, room, lunch, StageRow("meal", "Lunch", lunch.minutes + 5))
    assert show_of(room).timer.length == timedelta(minutes=lunch.minutes + 6)


def test_stage_that_is_on_is_not_taken_out(room, at):
    at(step, room, NEXT)
    with pytest.raises(StageOnError):
        at(remove_stage, room, show_of(room).current)


def test_stages_have_a_limit(room, at):
    for _ in range(16):
        at(add_stage, room, POLL)
    with pytest.raises(TooManyStagesError):
        at(add_stage, room, POLL)


def test_undo_takes_back_the_last_change_only(cast, room, at):
    at(step, room, NEXT)
    at(step, room, NEXT)
    clock = show_of(room).timer
    at(step, room, NEXT)
    third = show_of(room).version
    at(undo_run, room)
    shown = show_of(room)
    assert (shown.number, shown.timer) == (2, clock)
    assert not shown.is_undoable
    with pytest.raises(RunNotUndoableError):
        at(undo_run, room)
    with pytest.raises(RunMovedError):
        at(undo_run, room, version=third)
    assert show_of(room).number == 2


def test_undo_brings_back_what_was_taken_out_and_takes_out_what_was_added(room, at):
    before = list(show_of(room).stages)
    at(remove_stage, room, before[1])
    at(undo_run, room)
    assert list(show_of(room).stages) == before
    at(add_stage, room, POLL)
    at(undo_run, room)
    assert list(show_of(room).stages) == before
    at(change_stage, room, before[0], POLL)
    at(undo_run, room)
    assert titles(room)[0] == before[0].title


def test_stages_are_prepared_before_the_room_opens_but_not_begun(cast, booked, at):
    prepare_run(booked, by=cast.facilitator.person)
    at(add_stage, booked, POLL)
    with pytest.raises(RunClosedError):
        at(step, booked, NEXT)
    open_room(booked, by=cast.facilitator.person)
    assert titles(booked)[-1] == "A quick vote"
    at(step, booked, NEXT)


def test_prepared_stages_are_taken_from_the_agenda_again_until_it_begins(cast, booked, at):
    prepare_run(booked, by=cast.facilitator.person)
    save_contents(booked, AGENDA, [AgendaRow("talk", "Leases", 40)], by=cast.hr_admin.person)
    assert "Leases" not in titles(booked)
    at(stages_from_agenda, booked)
    assert titles(booked) == ["Leases"]
    open_room(booked, by=cast.facilitator.person)
    at(step, booked, NEXT)
    with pytest.raises(RunClosedError):
        at(stages_from_agenda, booked)


def test_nothing_moves_once_the_session_is_over(cast, room, at):
    at(step, room, NEXT)
    finish_session(room, by=cast.facilitator.person, before_start=True)
    for act, args in ((step, (NEXT,)), (pause, ()), (add_stage, (POLL,)), (undo_run, ())):
        with pytest.raises(RunClosedError):
            at(act, room, *args)
    with pytest.raises(RunClosedError):
        prepare_run(room, by=cast.facilitator.person)


def test_room_that_is_shut_again_begins_anew(cast, room, at):
    at(step, room, NEXT)
    plan = plan_of(LearningSession.objects.get(pk=room.pk))
    days = timedelta(days=2)
    later = replace(plan, starts_at=plan.starts_at + days, ends_at=plan.ends_at + days)
    change_session(room, later, by=cast.hr_admin.person)
    shown = show_of(room)
    assert (shown.current, shown.is_undoable) == (None, False)


def test_end_of_all_stages_is_told_with_its_delay(room, at):
    now = timezone.now()
    LearningSession.objects.update(starts_at=now, ends_at=now + timedelta(minutes=60))
    room.refresh_from_db()
    assert show_of(room).minutes_late(room, now) == 0
    at(go_to_stage, room, show_of(room).stages[-1])
    at(add_minutes, room, 65)
    assert show_of(room).minutes_late(room, timezone.now()) >= 14


def test_two_facilitators_at_once_move_by_one_stage(committed_cast, committed_room):
    cast, room = committed_cast, committed_room
    people = [cast.facilitator.person, cast.hr_admin.person] * 3
    outcomes = at_once(
        cast, [lambda p=p: _try(lambda: step(room, NEXT, version=1, by=p)) for p in people]
    )
    with cast.inside():
        assert show_of(room).number == 1
        assert show_of(room).version == 2
    assert sum(isinstance(one, RunMovedError) for one in outcomes) == 5


def test_first_steps_at_once_make_one_run(committed_cast, committed_room):
    cast, room = committed_cast, committed_room
    with cast.inside():
        RunStage.objects.all().delete()
        RunOfShow.objects.all().delete()
        stages = len(show_of(room).stages)
    fay = cast.facilitator.person
    at_once(cast, [lambda: _try(lambda: step(room, NEXT, version=0, by=fay))] * 4)
    with cast.inside():
        shown = show_of(room)
        assert (shown.number, len(shown.stages)) == (1, stages)


def _try(act):
    try:
        return act()
    except RunMovedError as refusal:
        return refusal
