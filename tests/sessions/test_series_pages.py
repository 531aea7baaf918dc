"""The pages of a series: planning with a look before, one question for changes, undo."""

from datetime import timedelta
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions.actions.booking import book_seat
from sessions.actions.meeting_rooms import add_room
from sessions.models import LearningSession, SeriesChange, SessionSeries
from tests.sessions.making import make_session
from tests.sessions.test_planning_pages import text, typed
from tests.sessions.test_rule_series import BERLIN, first_monday, make_series, rows_of
from tests.typed import seen


def form(**changes):
    """Mondays at noon, four times."""
    rule = {"frequency": "weekly", "interval": "1", "ends": "count", "count": "4"}
    return typed(day=first_monday().date().isoformat(), clock="12:00") | rule | changes


def new(cast, program):
    return cast.hr_admin.url(f"sessions/series/new/?program={program.id}")


def planned(client, url, data):
    """Look at the dates first, then say yes to them."""
    seen = client.post(url, data | {"step": "dates"}).context["seen"]
    return client.post(url, data | {"step": "save", "seen_dates": seen}, follow=True)


def test_dates_are_shown_before_anything_is_planned(cast, program):
    client, url = cast.hr_admin.client(), new(cast, program)
    looked = client.post(url, form(step="dates"))
    assert "4 dates can be planned" in text(looked)
    unseen = client.post(url, form(step="save"))
    assert "4 dates can be planned" in text(unseen)
    with cast.inside():
        assert not LearningSession.objects.exists()
    made = planned(client, url, form())
    assert "4 sessions are planned." in text(made)
    assert "every week on Monday, 4 times" in text(made)
    with cast.inside():
        assert LearningSession.objects.count() == 4


def test_changed_form_is_looked_at_again(cast, program):
    client, url = cast.hr_admin.client(), new(cast, program)
    seen = client.post(url, form(step="dates")).context["seen"]
    page = client.post(url, form(step="save", seen_dates=seen, clock="13:00"))
    assert "4 dates can be planned" in text(page)
    with cast.inside():
        assert not LearningSession.objects.exists()


def test_series_without_an_end_is_refused_beside_its_field(cast, program):
    client, url = cast.hr_admin.client(), new(cast, program)
    for wrong, said in (
        ({"ends": "until"}, "Say until which day it goes on."),
        ({"count": ""}, "Say how many dates there are to be."),
        ({"ends": ""}, "Say until when it goes on, or how many times."),
        ({"ends": "until", "until": "2033-01-01"}, "Plan at most 60 sessions, and two years"),
        ({"ends": "until", "until": "2020-01-01"}, "not even two dates"),
        ({"count": "1000"}, "less than or equal to 60"),
    ):
        refused = client.post(url, form(step="save", **wrong))
        assert refused.status_code == 422
        assert said in text(refused)


def test_taken_date_is_named_and_left_out_unless_one_insists(cast, program):
    with cast.inside():
        add_room("Ada", by=cast.hr_admin.person)
        taken = first_monday() + timedelta(weeks=1)
        make_session(program, cast.hr_admin, room="Ada", title="Held", starts_at=taken)
    client, url = cast.hr_admin.client(), new(cast, program)
    looked = text(client.post(url, form(step="dates", room="Ada")))
    assert "3 dates can be planned" in looked
    assert "Ada is taken from 12:00 to 13:00: “Held”." in looked
    insisted = planned(client, url, form(room="Ada"))
    assert "Leave these dates out, or choose otherwise" in text(insisted)
    left_out = form(room="Ada", left_out=taken.date().isoformat())
    assert "3 sessions are planned." in text(planned(client, url, left_out))


def edit(cast, one):
    return cast.hr_admin.url(f"sessions/{one.id}/edit/")


def plan_typed(cast, one, **changes):
    local = one.starts_at.astimezone(BERLIN)
    own = {
        "title": one.title,
        "description": "",
        "presenter": "",
        "day": local.date().isoformat(),
        "clock": f"{local:%H:%M}",
        "room": one.room,
        "capacity": str(one.capacity),
        "cancel_hours": str(one.cancel_hours),
        "seen": seen(cast.hr_admin.client(), edit(cast, one)),
    }
    return typed(**own) | changes


