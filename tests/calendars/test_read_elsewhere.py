"""Calendars as other programs read them, field by field against what was planned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from matching.models import Match, PairMeeting
from peerlearn.notifications.mail import as_email
from peerlearn.notifications.models import Notification
from peerlearn.tenancy.models import OrganizationSettings
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.feeds import address_of, open_feed
from sessions.actions.plans import Plan
from sessions.actions.rule_series import schedule_series
from sessions.actions.scheduling import cancel_session, change_session, plan_of
from sessions.actions.series_changes import cancel_series, change_series
from sessions.models import LearningSession
from sessions.rules.recurrence import read_rule
from sessions.rules.series_changes import ALL
from tests.calendars.reading import READERS, Read, read_by
from tests.sessions.making import in_days, make_session

pytestmark = pytest.mark.parametrize("reader", READERS)

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
ORGANIZER = "peerlearn@localhost"
NEXT_YEAR = in_days(0).year + 1
LINES = "First, the plan; then C:\\temp 🎉\r\n\r\nنعم – Grüße\tan alle: "


def planned(session, person, **changes):
    """What a calendar has to show of a session."""
    return replace(
        Read(
            uid=f"{session.id}.{person.id}@localhost",
            sequence=0,
            start=session.starts_at,
            end=session.ends_at,
            summary=session.title,
            description=session.description,
            place=session.room,
            url=f"http://localhost:8000/o/acme/sessions/{session.id}/",
            status="CONFIRMED",
            organizer=ORGANIZER,
        ),
        **changes,
    )


def feed_of(cast, player, client, program=None):
    """The text of a subscription, as it comes over the wire."""
    with cast.inside():
        path = "/" + address_of(open_feed(player.person, program)).split("/", 3)[3]
    return client.get(path).content.decode()


def in_order(*entries):
    return sorted(entries, key=lambda one: (one.start, one.uid))


def book(cast, session):
    return book_seat(session, person=cast.employee.person, by=cast.employee.person)


def make_series(cast, program):
    """Mondays at nine in Berlin from the middle of October on, over the change of the clocks; the
    third is a day off.
    """
    start = datetime(NEXT_YEAR, 10, 11, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    start += timedelta(days=-start.weekday() % 7)
    OrganizationSettings.objects.update(holidays=f"{(start + 2 * WEEK).date()} Fair")
    plan = Plan("Lunch", start, start + HOUR, "Europe/Berlin", 5, room="Ada")
    rule = read_rule("FREQ=WEEKLY;BYDAY=MO;COUNT=6")
    series = schedule_series(program, rule, plan, by=cast.hr_admin.person, now=timezone.now())
    return list(LearningSession.objects.filter(repeats=series).order_by("starts_at"))


def test_series_with_exceptions_over_a_change_of_clocks(cast, program, client, reader):
    person = cast.employee.person
    with cast.inside():
        rows = make_series(cast, program)
        assert {one.starts_at.hour for one in rows} == {7, 8}
        for one in rows:
            book(cast, one)
        later = rows[1].starts_at + DAY + HOUR
        moved = replace(plan_of(rows[1]), starts_at=later, ends_at=later + HOUR, room="Garden")
        change_session(rows[1], moved, by=cast.hr_admin.person)
        cancel_session(rows[3], by=cast.hr_admin.person, reason="Flu")
        expected = [planned(one, person) for one in rows]
        expected[1] = replace(
            expected[1], sequence=1, start=later, end=later + HOUR, place="Garden"
        )
        expected[3] = replace(expected[3], sequence=1, status="CANCELLED")
    assert read_by(reader, feed_of(cast, cast.employee, client)) == in_order(*expected)


@pytest.mark.parametrize("length", [4000, 74, 75, 76])
def test_long_notes_emoji_and_signs_of_the_format(cast, program, client, reader, length):
    notes = (LINES + "👩‍👧ß語" * 1000)[:length]
    title = "Straße 🎉; a\\b, c: “BEGIN:VEVENT” " + "語" * 60
    with cast.inside():
        held = make_session(program, cast.hr_admin, title=title, description=notes, room="A, B; C")
        book(cast, held)
        expected = planned(held, cast.employee.person, description=notes.replace("\r\n", "\n"))
    text = feed_of(cast, cast.employee, client)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert read_by(reader, text) == [expected]


def test_breaks_that_some_programs_take_for_the_end_of_a_line(cast, program, client, reader):
    notes = "one\u2028two\x0bthree\x0cfour\x85five\x1csix\rseven\x07"
    with cast.inside():
        held = make_session(program, cast.hr_admin, title="Lunch\u2028Late", description=notes)
        book(cast, held)
        expected = planned(
            held,
            cast.employee.person,
            summary="Lunch Late",
            description="one\ntwo\nthree\nfour\nfive\nsix\nseven",
        )
    assert read_by(reader, feed_of(cast, cast.employee, client)) == [expected]


def test_clocks_of_many_places_in_summer_and_winter(cast, program, client, reader):
    zones = ("America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago")
    with cast.inside():
        held = [
            make_session(
                program, cast.hr_admin, starts_at=start, time_zone=zone, title=f"{zone} {start}"
            )
            for zone in (*zones, "Europe/Dublin", "Pacific/Auckland", "UTC")
            for start in (
                datetime(NEXT_YEAR, month, day, 15, 45, tzinfo=UTC)
                for month, day in ((1, 12), (4, 13), (7, 13), (10, 12))
            )
        ]
        expected = [planned(one, cast.manager.person) for one in held]
    text = feed_of(cast, cast.manager, client, program)
    assert read_by(reader, text) == in_order(*expected)


def test_hour_that_comes_twice_is_told_apart(cast, program, client, reader):
    with cast.inside():
        zone = ZoneInfo("America/New_York")
        sunday = datetime(NEXT_YEAR, 11, 1, tzinfo=zone)
        sunday += timedelta(days=(6 - sunday.weekday()) % 7)
        first = sunday.replace(hour=1, minute=30).astimezone(UTC)
        held = [
            make_session(program, cast.hr_admin, starts_at=start, time_zone=zone.key)
            for start in (first, first + HOUR)
        ]
        expected = [planned(one, cast.manager.person) for one in held]
    text = feed_of(cast, cast.manager, client, program)
    assert read_by(reader, text) == in_order(*expected)


def test_meeting_of_a_pair(cast, program, client, reader):
    with cast.inside():
        match = Match.objects.create(
            program=program,
            mentor=cast.mentor.person,
            mentee=cast.employee.person,
            state=Match.State.ACTIVE,
            score=1,
            published_at=in_days(-1),
        )
        meeting = PairMeeting.objects.create(match=match, starts_at=in_days(2), minutes=45)
    (found,) = read_by(reader, feed_of(cast, cast.employee, client))
    assert found == Read(
        uid=f"pair-meeting-{meeting.id}@localhost",
        sequence=0,
        start=meeting.starts_at,
        end=meeting.starts_at + timedelta(minutes=45),
        summary="Meeting with Mina Mentor",
        description="",
        place="",
        url=f"http://localhost:8000/o/acme/matching/pairs/{match.id}/",
        status="CONFIRMED",
        organizer=ORGANIZER,
    )


def invitations(cast, reader):
    """What the mails of the employee carry, mail by mail in order, over MIME and back."""
    rows = Notification.objects.filter(person=cast.employee.person).exclude(calendar="")
    for row in rows.order_by("created_at", "id"):
        sent = message_from_bytes(as_email(row), policy=policy.default)
        parts = [part for part in sent.walk() if part.get_content_type() == "text/calendar"]
        for part in parts:
            assert part.get_param("method") == row.calendar_method
        yield [
            (row.calendar_method, entry) for part in parts for entry in read_by(reader, _text(part))
        ]


def _text(part):
    """The words of a part; its transfer encoding is undone, its line breaks are the calendar's."""
    return part.get_payload(decode=True).decode()


