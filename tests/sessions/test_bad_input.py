"""What can't be, or was sent twice: each has a clear outcome, and nothing that was typed is lost.

Elsewhere: links that are replayed, forged or too old (test_mail_links, test_booking_by_mail),
sessions that are moved with a line (line/), series without an end (test_series_pages).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from peerlearn.people.actions.leaving import mark_people_left
from peerlearn.people.models import Person
from sessions.actions.scheduling import schedule_session
from sessions.actions.sent_twice import made_before
from sessions.models import LearningSession, MeetingRoom, SessionSeries, TopicProposal
from tests.locks import while_uncommitted
from tests.sessions.making import make_plan, make_program, make_session
from tests.sessions.test_planning_pages import only_session, text, typed
from tests.sessions.test_series_pages import form as series_form
from tests.typed import send

HIDDEN = ["\u202e", "\u2066", "\u200b", "\ufeff", "\u2069"]


@pytest.fixture
def new(cast, program):
    return cast.hr_admin.url(f"sessions/new/?program={program.id}")


def nothing_planned(cast):
    with cast.inside():
        return not LearningSession.objects.exists()


def day_of_change(month):
    """The day of next year on which Berlin's clocks change in a month."""
    year, zone = timezone.localdate().year + 1, ZoneInfo("Europe/Berlin")
    days = (date(year, month, day) for day in range(1, 32))
    noon = {day: datetime(day.year, day.month, day.day, 12, tzinfo=zone) for day in days}
    return next(
        day for day, at in noon.items() if at.utcoffset() != (at - timedelta(days=1)).utcoffset()
    )


@pytest.mark.parametrize(
    ("month", "said"), [(3, "jump over this time on that day"), (10, "this time comes twice")]
)
def test_time_that_no_clock_or_two_clocks_show_is_refused_beside_it(cast, new, month, said):
    day = day_of_change(month)
    refused = cast.hr_admin.client().post(new, typed(day=day.isoformat(), clock="02:30"))
    assert refused.status_code == 422
    assert said in str(refused.context["form"].errors["clock"])
    assert "Reading a balance sheet" in text(refused)
    assert nothing_planned(cast)


@pytest.mark.parametrize("minutes", ["-60", "0", "4", "721", "", "soon"])
def test_end_before_or_at_the_start_is_refused_beside_the_length(cast, new, minutes):
    refused = cast.hr_admin.client().post(new, typed(minutes=minutes))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["minutes"])
    assert nothing_planned(cast)


@pytest.mark.parametrize(
    "link",
    [
        "http://video.example/x",
        "ftp://video.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://video.example/\r\nBcc: x@x.example",
    ],
)
def test_link_that_is_none_of_https_is_refused_beside_it(cast, new, link):
    refused = cast.hr_admin.client().post(new, typed(video_url=link))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["video_url"])
    assert nothing_planned(cast)


@pytest.mark.parametrize("between", ["\r\n", "\n", "\t", "\u2028", *HIDDEN])
def test_title_and_room_are_one_line_without_hidden_marks(cast, new, between):
    odd = {"title": f"Read{between} this", "room": f"Room{between} 4"}
    cast.hr_admin.client().post(new, typed(**odd))
    with cast.inside():
        made = only_session()
        assert (made.title, made.room) == ("Read this", "Room 4")


@pytest.mark.parametrize("nothing", ["\u202e", "\u200b\u200b", "\r\n", "\u3164"])
def test_title_of_hidden_marks_alone_is_none(cast, new, nothing):
    refused = cast.hr_admin.client().post(new, typed(title=nothing))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["title"])


@pytest.mark.parametrize("mark", HIDDEN)
def test_other_names_are_one_line_without_hidden_marks(cast, program, mark):
    hr, room, topic = cast.hr_admin, {"name": f"{mark}Ada", "site": f"Ber{mark}lin"}, f"Tax{mark}"
    hr.client().post(hr.url("sessions/rooms/new/"), room)
    hr.client().post(hr.url("sessions/topics/new/"), {"title": topic, "program": program.id})
    page = hr.url(f"programs/{program.id}/edit/")
    send(
        hr.client(),
        page,
        {"name": f"Spring{mark}\r\n2", "starts_on": program.starts_on, "ends_on": program.ends_on},
    )
    with cast.inside():
        held = MeetingRoom.objects.get()
        assert (held.name, held.site) == ("Ada", "Berlin")
        assert TopicProposal.objects.get().title == "Tax"
        program.refresh_from_db()
        assert program.name == "Spring 2"


