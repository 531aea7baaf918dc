"""Writing the agenda and the materials in a browser, also without JavaScript."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions.actions.contents import rows_of, save_contents
from sessions.rules.agenda import AgendaRow
from sessions.rules.series_changes import AGENDA
from tests.sessions.making import make_session
from tests.sessions.test_planning_pages import text
from tests.sessions.test_planning_pages import typed as plan_typed
from tests.sessions.test_rule_series import make_series
from tests.sessions.test_rule_series import rows_of as dates_of


def page_of(player, session, part="agenda"):
    return player.url(f"sessions/{session.id}/{part}/")


def typed(page, **changes):
    """What a page sends when its form is sent."""
    form = page.context["form"]
    data = {"row": [row.prefix for row in form.rows], "seen": page.context["seen"]}
    for row in form.rows:
        data |= {f"{row.prefix}-{name}": row[name].value() or "" for name in row.fields}
    return data | changes


def stages(page):
    return [row["stage"].value() for row in page.context["form"].rows]


def test_presenter_starts_from_the_proposal_and_undoes(cast, lunch):
    client, url = cast.mentor.client(), page_of(cast.mentor, lunch)
    page = client.get(url)
    assert stages(page) == ["meal", "talk", "questions", "commitments"]
    assert "Nothing is saved yet" in text(page)
    with cast.inside():
        assert rows_of(lunch, AGENDA) == []
    saved = client.post(url, typed(page), follow=True)
    assert "The agenda is saved." in text(saved)
    assert "Lunch is served, everybody finds a seat" in text(saved)
    undo = re.search(r"/sessions/contents/[0-9a-f-]+/undo/", text(saved))
    client.post(cast.mentor.url(undo.group().removeprefix("/")))
    with cast.inside():
        assert rows_of(lunch, AGENDA) == []


def test_rows_are_moved_added_and_removed_without_saving(cast, lunch):
    client, url = cast.mentor.client(), page_of(cast.mentor, lunch)
    page = client.get(url)
    keys = [row.prefix for row in page.context["form"].rows]
    up = client.post(url, typed(page, do=f"up:{keys[1]}"))
    assert stages(up) == ["talk", "meal", "questions", "commitments"]
    down = client.post(url, typed(up, do=f"down:{keys[1]}"))
    assert stages(down) == stages(page)
    less = client.post(url, typed(down, do=f"remove:{keys[0]}"))
    assert stages(less) == ["talk", "questions", "commitments"]
    more = client.post(url, typed(less, do="add") | {f"{keys[1]}-minutes": "half an hour"})
    assert len(stages(more)) == 4
    assert more.context["form"].rows[0]["minutes"].value() == "half an hour"
    assert more.status_code == 200
    with cast.inside():
        assert rows_of(lunch, AGENDA) == []


def test_agenda_that_is_too_long_is_saved_with_a_warning(cast, lunch):
    client, url = cast.mentor.client(), page_of(cast.mentor, lunch)
    data = {"row": ["a"], "a-stage": "talk", "a-title": "All of it", "a-minutes": "75"}
    counted = client.post(url, data | {"do": "count"})
    assert "75 minutes are planned, but the session has 60" in text(counted)
    saved = client.post(url, data, follow=True)
    assert "shorten the agenda by 15 minutes" in text(saved)
    other = cast.employee.client().get(cast.employee.url(f"sessions/{lunch.id}/"))
    assert "All of it" in text(other)
    assert "shorten the agenda" not in text(other)


def test_bad_rows_are_refused_beside_their_field_and_kept(cast, lunch):
    client, url = cast.mentor.client(), page_of(cast.mentor, lunch, "materials")
    data = {"row": ["a", "b"], "a-title": "Slides", "a-url": "http://files.example/x"}
    refused = client.post(url, data | {"b-title": "", "b-url": ""})
    assert refused.status_code == 422
    assert "Use a link that begins with https://" in text(refused)
    assert 'value="http://files.example/x"' in text(refused)
    assert len(refused.context["form"].rows) == 1
    saved = client.post(url, data | {"a-url": "https://files.example/x"}, follow=True)
    assert 'href="https://files.example/x"' in text(saved)


def test_second_writer_reads_what_the_first_saved(cast, lunch):
    client, url = cast.mentor.client(), page_of(cast.mentor, lunch)
    page = client.get(url)
    with cast.inside():
        rows = [AgendaRow("talk", "Saved by somebody else", 30)]
        save_contents(lunch, AGENDA, rows, by=cast.facilitator.person)
    refused = client.post(url, typed(page))
    assert refused.status_code == 422
    assert "Saved by somebody else" in text(refused)
    assert stages(refused) == stages(page)
    assert client.post(url, typed(refused)).status_code == 302


def test_series_are_asked_about(cast, program):
    with cast.inside():
        first, *rest = dates_of(make_series(program, cast.hr_admin))
    client, url = cast.hr_admin.client(), page_of(cast.hr_admin, first)
    page = client.get(url)
    assert "All sessions that are still to come" in text(page)
    saved = client.post(url, typed(page, scope="all"), follow=True)
    assert f"The agenda of {1 + len(rest)} sessions is saved." in text(saved)


def test_only_those_who_prepare_it_write(cast, lunch):
    for part in ("agenda", "materials"):
        url = page_of(cast.employee, lunch, part)
        assert cast.employee.client().get(url).status_code == 404
        assert cast.employee.client().post(url, {}).status_code == 404
        for player in (cast.mentor, cast.facilitator, cast.hr_admin):
            assert player.client().get(page_of(player, lunch, part)).status_code == 200


def test_duplicate_brings_both_along(cast, program, lunch):
    with cast.inside():
        save_contents(lunch, AGENDA, [AgendaRow("talk", "", 30)], by=cast.mentor.person)
    url = cast.hr_admin.url(f"sessions/new/?program={program.id}&copy={lunch.id}")
    made = cast.hr_admin.client().post(url, plan_typed(room="Zuse"), follow=True)
    assert "Presentation" in text(made)
    with cast.inside():
        assert rows_of(made.context["learning_session"], AGENDA)[0]["minutes"] == 30


def test_page_takes_as_many_queries_for_three_items_as_for_one(cast, program):
    client, counts = cast.employee.client(), []
    for number in (1, 3):
        with cast.inside():
            session = make_session(program, cast.hr_admin, presenter=cast.mentor.person)
            rows = [AgendaRow("talk", f"Part {n}", 10) for n in range(number)]
            save_contents(session, AGENDA, rows, by=cast.mentor.person)
        url = cast.employee.url(f"sessions/{session.id}/")
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert "Part 0" in text(client.get(url))
        counts.append(len(captured))
        with cast.inside():
            session.agenda.all().delete()
    assert counts[0] == counts[1]
