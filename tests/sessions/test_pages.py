"""Each page: works, lesser role, outsider, invalid input."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions.actions.booking import book_seat
from sessions.models import Booking, LearningSession
from sessions.rules.planning import LONGEST
from tests.sessions.making import in_days, make_people, make_program, make_session


def page(cast, lunch, path=""):
    return cast.employee.url(f"sessions/{lunch.id}/{path}")


def text(response):
    return " ".join(response.content.decode().split())


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(
        [q for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "SET LOCAL"))]
    )


def test_list_shows_sessions_of_own_programs(cast, lunch):
    shown = text(cast.employee.client().get(cast.employee.url("sessions/")))
    assert "Reading a balance sheet" in shown
    assert "2 seats left" in shown
    assert "Book a seat" in shown
    assert "New session" not in shown


def test_list_is_empty_for_somebody_outside_the_program(cast, lunch):
    shown = text(cast.director.client().get(cast.director.url("sessions/")))
    assert "Reading a balance sheet" not in shown
    assert "No sessions planned" in shown


def test_list_shows_all_to_hr_admins(cast, lunch):
    shown = text(cast.hr_admin.client().get(cast.hr_admin.url("sessions/")))
    assert "Reading a balance sheet" in shown
    assert "New session" in shown


def test_list_of_another_organization_does_not_exist(cast, lunch):
    assert cast.outsider.client().get(cast.employee.url("sessions/")).status_code == 404


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("q=balance", True),
        ("q=Mina", True),
        ("q=juggling", False),
        ("tab=past", False),
        ("tab=mine", False),
        ("tab=nonsense", True),
        ("program=nonsense", True),
        ("page=99", True),
    ],
)
def test_list_is_searched_by_the_address(cast, lunch, query, is_there):
    response = cast.employee.client().get(cast.employee.url(f"sessions/?{query}"))
    assert response.status_code == 200
    assert ("Reading a balance sheet" in text(response)) is is_there


def test_list_is_filtered_by_program(cast, lunch, program):
    with cast.inside():
        other = make_program(cast, "Other")
        make_session(other, cast.hr_admin, title="Elsewhere")
    shown = text(cast.employee.client().get(cast.employee.url(f"sessions/?program={other.id}")))
    assert "Elsewhere" in shown
    assert "Reading a balance sheet" not in shown


def test_list_of_mine_has_what_i_booked(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    shown = text(cast.employee.client().get(cast.employee.url("sessions/?tab=mine")))
    assert "Reading a balance sheet" in shown


def test_past_list_has_what_is_over(cast, lunch):
    with cast.inside():
        LearningSession.objects.update(
            starts_at=in_days(-2), ends_at=in_days(-2) + timedelta(hours=1)
        )
    shown = text(cast.employee.client().get(cast.employee.url("sessions/?tab=past")))
    assert "Reading a balance sheet" in shown
    assert "Book a seat" not in shown


def test_longest_session_stays_among_those_to_come_until_it_ends(cast, lunch):
    with cast.inside():
        begun = timezone.now() - LONGEST + timedelta(minutes=1)
        LearningSession.objects.update(starts_at=begun, ends_at=begun + LONGEST, state="live")
    assert "Reading a balance sheet" in text(
        cast.employee.client().get(cast.employee.url("sessions/"))
    )


def test_list_pages_after_twelve(cast, program):
    with cast.inside():
        for n in range(13):
            make_session(program, cast.hr_admin, title=f"Title {n:02}", starts_at=in_days(n + 1))
    shown = text(cast.employee.client().get(cast.employee.url("sessions/?page=2")))
    assert "Title 12" in shown
    assert "Title 11" not in shown


def test_list_costs_the_same_with_one_and_three_sessions(cast, lunch, program):
    client = cast.employee.client()
    one = queries_of(client, cast.employee.url("sessions/"))
    with cast.inside():
        for n in range(2):
            more = make_session(program, cast.hr_admin, starts_at=in_days(n + 4))
            book_seat(more, person=cast.employee.person, by=cast.employee.person)
    assert queries_of(client, cast.employee.url("sessions/")) == one == 13


def test_detail_says_what_when_where_and_who(cast, lunch):
    shown = text(cast.employee.client().get(page(cast, lunch)))
    for word in (
        "Reading a balance sheet",
        "Room 4",
        "Mina Mentor",
        "Fay Facilitator",
        "2 seats left",
    ):
        assert word in shown
    assert "Who comes" not in shown


@pytest.mark.parametrize("who", ["hr_admin", "facilitator", "mentor"])
def test_detail_names_those_who_come_to_who_runs_it(cast, lunch, who):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    shown = text(getattr(cast, who).client().get(page(cast, lunch)))
    assert "Emil Employee" in shown


def test_detail_does_not_exist_for_others(cast, lunch):
    assert cast.director.client().get(page(cast, lunch)).status_code == 404
    assert cast.outsider.client().get(page(cast, lunch)).status_code == 404
    foreign = cast.outsider.url(f"sessions/{lunch.id}/")
    assert cast.outsider.client().get(foreign).status_code == 404


def test_detail_costs_the_same_with_one_and_three_bookings(cast, lunch, program):
    client = cast.hr_admin.client()
    with cast.inside():
        LearningSession.objects.update(capacity=9)
        people = make_people(program, 3)
        book_seat(lunch, person=people[0], by=people[0])
    one = queries_of(client, page(cast, lunch))
    with cast.inside():
        for person in people[1:]:
            book_seat(lunch, person=person, by=person)
    assert queries_of(client, page(cast, lunch)) == one == 19


def test_video_link_is_for_those_who_have_a_seat_from_an_hour_before(cast, program):
    link = "https://video.example/balance"
    with cast.inside():
        remote = make_session(program, cast.hr_admin, video_url=link, room="")
    client = cast.employee.client()
    assert link not in text(client.get(page(cast, remote)))
    assert link not in text(client.get(cast.employee.url("sessions/")))
    client.post(page(cast, remote, "seat/"))
    early = text(client.get(page(cast, remote)))
    assert "The video link appears here" in early
    assert link not in early
    with cast.inside():
        LearningSession.objects.update(starts_at=timezone.now() + timedelta(minutes=59))
    assert link in text(client.get(page(cast, remote)))
    assert link not in text(client.get(cast.employee.url("sessions/?tab=mine")))
    assert link not in text(cast.manager.client().get(page(cast, remote)))


def test_book_button_without_scripts_leads_back(cast, lunch):
    client = cast.employee.client()
    came_from = f"http://testserver{cast.employee.url('sessions/?q=balance')}"
    response = client.post(page(cast, lunch, "seat/"), headers={"referer": came_from})
    assert (response.status_code, response["Location"]) == (302, came_from)
    shown = text(client.get(came_from))
    assert "Booked. The invitation for your calendar is in your mail." in shown
    assert "1 seat left" not in shown


def test_book_button_never_leads_to_another_site(cast, lunch):
    response = cast.employee.client().post(
        page(cast, lunch, "seat/"), headers={"referer": "https://evil.example/"}
    )
    assert response["Location"] == page(cast, lunch)


def test_book_button_with_htmx_answers_with_the_seat(cast, lunch):
    client = cast.employee.client()
    response = client.post(page(cast, lunch, "seat/"), headers={"hx-request": "true"})
    shown = text(response)
    assert response.status_code == 200
    assert "<html" not in shown
    assert f'id="seat-{lunch.id}"' in shown
    assert "Booked" in shown
    assert "seat/cancel/" in shown
    with cast.inside():
        assert Booking.objects.get(person=cast.employee.person).state == Booking.State.CONFIRMED


def test_cancel_button_offers_undo_that_books_again(cast, lunch):
    client = cast.employee.client()
    client.post(page(cast, lunch, "seat/"))
    response = client.post(page(cast, lunch, "seat/cancel/"), headers={"hx-request": "true"})
    shown = text(response)
    assert "Book a seat" in shown
    assert "Your booking is cancelled." in shown
    assert f'action="{page(cast, lunch, "seat/")}"' in shown.split("toasts")[1]
    client.post(page(cast, lunch, "seat/"))
    with cast.inside():
        assert Booking.objects.get(person=cast.employee.person).state == Booking.State.CONFIRMED


def test_full_session_offers_the_line_and_says_the_place(cast, lunch, program):
    with cast.inside():
        for person in make_people(program, 2):
            book_seat(lunch, person=person, by=person)
    client = cast.employee.client()
    refused = text(client.post(page(cast, lunch, "seat/"), headers={"hx-request": "true"}))
    assert "All seats are taken. You can join the waiting list." in refused
    assert "Join the waiting list" in refused
    joined = text(client.post(page(cast, lunch, "waitlist/"), headers={"hx-request": "true"}))
    assert "Number 1 in line" in joined
    left = text(client.post(page(cast, lunch, "waitlist/leave/"), headers={"hx-request": "true"}))
    assert "Join the waiting list" in left


@pytest.mark.parametrize("path", ["seat/", "seat/cancel/", "waitlist/", "waitlist/leave/"])
def test_seat_buttons_are_posts_of_people_who_see_the_session(cast, lunch, path):
    assert cast.employee.client().get(page(cast, lunch, path)).status_code == 405
    assert cast.director.client().post(page(cast, lunch, path)).status_code == 404
    assert cast.outsider.client().post(page(cast, lunch, path)).status_code == 404


def test_clash_is_shown_before_booking(cast, lunch, program):
    with cast.inside():
        other = make_session(program, cast.hr_admin, title="Elsewhere", starts_at=lunch.starts_at)
        book_seat(other, person=cast.employee.person, by=cast.employee.person)
    shown = text(cast.employee.client().get(page(cast, lunch)))
    assert "“Elsewhere”</a>" in shown
    assert "Book anyway" in shown


def test_calendar_file_is_for_those_who_have_a_seat(cast, lunch):
    client = cast.employee.client()
    assert client.get(page(cast, lunch, "session.ics")).status_code == 404
    client.post(page(cast, lunch, "seat/"))
    response = client.get(page(cast, lunch, "session.ics"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"SUMMARY:Reading a balance sheet" in response.content
    assert cast.mentor.client().get(page(cast, lunch, "session.ics")).status_code == 200
