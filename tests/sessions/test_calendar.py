"""The calendar's pages: what they show to whom."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from matching.models import Match, PairMeeting
from sessions.actions.booking import book_seat
from sessions.actions.scheduling import cancel_session
from sessions.actions.waitlist import join_waitlist
from tests.sessions.making import in_days, make_people, make_program, make_session
from tests.sessions.test_pages import queries_of, text

BERLIN = ZoneInfo("Europe/Berlin")


def shown(player, query=""):
    return text(player.client().get(player.url(f"sessions/calendar/{query}")))


def month_of(moment):
    return f"?on={moment.astimezone(BERLIN):%Y-%m-%d}"


def test_month_shows_a_session_with_its_time_and_ones_own_part(cast, program):
    start = datetime(in_days(0).year + 1, 3, 10, 12, 30, tzinfo=BERLIN)
    with cast.inside():
        lunch = make_session(program, cast.hr_admin, starts_at=start, capacity=1)
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        join_waitlist(lunch, person=cast.manager.person, by=cast.manager.person)
    page = shown(cast.employee, month_of(start))
    assert "March" in page
    assert "12:30" in page
    assert lunch.title in page
    assert "booked" in page
    assert "you are waiting" in shown(cast.manager, month_of(start))
    assert "full" in shown(cast.mentor, month_of(start))


def test_session_of_another_program_is_not_shown(cast, lunch):
    assert lunch.title not in shown(cast.director, month_of(lunch.starts_at))
    assert lunch.title in shown(cast.hr_admin, month_of(lunch.starts_at))


def test_only_mine_and_a_program_narrow_it(cast, program, lunch):
    with cast.inside():
        other = make_program(cast, "Other")
        make_session(other, cast.hr_admin, title="Of the other", starts_at=lunch.starts_at)
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    month = month_of(lunch.starts_at)
    assert "Of the other" in shown(cast.employee, month)
    assert "Of the other" not in shown(cast.employee, f"{month}&whose=mine")
    narrowed = shown(cast.employee, f"{month}&program={other.id}")
    assert "Of the other" in narrowed
    assert lunch.title not in narrowed


def test_day_with_many_sessions_leads_to_its_week(cast, program):
    start = in_days(3)
    with cast.inside():
        for number in range(6):
            make_session(program, cast.hr_admin, title=f"Talk {number}", starts_at=start)
    month = shown(cast.employee, month_of(start))
    assert "2 more" in month
    assert "Talk 5" not in month
    assert "Talk 5" in shown(cast.employee, f"{month_of(start)}&view=week")


def test_empty_month_leads_to_the_next_session(cast, lunch):
    long_ago = shown(cast.employee, "?on=2020-05-05")
    assert "Nothing in this month." in long_ago
    assert "The next session is on" in long_ago


def test_own_meeting_stands_beside_the_sessions(cast, program):
    start = in_days(2)
    with cast.inside():
        match = Match.objects.create(
            program=program,
            mentor=cast.mentor.person,
            mentee=cast.employee.person,
            state=Match.State.ACTIVE,
            score=1,
            published_at=in_days(-1),
        )
        PairMeeting.objects.create(match=match, starts_at=start)
    assert "Meeting with Mina Mentor" in shown(cast.employee, month_of(start))
    assert "Meeting with" not in shown(cast.manager, month_of(start))


def test_cancelled_session_is_marked(cast, lunch):
    with cast.inside():
        cancel_session(lunch, by=cast.hr_admin.person, reason="Flu")
    assert "cancelled" in shown(cast.employee, month_of(lunch.starts_at))


@pytest.mark.parametrize(
    "query", ["?on=soon", "?on=2026-02-30", "?on=0001-01-01", "?on=9999-12-31", "?view=year"]
)
def test_odd_address_shows_the_current_month(cast, lunch, query):
    assert "is-today" in shown(cast.employee, query)


@pytest.mark.parametrize("view", ["month", "week"])
def test_calendar_takes_the_same_queries_for_any_number(cast, program, view):
    client, start = cast.employee.client(), in_days(3)
    url = cast.employee.url(f"sessions/calendar/{month_of(start)}&view={view}")
    counts = []
    for more in (1, 2):
        with cast.inside():
            for _number in range(more):
                one = make_session(program, cast.hr_admin, starts_at=start, capacity=9)
                for person in make_people_once(program, more):
                    book_seat(one, person=person, by=person)
        counts.append(queries_of(client, url))
    assert counts[0] == counts[1]


def make_people_once(program, count):
    people = make_people(program, count)
    for person in people:
        person.email = None
        person.save()
    return people


def test_arrows_lead_to_the_months_around(cast, lunch):
    page = shown(cast.employee, "?on=2026-01-31")
    assert "on=2025-12-01" in page
    assert "on=2026-02-01" in page


def test_week_leads_seven_days_on(cast, lunch):
    page = shown(cast.employee, "?view=week&on=2026-01-31")
    assert "on=2026-02-07" in page
