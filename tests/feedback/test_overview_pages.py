"""The index, and the panels on other apps' pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.actions.closing import close_round
from peerlearn.tenancy.models import OrganizationSettings
from peerlearn.web.navigation import navigation
from sessions.panels import panels_of, preparations_of
from tests.feedback.browsing import CHECK, close_with, get, path, text
from tests.feedback.making import (
    answer,
    make_check,
    make_round,
)

MOST_QUERIES = 12  # with the frame around the page


def test_index_lists_what_waits_and_what_is_past(cast, quiz_room):
    url = cast.employee.url("feedback/")
    client = cast.employee.client()
    waiting = text(client.get(url))
    assert "Waiting for you" in waiting
    assert "Give feedback" in waiting
    answer(quiz_room, cast.employee.person)
    assert "Take the knowledge check" in text(client.get(url))
    client.post(path(cast.employee, quiz_room, "check/"), CHECK)
    past = text(client.get(url))
    assert "No feedback is waiting" in past
    assert "Given" in past
    assert "2 of 3 right" in past
    with cast.inside():
        close_round(quiz_room)
    assert "Closed; 1 of 12 answered" in text(client.get(url))


def test_index_lists_rounds_for_those_who_read_results(cast, quiz_room):
    for player in (cast.facilitator, cast.hr_admin):
        shown = text(player.client().get(player.url("feedback/")))
        assert "Collecting" in shown
        assert f'href="{path(player, quiz_room, "results/")}"' in shown
    employee = text(cast.employee.client().get(cast.employee.url("feedback/")))
    assert "results/" not in employee
    assert "results/" not in text(cast.outsider.client().get(cast.outsider.url("feedback/")))


def queries_of(player, url):
    client = player.client()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    ignored = ("SAVEPOINT", "RELEASE", "SET LOCAL")
    return len([q for q in captured if not q["sql"].startswith(ignored)])


@pytest.mark.parametrize("who", ["employee", "hr_admin"])
def test_index_costs_the_same_with_one_and_three_rounds(cast, who):
    player = getattr(cast, who)
    with cast.inside():
        make_check(cast, make_round(cast, attended=6).learning_session)
    one = queries_of(player, player.url("feedback/"))
    with cast.inside():
        for attended in (12, 4):
            make_check(cast, make_round(cast, attended=attended).learning_session)
    assert queries_of(player, player.url("feedback/")) == one <= MOST_QUERIES


def test_panels_tell_participants_and_facilitator(cast, quiz_room):
    with cast.inside():
        small_room = quiz_room.learning_session
        asked = panels_of("live.finished", small_room, cast.employee.person)
        assert [panel.template for panel in asked] == ["feedback/_participant_panel.html"]
        assert panels_of("live.finished", small_room, cast.hr_admin.person) == []
        seen = panels_of("run.finished", small_room, cast.facilitator.person)
        assert [panel.template for panel in seen] == ["feedback/_facilitator_panel.html"]
        assert panels_of("run.finished", small_room, cast.employee.person) == []


def test_pages_of_the_session_show_the_panels(cast, quiz_room):
    page = f"sessions/{quiz_room.learning_session_id}"
    seen = text(cast.facilitator.client().get(cast.facilitator.url(f"{page}/run/")))
    assert "0 of 12 have answered" in seen
    asked = text(cast.employee.client().get(cast.employee.url(f"{page}/live/")))
    assert f'href="{path(cast.employee, quiz_room)}"' in asked
    answer(quiz_room, cast.employee.person)
    thanked = text(cast.employee.client().get(cast.employee.url(f"{page}/live/")))
    assert "Thank you for your feedback." in thanked
    assert "Take the knowledge check" in thanked


@pytest.mark.parametrize("attended", [4, 0])
def test_pages_of_a_session_that_was_too_small_say_so(cast, attended):
    with cast.inside():
        opened = make_round(cast, attended=attended)
    page = f"sessions/{opened.learning_session_id}"
    seen = text(cast.facilitator.client().get(cast.facilitator.url(f"{page}/run/")))
    assert opened.visibility_sentence in seen
    if attended:
        asked = text(cast.employee.client().get(cast.employee.url(f"{page}/live/")))
        assert opened.visibility_sentence in asked


def test_dashboard_says_whether_the_check_is_written(cast, small_room):
    with cast.inside():
        session = small_room.learning_session

        def prepared():
            items = preparations_of([session], cast.facilitator.person)[session.id]
            return [item.is_done for item in items if str(item.label) == "Knowledge check"]

        assert prepared() == [False]
        make_check(cast, session)
        assert prepared() == [True]


def test_feedback_is_in_the_navigation():
    assert any(item.url_name == "feedback:index" for item in navigation.items.values())


def test_setting_of_the_organization_changes_no_open_round(cast, quiz_room):
    with cast.inside():
        OrganizationSettings.objects.update(anonymity_threshold=3)
    close_with(cast, quiz_room, 4)
    assert "Too few answers" in text(get(cast.hr_admin, quiz_room, "results/"))
