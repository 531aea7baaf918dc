"""Calendars that people subscribe to: what stands in them, for whom, and how they end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from matching.models import Match, PairMeeting
from peerlearn.people.actions.leaving import mark_people_left
from peerlearn.people.models import Person
from programs.models import Enrollment
from sessions.actions.booking import book_seat, cancel_booking
from sessions.actions.feeds import address_of, close_feed, open_feed, renew_feed
from sessions.actions.scheduling import cancel_session, change_session, plan_of
from sessions.models import CalendarFeed
from tests.sessions.making import in_days, make_plan, make_program, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(client):
    """A calendar has no login."""
    return client


def path_of(cast, player, program=None):
    with cast.inside():
        return "/" + address_of(open_feed(player.person, program)).split("/", 3)[3]


def events(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def titles(answer):
    return [str(event["SUMMARY"]) for event in events(answer)]


def test_own_calendar_holds_seats_and_led_sessions_only(cast, program, lunch, stranger):
    with cast.inside():
        other = make_session(program, cast.hr_admin, title="Not booked")
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    assert titles(stranger.get(path_of(cast, cast.employee))) == [lunch.title]
    assert titles(stranger.get(path_of(cast, cast.mentor))) == [lunch.title]
    assert titles(stranger.get(path_of(cast, cast.manager))) == []
    assert set(titles(stranger.get(path_of(cast, cast.manager, program)))) == {
        lunch.title,
        other.title,
    }


def test_entry_is_that_of_the_invitation_on_the_clocks_of_its_place(cast, program, stranger):
    with cast.inside():
        start = datetime(in_days(0).year + 1, 7, 1, 10, tzinfo=UTC)
        lunch = make_session(program, cast.hr_admin, starts_at=start)
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    answer = stranger.get(path_of(cast, cast.employee))
    (event,) = events(answer)
    assert str(event["UID"]).startswith(f"{lunch.id}.{cast.employee.person.id}@")
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DTSTART"].dt == start
    assert f"DTSTART;TZID=Europe/Berlin:{start:%Y}0701T120000" in answer.content.decode()
    assert "BEGIN:VTIMEZONE" in answer.content.decode()
    assert "ATTENDEE" not in event


def test_change_and_cancellation_reach_the_subscription(cast, lunch, stranger):
    path = path_of(cast, cast.employee)
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    first = events(stranger.get(path))[0]
    with cast.inside():
        plan = plan_of(lunch).fields() | {"title": "Another title"}
        change_session(lunch, make_plan(**plan), by=cast.hr_admin.person)
    second = events(stranger.get(path))[0]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert (str(second["SUMMARY"]), str(second["STATUS"])) == ("Another title", "CONFIRMED")
    with cast.inside():
        cancel_session(lunch, by=cast.hr_admin.person, reason="Flu")
    assert str(events(stranger.get(path))[0]["STATUS"]) == "CANCELLED"


def test_seat_given_back_leaves_the_own_calendar(cast, lunch, stranger):
    path = path_of(cast, cast.employee)
    with cast.inside():
        booking = book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
        assert titles(stranger.get(path)) == [lunch.title]
        cancel_booking(booking, by=cast.employee.person)
    assert titles(stranger.get(path)) == []


def test_video_link_is_in_no_calendar(cast, program, stranger):
    with cast.inside():
        video = make_session(
            program, cast.hr_admin, room="", video_url="https://video.example/secret-room"
        )
        book_seat(video, person=cast.employee.person, by=cast.employee.person)
    for player in (cast.employee, cast.manager, cast.hr_admin):
        shown = stranger.get(path_of(cast, player, program)).content
        assert b"LOCATION:By video" in shown
        assert b"secret-room" not in shown


def test_meeting_of_a_pair_is_in_the_calendars_of_the_two(cast, program, stranger):
    with cast.inside():
        match = Match.objects.create(
            program=program,
            mentor=cast.mentor.person,
            mentee=cast.employee.person,
            state=Match.State.ACTIVE,
            score=1,
            published_at=in_days(-1),
        )
        PairMeeting.objects.create(match=match, starts_at=in_days(2), minutes=45)
    assert titles(stranger.get(path_of(cast, cast.employee))) == ["Meeting with Mina Mentor"]
    assert titles(stranger.get(path_of(cast, cast.manager))) == []


def test_renewed_address_is_another_one_and_the_old_one_dead(cast, stranger):
    old = path_of(cast, cast.employee)
    with cast.inside():
        renew_feed(CalendarFeed.objects.get(person=cast.employee.person))
    new = path_of(cast, cast.employee)
    assert new != old
    assert stranger.get(old).status_code == 404
    assert stranger.get(new).status_code == 200


def test_stopped_address_is_dead(cast, stranger):
    path = path_of(cast, cast.employee)
    with cast.inside():
        close_feed(CalendarFeed.objects.get(person=cast.employee.person))
    assert stranger.get(path).status_code == 404


def test_address_of_a_leaver_is_dead_at_once_and_stays_so(cast, stranger):
    path = path_of(cast, cast.employee)
    with cast.inside():
        Person.objects.filter(pk=cast.employee.person.pk).update(ends_on=date(2026, 1, 1))
        mark_people_left(today=date(2026, 1, 2))
    assert stranger.get(path).status_code == 404
    with cast.inside():
        Person.objects.filter(pk=cast.employee.person.pk).update(state=Person.State.ACTIVE)
        assert not CalendarFeed.objects.exists()


def test_program_address_is_dead_for_who_left_the_program(cast, program, stranger):
    path = path_of(cast, cast.employee, program)
    assert stranger.get(path).status_code == 200
    with cast.inside():
        Enrollment.objects.filter(person=cast.employee.person).update(
            state=Enrollment.State.WITHDRAWN
        )
    assert stranger.get(path).status_code == 404


def test_secret_of_one_organization_opens_nothing_in_another(cast, stranger):
    path = path_of(cast, cast.employee)
    there = path.replace("/acme/", f"/{cast.outsider.organization.slug}/")
    assert there != path
    assert stranger.get(there).status_code == 404


@pytest.mark.parametrize("change", [lambda s: s[:-6] + "x.ics", lambda s: s.replace("~", "~~")])
def test_forged_secret_is_nowhere(cast, stranger, change):
    assert stranger.get(change(path_of(cast, cast.employee))).status_code == 404


def test_calendar_that_has_it_already_is_told_so(cast, lunch, stranger):
    path = path_of(cast, cast.employee)
    first = stranger.get(path)
    again = stranger.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    assert stranger.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_reading_is_noted_by_the_day(cast, stranger):
    path = path_of(cast, cast.employee)
    stranger.get(path)
    with cast.inside():
        read_on = CalendarFeed.objects.get(person=cast.employee.person).read_on
    assert abs(read_on - in_days(0).date()) <= timedelta(days=1)


def test_odd_words_stay_one_entry(cast, program, stranger):
    title = "Straße 🎉; a\\b, c\r\nBEGIN:VEVENT"
    with cast.inside():
        odd = make_session(program, cast.hr_admin, title=title, description="long 🎉\n" * 700)
        book_seat(odd, person=cast.employee.person, by=cast.employee.person)
    answer = stranger.get(path_of(cast, cast.employee))
    (event,) = events(answer)
    assert str(event["SUMMARY"]) == title.replace("\r\n", " ")
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75


@pytest.mark.parametrize("count", [1, 3])
def test_feed_takes_the_same_queries_for_any_number_of_sessions(
    cast, program, stranger, count, django_assert_max_num_queries
):
    with cast.inside():
        for _number in range(count):
            one = make_session(program, cast.hr_admin)
            book_seat(one, person=cast.employee.person, by=cast.employee.person)
    path = path_of(cast, cast.employee)
    stranger.get(path)
    with django_assert_max_num_queries(14) as captured:
        assert len(events(stranger.get(path))) == count
    assert len([q for q in captured if "learning_session" in q["sql"]]) == 4


def test_page_shows_makes_renews_and_stops(cast, program):
    client, page = cast.employee.client(), cast.employee.url("sessions/calendar/subscriptions/")
    assert b"Make my address" in client.get(page).content
    client.post(f"{page}new/")
    client.post(f"{page}new/", {"program": program.id})
    with cast.inside():
        own = CalendarFeed.objects.get(program=None)
        of_program = CalendarFeed.objects.get(program=program)
        shown = client.get(page).content.decode()
        assert address_of(own) in shown
        assert address_of(of_program) in shown
    client.post(f"{page}{own.id}/renew/")
    client.post(f"{page}{of_program.id}/stop/")
    with cast.inside():
        assert CalendarFeed.objects.get().id != own.id
        assert CalendarFeed.objects.get().program is None


def test_subscription_of_somebody_else_does_not_exist(cast, program):
    path_of(cast, cast.manager)
    with cast.inside():
        feed = CalendarFeed.objects.get()
    for way in ("renew", "stop"):
        url = cast.employee.url(f"sessions/calendar/subscriptions/{feed.id}/{way}/")
        assert cast.employee.client().post(url).status_code == 404
    with cast.inside():
        assert CalendarFeed.objects.get() == feed


def test_program_that_one_does_not_see_cannot_be_subscribed_to(cast):
    with cast.inside():
        other = make_program(cast, "Others", players=[cast.manager])
    url = cast.employee.url("sessions/calendar/subscriptions/new/")
    cast.employee.client().post(url, {"program": other.id})
    with cast.inside():
        assert not CalendarFeed.objects.exists()
