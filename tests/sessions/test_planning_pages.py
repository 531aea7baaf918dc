"""The pages of HR admins: works, lesser role, outsider, invalid input."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from peerlearn.people.models import Person
from programs.models import FacilitatorNomination, Program
from sessions.actions.booking import book_seat
from sessions.actions.scheduling import cancel_session
from sessions.models import LearningSession
from tests.sessions.making import in_days, make_program, make_session
from tests.typed import send

BERLIN = ZoneInfo("Europe/Berlin")


def text(response):
    return " ".join(response.content.decode().split())


def typed(**changes):
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    return {
        "kind": "lunch_and_learn",
        "title": "Reading a balance sheet",
        "description": "What the columns mean.",
        "presenter": "Mina Mentor <mina.mentor@acme.example>",
        "facilitator": "",
        "day": day,
        "clock": "12:30",
        "minutes": "60",
        "room": "Room 4",
        "video_url": "",
        "capacity": "12",
    } | changes


@pytest.fixture
def new(cast, program):
    return cast.hr_admin.url(f"sessions/new/?program={program.id}")


def only_session():
    return LearningSession.objects.get()


def test_new_session_is_meant_in_the_admins_zone(cast, new):
    with cast.inside():
        Person.objects.filter(pk=cast.hr_admin.person.pk).update(time_zone="America/New_York")
    client = cast.hr_admin.client()
    assert "On the clocks of America/New_York." in text(client.get(new))
    response = client.post(new, typed(day="2027-07-01"))
    with cast.inside():
        made = only_session()
        assert response["Location"] == cast.hr_admin.url(f"sessions/{made.id}/")
        assert made.starts_at == datetime(2027, 7, 1, 16, 30, tzinfo=UTC)
        assert made.time_zone == "America/New_York"
        assert (made.minutes, made.presenter_id) == (60, cast.mentor.person.id)
        assert made.created_by_id == cast.hr_admin.person.id


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"day": "2020-01-01"}, "This is in the past."),
        ({"day": "2027-03-28", "clock": "02:30"}, "The clocks in Europe/Berlin jump over"),
        ({"day": "2027-10-31", "clock": "02:30"}, "so this time comes twice."),
        ({"day": "31.12.2027"}, "Enter a valid date."),
        ({"minutes": "3"}, "greater than or equal to 5"),
        ({"room": ""}, "Give a room, a video link, or both."),
        ({"video_url": "http://video.example/x"}, "Use a link that begins with https://"),
        ({"video_url": "javascript:alert(1)"}, "Use a link that begins with https://"),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"presenter": "Nobody"}, "Nobody of this name works here."),
        ({"facilitator": "00000000-0000-7000-8000-000000000000"}, "Select a valid choice."),
        ({"kind": "party"}, "Select a valid choice."),
    ],
)
def test_new_session_that_cannot_be_is_refused(cast, new, changes, said):
    response = cast.hr_admin.client().post(new, typed(**changes))
    assert response.status_code == 422
    assert said in text(response)
    assert "<title>Error: " in text(response)
    assert "What the columns mean." in text(response)
    with cast.inside():
        assert not LearningSession.objects.exists()


@pytest.mark.parametrize("who", ["employee", "facilitator", "outsider"])
@pytest.mark.parametrize("path", ["new/", "presenters/?presenter=a", "{id}/edit/", "{id}/cancel/"])
def test_planning_pages_do_not_exist_for_others(cast, lunch, who, path):
    url = cast.hr_admin.url(f"sessions/{path}".format(id=lunch.id))
    client = getattr(cast, who).client()
    assert client.get(url).status_code == 404
    assert client.post(url, typed()).status_code in (404, 405)
    with cast.inside():
        assert only_session().title == lunch.title


def test_session_of_another_organization_does_not_exist_for_its_admins(cast, lunch):
    client = cast.outsider.client()
    for path in ("", "edit/", "cancel/", "session.ics"):
        assert client.get(cast.outsider.url(f"sessions/{lunch.id}/{path}")).status_code == 404


def test_new_session_without_program_takes_the_only_one(cast, program):
    response = cast.hr_admin.client().get(cast.hr_admin.url("sessions/new/"))
    assert "For the people of Onboarding spring." in text(response)


def test_new_session_asks_which_of_several_programs(cast, program):
    with cast.inside():
        make_program(cast, "Leadership")
        make_program(cast, "Long ago")
        Program.objects.filter(name="Long ago").update(state=Program.State.ARCHIVED)
    shown = text(cast.hr_admin.client().get(cast.hr_admin.url("sessions/new/")))
    assert "Which program is it for?" in shown
    assert "Leadership" in shown
    assert "Long ago" not in shown


def test_new_session_without_any_program_says_so(cast):
    shown = text(cast.hr_admin.client().get(cast.hr_admin.url("sessions/new/")))
    assert "No program yet" in shown


@pytest.mark.parametrize("query", ["program=nonsense", "copy=nonsense"])
def test_new_session_with_a_bad_address_does_not_exist(cast, program, query):
    assert (
        cast.hr_admin.client().get(cast.hr_admin.url(f"sessions/new/?{query}")).status_code == 404
    )


def test_only_people_who_accepted_can_be_chosen_to_facilitate(cast, new):
    shown = text(cast.hr_admin.client().get(new))
    assert "Fay Facilitator</option>" in shown
    with cast.inside():
        FacilitatorNomination.objects.update(state=FacilitatorNomination.State.PROPOSED)
    shown = text(cast.hr_admin.client().get(new))
    assert "Fay Facilitator</option>" not in shown
    assert "Nobody has accepted to facilitate this program yet." in shown


def test_copy_is_a_new_form_a_week_on(cast, lunch, program, new):
    shown = text(cast.hr_admin.client().get(f"{new}&copy={lunch.id}"))
    local = lunch.starts_at.astimezone(BERLIN) + timedelta(days=7)
    assert f'value="{local:%Y-%m-%d}"' in shown
    assert f'value="{local:%H:%M}"' in shown
    assert "Mina Mentor &lt;mina.mentor@acme.example&gt;" in shown
    assert "Schedule the session" in shown


def test_copy_of_an_old_session_is_in_the_future(cast, lunch, new):
    with cast.inside():
        LearningSession.objects.update(starts_at=in_days(-30), ends_at=in_days(-29.9))
    response = cast.hr_admin.client().get(f"{new}&copy={lunch.id}")
    assert response.context["form"].initial["day"] > timezone.localdate()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mina", ["Mina Mentor &lt;mina.mentor@acme.example&gt;"]),
        ("emil.employee@acme", ["Emil Employee &lt;emil.employee@acme.example&gt;"]),
        ("", []),
        ("otto", []),
    ],
)
def test_presenters_are_found_among_those_who_work_here(cast, words, found):
    response = cast.hr_admin.client().get(
        cast.hr_admin.url("sessions/presenters/"), {"presenter": words}
    )
    assert text(response).count("<option") == len(found)
    for name in found:
        assert f'value="{name}"' in text(response)


@pytest.mark.parametrize(
    "words",
    ["mina mentor", "MINA.MENTOR@acme.example", " Mina  Mentor <mina.mentor@acme.example> "],
)
def test_presenter_is_meant_by_name_or_address(cast, new, words):
    cast.hr_admin.client().post(new, typed(presenter=words))
    with cast.inside():
        assert only_session().presenter_id == cast.mentor.person.id


def test_presenter_whose_name_is_not_unique_must_be_told_apart(cast, new):
    with cast.inside():
        Person.objects.create(name="Mina Mentor", employee_number="77")
    response = cast.hr_admin.client().post(new, typed(presenter="Mina Mentor"))
    assert "Mina Mentor &lt;77&gt;" in text(response)
    cast.hr_admin.client().post(new, typed(presenter="Mina Mentor <77>"))
    with cast.inside():
        assert only_session().presenter.employee_number == "77"


def test_presenter_who_has_left_is_refused(cast, new):
    with cast.inside():
        Person.objects.filter(pk=cast.mentor.person.pk).update(state=Person.State.LEFT)
    assert cast.hr_admin.client().post(new, typed()).status_code == 422


def test_edit_shows_the_zone_that_was_meant_and_tells_who_is_booked(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    with cast.inside():
        Person.objects.filter(pk=cast.hr_admin.person.pk).update(time_zone="America/New_York")
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"sessions/{lunch.id}/edit/")
    shown = text(client.get(url))
    assert "On the clocks of Europe/Berlin." in shown
    assert f'value="{lunch.starts_at.astimezone(BERLIN):%H:%M}"' in shown
    answer = send(client, url, typed(clock="13:00", capacity="5"), follow=True)
    assert "1 person gets a mail with the change." in text(answer)
    with cast.inside():
        changed = only_session()
        assert changed.starts_at.astimezone(BERLIN).hour == 13
        assert (changed.capacity, changed.sequence) == (5, 1)


def test_edit_of_seats_below_those_booked_is_refused(cast, lunch, program):
    with cast.inside():
        for player in (cast.employee, cast.manager):
            book_seat(lunch, person=player.person, by=player.person)
    url = cast.hr_admin.url(f"sessions/{lunch.id}/edit/")
    response = send(cast.hr_admin.client(), url, typed(capacity="1"))
    assert response.status_code == 422
    assert "2 people have booked." in text(response)


def test_edit_of_a_cancelled_session_is_refused(cast, lunch):
    with cast.inside():
        cancel_session(lunch, by=cast.hr_admin.person, reason="Ill")
    url = cast.hr_admin.url(f"sessions/{lunch.id}/edit/")
    response = send(cast.hr_admin.client(), url, typed())
    assert response.status_code == 422
    assert "can&#x27;t be changed any more" in text(response)


def test_cancel_asks_for_a_reason_and_names_who_is_told(cast, lunch):
    with cast.inside():
        book_seat(lunch, person=cast.employee.person, by=cast.employee.person)
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"sessions/{lunch.id}/cancel/")
    shown = text(client.get(url))
    assert "1 person who has booked gets a mail" in shown
    assert "Emil Employee" in shown
    assert client.post(url, {"reason": ""}).status_code == 422
    answer = text(client.post(url, {"reason": "The room is flooded."}, follow=True))
    assert "This session was cancelled" in answer
    assert "The room is flooded." in answer
    with cast.inside():
        assert only_session().state == LearningSession.State.CANCELLED


def test_cancelled_session_is_shown_as_such_and_takes_no_bookings(cast, lunch):
    with cast.inside():
        cancel_session(lunch, by=cast.hr_admin.person, reason="Ill")
    shown = text(cast.employee.client().get(cast.employee.url("sessions/")))
    assert "Cancelled" in shown
    assert "Book a seat" not in shown


def test_title_with_markup_is_shown_as_text(cast, program):
    with cast.inside():
        made = make_session(program, cast.hr_admin, title="<b>&</b>")
    shown = text(cast.employee.client().get(cast.employee.url(f"sessions/{made.id}/")))
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in shown
    assert "<b>&" not in shown