def test_plan_sent_twice_is_one_session(cast, new):
    client = cast.hr_admin.client()
    sent = typed(sent_as=client.get(new).context["sent_as"])
    first, second = (client.post(new, sent) for _again in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    with cast.inside():
        assert first.url == second.url == cast.hr_admin.url(f"sessions/{only_session().id}/")
    client.post(new, typed(sent_as=client.get(new).context["sent_as"]))
    with cast.inside():
        assert LearningSession.objects.count() == 2


def test_plan_sent_twice_at_once_is_one_session(committed_cast):
    cast = committed_cast
    with cast.inside():
        program = make_program(cast)
    client, page = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/new/?program={program.id}")
    sent = typed(sent_as=client.get(page).context["sent_as"])
    answer = while_uncommitted(
        cast, lambda: _planned_under(cast, program, sent), lambda: client.post(page, sent)
    )
    assert answer.status_code == 302
    with cast.inside():
        assert str(only_session().id) in answer.url


def _planned_under(cast, program, sent):
    by = cast.hr_admin.person
    _none, own_id = made_before(LearningSession, sent["sent_as"], by=by)
    schedule_session(program, make_plan(), by=by, as_id=own_id)


def test_id_of_another_session_in_the_form_makes_one_of_its_own(cast, program, new):
    with cast.inside():
        other = make_session(program, cast.hr_admin)
        LearningSession.objects.update(created_by=cast.director.person)
    made = cast.hr_admin.client().post(new, typed(sent_as=str(other.id)))
    assert made.status_code == 302
    assert str(other.id) not in made.url


@pytest.mark.parametrize("word", ["", "x", "00000000"])
def test_word_in_the_form_that_is_no_id_does_no_harm(cast, new, word):
    assert cast.hr_admin.client().post(new, typed(sent_as=word)).status_code == 302


def test_series_sent_twice_is_one_series(cast, program):
    client, page = cast.hr_admin.client(), f"sessions/series/new/?program={program.id}"
    url = cast.hr_admin.url(page)
    sent = series_form(sent_as=client.get(url).context["sent_as"])
    looked = client.post(url, sent | {"step": "dates"})
    assert looked.context["sent_as"] == sent["sent_as"]
    save = sent | {"step": "save", "seen_dates": looked.context["seen"]}
    first, second = (client.post(url, save) for _again in range(2))
    with cast.inside():
        series = SessionSeries.objects.get()
    there = cast.hr_admin.url(f"sessions/series/{series.id}/")
    assert (first.url, second.url) == (there, there)


def test_presenter_who_leaves_is_missed_on_hr_s_home_page_until_another_is_chosen(cast, lunch):
    client, edit = cast.hr_admin.client(), cast.hr_admin.url(f"sessions/{lunch.id}/edit/")
    missed = f"“{lunch.title}” needs a presenter"
    assert missed not in text(client.get(cast.hr_admin.url("")))
    with cast.inside():
        Person.objects.filter(pk=cast.mentor.person.pk).update(ends_on=date(2026, 1, 1))
        mark_people_left(today=date(2026, 1, 2))
    home = text(client.get(cast.hr_admin.url("")))
    assert missed in home
    assert "Mina Mentor has left the company." in home
    assert edit in home
    plan = {"facilitator": cast.facilitator.person.id, "capacity": "2"}
    refused = send(client, edit, typed(**plan))
    assert "Nobody of this name works here." in text(refused)
    assert send(client, edit, typed(presenter="dora", **plan)).status_code == 302
    assert missed not in text(client.get(cast.hr_admin.url("")))


def test_time_of_a_day_far_away_is_refused(cast, new):
    for day in ("0001-01-01", "9999-12-31", "2026-02-30", "soon"):
        refused = cast.hr_admin.client().post(new, typed(day=day))
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["day"])
