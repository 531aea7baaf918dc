"""A lunch order leaves on a working day, and people hear so."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.tenancy.models import OrganizationSettings
from programs.catalogue import TEMPLATES
from sessions.actions.booking import book_seat
from sessions.actions.drafting import draft_outlined_sessions
from sessions.actions.lunch import close_due_orders
from sessions.actions.meeting_rooms import add_room
from sessions.models import LearningSession
from sessions.queries.lunch import leaving_of
from sessions.rules.lunch import MOST_EARLIER, order_leaves_at
from tests.sessions.making import make_session
from tests.sessions.test_planning_pages import text

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_NOON = datetime(2027, 3, 15, 12, tzinfo=BERLIN)
FRIDAY_NOON = datetime(2027, 3, 12, 12, tzinfo=BERLIN)
LONG_BEFORE = MONDAY_NOON - timedelta(days=60)


def leaves(start, hours=24, planned=LONG_BEFORE, closed=()):
    return order_leaves_at(start, hours, planned_at=planned, zone=BERLIN, closed=closed)


def test_sunday_moves_to_the_friday_before_at_the_same_time():
    found = leaves(MONDAY_NOON)
    assert (found.at, found.usual) == (FRIDAY_NOON, MONDAY_NOON - timedelta(days=1))
    assert found.is_earlier


def test_working_day_stays():
    found = leaves(MONDAY_NOON + timedelta(days=1))
    assert (found.at, found.is_earlier) == (MONDAY_NOON, False)


def test_holiday_moves_before_it_and_a_bridge_of_days_too():
    closed = {date(2027, 3, 12), date(2027, 3, 11)}
    assert leaves(MONDAY_NOON, closed=closed).at == FRIDAY_NOON - timedelta(days=2)


def test_time_of_day_stays_over_a_change_of_the_clocks():
    after = datetime(2027, 3, 29, 12, tzinfo=BERLIN)
    assert leaves(after).at == datetime(2027, 3, 26, 11, tzinfo=UTC)


def test_planned_on_the_weekend_it_leaves_as_late_as_can_be():
    saturday = MONDAY_NOON - timedelta(days=2)
    assert leaves(MONDAY_NOON, planned=saturday).at == MONDAY_NOON - timedelta(hours=4)
    sunday_noon = MONDAY_NOON - timedelta(days=1)
    assert leaves(sunday_noon, planned=saturday).at == sunday_noon - timedelta(hours=4)


def test_place_that_is_closed_for_long_is_asked_as_usual():
    weeks = {date(2027, 3, 14) - timedelta(days=n) for n in range(MOST_EARLIER.days + 2)}
    assert not leaves(MONDAY_NOON, closed=weeks).is_earlier


@pytest.fixture
def monday(cast, program):
    """A lunch in Berlin on a Monday; the Friday before is a holiday there."""
    with cast.inside():
        holidays = "2027-03-12 [Berlin] Day of the City"
        OrganizationSettings.objects.update(holidays=holidays)
        room, _given_back = add_room(name="Ada", site="Berlin", seats=20, by=cast.hr_admin.person)
        return make_session(program, cast.hr_admin, starts_at=MONDAY_NOON, room=room.label)


def test_holidays_of_the_site_count_and_elsewhere_they_dont(cast, program, monday):
    with cast.inside():
        assert leaving_of(monday).at == FRIDAY_NOON - timedelta(days=1)
        there = make_session(program, cast.hr_admin, starts_at=MONDAY_NOON, room="In Lisbon")
        assert leaving_of(there).at == FRIDAY_NOON


def test_organizer_and_eater_read_it_in_words(cast, monday):
    emil = cast.employee.person
    page = text(cast.employee.client().get(cast.employee.url(f"sessions/{monday.id}/")))
    assert "before the order leaves, on the last working day before:" in page
    order = text(cast.hr_admin.client().get(cast.hr_admin.url(f"sessions/{monday.id}/lunch/")))
    assert "This is the last working day before:" in order
    both = text(cast.hr_admin.client().get(cast.hr_admin.url("sessions/lunch/")))
    assert "is on a weekend" not in both
    with cast.inside():
        book_seat(monday, person=emil, by=emil)
        mail = Notification.objects.get(kind="sessions.booking_confirmed")
        assert "It is ordered on the last working day before, " in mail.body


def test_scheduler_counts_it_on_the_working_day(cast, monday):
    thursday = FRIDAY_NOON - timedelta(days=1)
    with cast.inside():
        assert close_due_orders(now=thursday - timedelta(minutes=1)) == []
        assert len(close_due_orders(now=thursday)) == 1


def test_scheduler_finds_an_order_that_leaves_before_its_usual_time(cast, monday):
    """The function in the database looks over all organizations before any is entered."""
    with cast.inside():
        held = LearningSession.objects.get()
        now = timezone.now()
        held.lunch_hours = int((held.starts_at - now) / timedelta(hours=1)) - 21 * 24 + 1
        held.save(update_fields=["lunch_hours"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT lunches_due()")
        assert cursor.fetchall() == [(cast.organization.id,)]

    with cast.inside():
        LearningSession.objects.update(lunch_hours=held.lunch_hours - 2)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT lunches_due()")
        assert cursor.fetchall() == []


def test_drafts_of_a_template_have_the_cut_offs_of_their_kind(cast, program):
    with cast.inside():
        drafts = draft_outlined_sessions(
            program, TEMPLATES["lunch-and-learn"], by=cast.hr_admin.person
        )
        assert {(one.kind, one.lunch_hours, one.cancel_hours) for one in drafts} >= {
            ("lunch_and_learn", 24, 4)
        }
        assert all(one.kind == "lunch_and_learn" for one in drafts if one.lunch_hours)