def test_invitation_its_change_and_its_end(cast, program, reader):
    person = cast.employee.person
    with cast.inside():
        held = make_session(program, cast.hr_admin, capacity=5, description="🎉 ß " * 1000 + ".")
        other = book_seat(held, person=cast.manager.person, by=cast.manager.person)
        seat = book(cast, held)
        asked = planned(held, person, attendees=(cast.employee.person.email,))
        change_session(held, replace(plan_of(held), room="Garden"), by=cast.hr_admin.person)
        cancel_booking(seat, by=person)
        said = list(invitations(cast, reader))
        assert other.person.email not in str(said)
    changed = replace(asked, sequence=1, place="Garden")
    ended = replace(changed, sequence=2, status="CANCELLED")
    assert [[(how, one.sequence) for how, one in mail] for mail in said] == [
        [("REQUEST", 0)],
        [("REQUEST", 1)],
        [("CANCEL", 2)],
    ]
    assert [entry for mail in said for _how, entry in mail] == [asked, changed, ended]


def test_change_and_end_of_a_series_are_an_invitation_for_each_session(cast, program, reader):
    person = cast.employee.person
    with cast.inside():
        rows = make_series(cast, program)
        for one in rows:
            book(cast, one)
        change_series(
            rows[0],
            replace(plan_of(rows[0]), room="Garden"),
            scope=ALL,
            by=cast.hr_admin.person,
            now=timezone.now(),
        )
        cancel_series(rows[0], scope=ALL, reason="Flu", by=cast.hr_admin.person, now=timezone.now())
        *_booked, changed, ended = invitations(cast, reader)
    one_on = {"sequence": 1, "place": "Garden", "attendees": (person.email,)}
    assert changed == [("REQUEST", planned(one, person, **one_on)) for one in rows]
    two_on = one_on | {"sequence": 2, "status": "CANCELLED"}
    assert ended == [("CANCEL", planned(one, person, **two_on)) for one in rows]
