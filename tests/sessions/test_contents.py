"""The agenda and the materials of sessions: saving, series, who sees what, undo."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import Membership
from sessions.actions.booking import book_seat
from sessions.actions.contents import (
    ContentsClosedError,
    ContentsRefusedError,
    ContentsSeenError,
    ContentsUndoneError,
    copy_contents,
    rows_of,
    save_contents,
    seen_of_contents,
    undo_contents,
)
from sessions.actions.rooms import finish_session, open_room
from sessions.actions.scheduling import cancel_session, change_session, plan_of
from sessions.actions.series_changes import change_series
from sessions.calendar_entries import calendar_event
from sessions.models import AgendaItem, LearningSession, SessionMaterial
from sessions.queries.contents import agenda_of, materials_for, others_in_scope
from sessions.rules.agenda import AgendaRow, fit_of, usual_agenda
from sessions.rules.materials import AFTER, NOW, SEAT, MaterialRow
from sessions.rules.series_changes import AGENDA, ALL, FOLLOWING, MATERIALS
from tests.sessions.test_rule_series import make_series
from tests.sessions.test_rule_series import rows_of as dates_of

TALK = AgendaRow("talk", "Reading a lease", 40, "Mia")
ASK = AgendaRow("questions", "", 20)
SLIDES = MaterialRow("Slides", "https://files.example/slides", AFTER)


def save(session, rows, *, by, part=AGENDA, **options):
    return save_contents(session, part, rows, by=by.person, **options)


def in_scope(session, scope, player):
    membership = Membership.objects.get(person=player.person)
    return others_in_scope(
        session, scope, person=player.person, membership=membership, now=timezone.now()
    )


@pytest.mark.parametrize("kind", LearningSession.Kind.values)
@pytest.mark.parametrize("length", [20, 45, 60, 90, 100])
def test_proposal_fills_the_length(kind, length):
    rows = usual_agenda(kind, length)
    assert sum(row.minutes for row in rows) == length
    assert all(row.minutes > 0 for row in rows)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ([40], "40 of 60 minutes are planned. 20 minutes are free."),
        ([40, 20], "60 of 60 minutes are planned."),
        (
            [40, 35],
            (
                "75 minutes are planned, but the session has 60:"
                " shorten the agenda by 15 minutes, or give the session more time."
            ),
        ),
    ],
)
def test_fit_is_said_in_words(minutes, words):
    fit = fit_of(minutes, 60)
    assert fit.words == words
    assert fit.is_too_long == (sum(minutes) > 60)


def test_agenda_has_times_and_keeps_its_rows_when_they_move(cast, lunch):
    with cast.inside():
        save(lunch, [TALK, ASK], by=cast.mentor)
        first, second = agenda_of(lunch).stages
        assert [first.starts_at, second.starts_at] == [
            lunch.starts_at,
            lunch.starts_at + timedelta(minutes=40),
        ]
        assert second.item.label == "Questions"
        save(lunch, [ASK, replace(TALK, minutes=30)], by=cast.mentor)
        moved = agenda_of(lunch).stages
        assert [stage.item.pk for stage in moved] == [second.item.pk, first.item.pk]
        assert [stage.item.minutes for stage in moved] == [20, 30]


def test_calendar_entries_say_the_agenda(cast, lunch):
    with cast.inside():
        save(lunch, [TALK], by=cast.mentor)
        event = calendar_event(lunch, cast.employee.person, method="PUBLISH")
    assert "Agenda:\nReading a lease · Mia (40 min)" in event.description


def test_saving_what_others_changed_is_refused_and_so_is_what_is_over(cast, lunch):
    with cast.inside():
        seen = seen_of_contents(lunch, AGENDA)
        save(lunch, [TALK], by=cast.mentor, seen=seen)
        with pytest.raises(ContentsSeenError):
            save(lunch, [ASK], by=cast.facilitator, seen=seen)
        assert save(lunch, [TALK], by=cast.mentor).change is None
        cancel_session(lunch, by=cast.hr_admin.person, reason="Fair")
        with pytest.raises(ContentsClosedError):
            save(lunch, [ASK], by=cast.mentor)


@pytest.mark.parametrize(
    ("part", "rows"),
    [
        (AGENDA, [TALK] * 21),
        (AGENDA, [replace(TALK, minutes=0)]),
        (MATERIALS, [replace(SLIDES, url="http://files.example/slides")]),
        (MATERIALS, [replace(SLIDES, url="javascript:alert(1)")]),
        (MATERIALS, [SLIDES] * 31),
    ],
)
def test_what_cannot_be_kept_is_refused(cast, lunch, part, rows):
    with cast.inside(), pytest.raises(ContentsRefusedError):
        save(lunch, rows, by=cast.mentor, part=part)


def seen_by(session, player, *, prepares=False):
    found = materials_for(player.person, session, prepares=prepares, now=timezone.now())
    return [one.title for one in found.shown], found.with_seat, found.afterwards


def test_materials_are_shown_to_those_they_are_for(cast, lunch):
    rows = [
        MaterialRow("Read before", "https://a.example/", NOW),
        MaterialRow("Handout", "https://b.example/", SEAT),
        SLIDES,
    ]
    with cast.inside():
        save(lunch, rows, by=cast.mentor, part=MATERIALS)
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        assert seen_by(lunch, cast.manager) == (["Read before"], 1, 1)
        assert seen_by(lunch, cast.employee) == (["Read before", "Handout"], 0, 1)
        assert seen_by(lunch, cast.mentor, prepares=True)[0] == ["Read before", "Handout", "Slides"]
        room = open_room(lunch, by=cast.facilitator.person)
        held = finish_session(room, by=cast.facilitator.person, before_start=True)
        assert seen_by(held, cast.manager) == (["Read before", "Slides"], 1, 0)
        # Slides often come afterwards; an agenda is then what it was.
        save(held, rows[:1], by=cast.mentor, part=MATERIALS)
        with pytest.raises(ContentsClosedError):
            save(held, [TALK], by=cast.mentor)


def test_series_share_it_and_keep_what_is_their_own(cast, program):
    with cast.inside():
        first, second, *rest = dates_of(make_series(program, cast.hr_admin))
        save(second, [ASK], by=cast.hr_admin)
        others = in_scope(first, ALL, cast.hr_admin)
        done = save(first, [TALK], by=cast.hr_admin, scope=ALL, others=others)
        assert done.kept == [second]
        assert [len(rows_of(one, AGENDA)) for one in (first, second, *rest)] == [1] * (
            2 + len(rest)
        )
        assert rows_of(second, AGENDA)[0]["stage"] == "questions"
        assert undo_contents(done.change, by=cast.hr_admin.person).sessions == [first, *rest]
        assert rows_of(rest[0], AGENDA) == []
        following = in_scope(second, FOLLOWING, cast.hr_admin)
        save(second, [TALK], by=cast.hr_admin, scope=FOLLOWING, others=following, overwrite=True)
        assert rows_of(first, AGENDA) == []
        assert rows_of(rest[-1], AGENDA)[0]["title"] == "Reading a lease"
        second.refresh_from_db()
        assert AGENDA not in second.own_changes


def test_presenter_reaches_the_sessions_that_they_lead(cast, program):
    with cast.inside():
        first, second, *_rest = dates_of(make_series(program, cast.hr_admin))
        for one in (first, second):
            plan = replace(plan_of(one), presenter=cast.mentor.person)
            change_session(one, plan, by=cast.hr_admin.person)
        assert list(in_scope(first, ALL, cast.mentor)) == [second]


def test_changing_the_plan_of_all_leaves_own_agendas_alone(cast, program):
    with cast.inside():
        first, second, *_rest = dates_of(make_series(program, cast.hr_admin))
        save(second, [ASK], by=cast.hr_admin)
        by, now = cast.hr_admin.person, timezone.now()
        change_series(first, replace(plan_of(first), room="Zuse"), scope=ALL, by=by, now=now)
        second.refresh_from_db()
        assert (second.room, second.own_changes) == ("Zuse", [AGENDA])
        assert len(rows_of(second, AGENDA)) == 1


def test_undo_once_and_not_over_what_came_later(cast, lunch):
    by = cast.mentor.person
    with cast.inside():
        first = save(lunch, [TALK], by=cast.mentor).change
        second = save(lunch, [ASK], by=cast.mentor).change
        with pytest.raises(ContentsUndoneError):
            undo_contents(first, by=by)
        undo_contents(second, by=by)
        assert [row["title"] for row in rows_of(lunch, AGENDA)] == ["Reading a lease"]
        with pytest.raises(ContentsUndoneError):
            undo_contents(second, by=by)


def test_copy_has_both(cast, lunch, program):
    with cast.inside():
        save(lunch, [TALK], by=cast.mentor)
        save(lunch, [SLIDES], by=cast.mentor, part=MATERIALS)
        (other,) = dates_of(make_series(program, cast.hr_admin))[:1]
        copy_contents(other, lunch, parts=(AGENDA, MATERIALS))
        assert AgendaItem.objects.filter(learning_session=other).count() == 1
        assert SessionMaterial.objects.get(learning_session=other).title == "Slides"


def test_link_that_begins_with_a_capital_is_kept_as_browsers_write_it(cast, lunch):
    with cast.inside():
        rows = [MaterialRow("Slides", "Https://slides.example/Deck")]
        save_contents(lunch, MATERIALS, rows, by=cast.mentor.person)
        assert SessionMaterial.objects.get().url == "https://slides.example/Deck"