def test_edit_asks_once_for_which_sessions_and_says_what_changes(cast, program):
    with cast.inside():
        rows = rows_of(make_series(program, cast.hr_admin))
        for one in rows[:2]:
            book_seat(one, person=cast.employee.person, by=cast.employee.person)
        LearningSession.objects.filter(pk=rows[2].pk).update(own_changes=["room"], room="Garden")
    client = cast.hr_admin.client()
    asked = client.post(edit(cast, rows[0]), plan_typed(cast, rows[0], room="Zuse"))
    page = text(asked)
    assert "Nothing is saved yet." in page
    assert "1 session · 1 person is told" in page
    assert "4 sessions · 1 person is told" in page
    assert "keeps its own room" in page
    with cast.inside():
        assert not LearningSession.objects.filter(room="Zuse").exists()
    carried = dict(asked.context["typed"])
    seen = asked.context["scope"]["seen_series"].value()
    url = cast.hr_admin.url(f"sessions/{rows[0].id}/series/")
    done = client.post(url, carried | {"scope": "all", "seen_series": seen}, follow=True)
    assert "4 sessions are saved. 1 person gets one mail." in text(done)
    with cast.inside():
        change = SeriesChange.objects.get()
        assert [one.room for one in rows_of(rows[0].repeats)] == ["Zuse", "Zuse", "Garden", "Zuse"]
    undo = cast.hr_admin.url(f"sessions/series/changes/{change.id}/undo/")
    assert undo in text(done)
    undone = client.post(undo, follow=True)
    assert "3 sessions are as they were. 1 person gets one mail." in text(undone)
    assert "be undone any more" in text(client.post(undo, follow=True))


def test_second_admin_reads_what_was_changed_before_saving(cast, program):
    with cast.inside():
        rows = rows_of(make_series(program, cast.hr_admin))
    client = cast.hr_admin.client()
    opened = client.get(edit(cast, rows[0])).context["seen_series"]
    with cast.inside():
        LearningSession.objects.filter(pk=rows[3].pk).update(capacity=17)
    typed_on = plan_typed(cast, rows[0], room="Zuse", seen_series=opened)
    client.post(edit(cast, rows[0]), typed_on)
    url = cast.hr_admin.url(f"sessions/{rows[0].id}/series/")
    late = client.post(url, typed_on | {"scope": "all"})
    assert late.status_code == 422
    assert "Somebody else changed sessions of this series" in text(late)
    assert "17 seats" in text(late)
    again = late.context["scope"]["seen_series"].value()
    done = client.post(url, typed_on | {"scope": "all", "seen_series": again})
    assert done.status_code == 302


def test_cancel_page_asks_which_and_one_without_a_word_means_one(cast, program):
    with cast.inside():
        series = make_series(program, cast.hr_admin)
        rows = rows_of(series)
        for one in rows:
            book_seat(one, person=cast.employee.person, by=cast.employee.person)
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"sessions/{rows[1].id}/cancel/")
    page = client.get(url)
    assert "3 sessions · 1 person is told" in text(page)
    seen = page.context["form"]["seen_series"].value()
    client.post(cast.hr_admin.url(f"sessions/{rows[3].id}/cancel/"), {"reason": "Fair"})
    late = client.post(url, {"reason": "Ill", "scope": "following", "seen_series": seen})
    assert late.status_code == 302  # one less to call off is no conflict
    with cast.inside():
        states = [one.state for one in rows_of(series)]
        assert states == ["published", "cancelled", "cancelled", "cancelled"]


def test_series_are_hr_s_alone(cast, program, client):
    with cast.inside():
        series = make_series(program, cast.hr_admin)
        first = rows_of(series)[0]
    for player in (cast.employee, cast.facilitator, cast.outsider):
        for path in ("series/new/", f"series/{series.id}/"):
            assert player.client().get(cast.hr_admin.url(f"sessions/{path}")).status_code == 404
        change = cast.hr_admin.url(f"sessions/{first.id}/series/")
        assert player.client().post(change, {}).status_code == 404
    page = text(cast.employee.client().get(cast.employee.url(f"sessions/{first.id}/")))
    assert "Part of a series" not in page


def test_series_that_begins_yesterday_shows_that_date_as_past(cast, program):
    start = (timezone.localdate() - timedelta(days=1)).isoformat()
    looked = cast.hr_admin.client().post(new(cast, program), form(day=start, step="dates"))
    assert "This is in the past" in text(looked)
    with cast.inside():
        assert not SessionSeries.objects.exists()


def test_pages_take_as_many_queries_for_six_dates_as_for_two(cast, program):
    with cast.inside():
        add_room("Ada", by=cast.hr_admin.person)
        few, many = (
            rows_of(make_series(program, cast.hr_admin, count=count, room=room))
            for count, room in ((2, "Ada"), (6, "Zuse"))
        )
    client, url = cast.hr_admin.client(), new(cast, program)

    def queries(ask):
        ask()
        with CaptureQueriesContext(connection) as captured:
            assert ask().status_code == 200
        return len(captured)

    def looks(count):
        return lambda: client.post(url, form(step="dates", count=count, room="Ada"))

    assert queries(looks("2")) == queries(looks("6"))
    pages = [
        queries(partial(client.get, cast.hr_admin.url(f"sessions/series/{rows[0].repeats_id}/")))
        for rows in (few, many)
    ]
    assert pages[0] == pages[1]
    asked = [
        queries(partial(client.post, edit(cast, rows[0]), plan_typed(cast, rows[0], room="Ada 2")))
        for rows in (few, many)
    ]
    assert asked[0] == asked[1]
