"""The mail log of HR admins, and everybody's own messages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.notifications.actions import notify
from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import messages_of, unread_count
from tests.notifications.test_notify import CONTEXT, EVENT


@pytest.fixture
def write(cast, thing_kind):
    """Writes a message to one of the cast; further fields are set on the row."""

    def put(player, key, *, calendar=None, due_at=None, is_private=False, **fields):
        with cast.inside():
            row = notify(
                to=player.person,
                kind=thing_kind,
                dedupe_key=key,
                context=CONTEXT,
                link="/o/acme/sessions/secret-token/",
                calendar=calendar,
                due_at=due_at,
                is_private=is_private,
            )
            Notification.objects.filter(id=row.id).update(**(fields or {"state": "sent"}))
            return row

    return put


def get(player, path, data=None):
    return player.client().get(player.url(f"messages/{path}"), data)


def post(player, path):
    return player.client().post(player.url(f"messages/{path}"))


def state_of(cast, row):
    with cast.inside():
        return Notification.objects.values_list("state", "attempts").get(id=row.id)


def test_log_shows_every_message_with_its_state(cast, write):
    write(cast.employee, "a")
    write(cast.manager, "b", state="failed", last_error="SMTPRecipientsRefused: 550 nobody")
    page = get(cast.hr_admin, "").content.decode()
    assert "Lunch &amp; learn for Emil Employee" in page
    assert "marco.manager@acme.example" in page
    assert "One message was given up" in page


def test_log_hides_what_is_private(cast, write):
    row = write(cast.employee, "a", is_private=True)
    listed = get(cast.hr_admin, "").content.decode()
    shown = get(cast.hr_admin, f"{row.id}/").content.decode()
    for page in (listed, shown):
        assert "emil.employee@acme.example" in page
        assert "Lunch" not in page
        assert "secret-token" not in page
    assert "No such message" in get(cast.hr_admin, "", {"q": "lunch"}).content.decode()


def test_message_of_a_kind_that_no_log_shows_is_not_there(cast, write):
    row = write(cast.employee, "a", state="failed", kind="programs.quiet_reports")
    assert get(cast.hr_admin, f"{row.id}/").status_code == 404
    assert post(cast.hr_admin, f"{row.id}/retry/").status_code == 404
    assert state_of(cast, row)[0] == "failed"
    assert get(cast.employee, f"mine/{row.id}/").status_code == 200


def test_entry_shows_the_text_without_its_links(cast, write):
    row = write(cast.employee, "a")
    page = get(cast.hr_admin, f"{row.id}/").content.decode()
    assert "bring lunch" in page
    assert "See it:" in page
    assert "secret-token" not in page


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"state": "failed"}, ["Marco"]),
        ({"q": "EMIL.EMPLOYEE"}, ["Emil"]),
        ({"q": "for marco"}, ["Marco"]),
        ({"kind": "tests.thing"}, ["Emil", "Marco"]),
        ({"state": "nonsense", "kind": "nonsense"}, ["Emil", "Marco"]),
        ({"state": "expired"}, []),
    ],
)
def test_log_is_filtered(cast, write, data, found):
    write(cast.employee, "a")
    write(cast.manager, "b", state="failed")
    page = get(cast.hr_admin, "", data).content.decode()
    assert [name for name in ("Emil", "Marco") if f"learn for {name}" in page] == found


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_message_that_was_given_up_is_tried_again(cast, write, state):
    row = write(cast.employee, "a", state=state, attempts=8, last_error="refused")
    post(cast.hr_admin, f"{row.id}/retry/")
    assert state_of(cast, row) == ("pending", 0)


@pytest.mark.parametrize("state", ["sent", "cancelled", "expired", "sending"])
def test_other_message_is_not_tried_again(cast, write, state):
    row = write(cast.employee, "a", state=state, attempts=1)
    response = cast.hr_admin.client().post(
        cast.hr_admin.url(f"messages/{row.id}/retry/"), follow=True
    )
    assert "given up" in response.content.decode()
    assert state_of(cast, row) == (state, 1)


def test_all_that_were_given_up_are_tried_again(cast, write):
    rows = [write(cast.employee, key, state="failed") for key in "ab"]
    sent = write(cast.employee, "c")
    post(cast.hr_admin, "retry/")
    assert [state_of(cast, row)[0] for row in [*rows, sent]] == ["pending", "pending", "sent"]


@pytest.mark.parametrize("player", ["employee", "outsider"])
def test_log_is_not_there_for_others(cast, write, player):
    row = write(cast.employee, "a", state="failed")
    client = getattr(cast, player).client()
    base = cast.hr_admin.url("messages/")
    assert client.get(base).status_code == 404
    assert client.get(f"{base}{row.id}/").status_code == 404
    assert client.post(f"{base}{row.id}/retry/").status_code == 404
    assert client.post(f"{base}retry/").status_code == 404
    assert state_of(cast, row)[0] == "failed"


@pytest.mark.parametrize("path", ["", "mine/"])
def test_lists_cost_the_same_queries(cast, write, path, django_assert_num_queries):
    client, url = cast.hr_admin.client(), cast.hr_admin.url(f"messages/{path}")
    expected = {"": 13, "mine/": 13}[path]
    write(cast.hr_admin, "1")
    with django_assert_num_queries(expected):
        client.get(url)
    for number in range(2, 4):
        write(cast.hr_admin, str(number))
    with django_assert_num_queries(expected):
        client.get(url)


def test_own_messages_are_what_was_told(cast, write):
    later = timezone.now() + timedelta(days=1)
    told = [write(cast.employee, "a"), write(cast.employee, "b", state="failed")]
    write(cast.employee, "c", due_at=later, state="pending")
    write(cast.employee, "d", state="cancelled")
    write(cast.manager, "e")
    with cast.inside():
        assert set(messages_of(cast.employee.person)) == set(told)


def test_opening_a_message_reads_it(cast, write):
    row = write(cast.employee, "a")
    write(cast.employee, "b")
    page = get(cast.employee, f"mine/{row.id}/").content.decode()
    assert "/o/acme/sessions/secret-token/" in page
    with cast.inside():
        assert unread_count(cast.employee.person) == 1


def test_bell_counts_what_is_unread(cast, write):
    write(cast.employee, "a")
    page = get(cast.employee, "mine/").content.decode()
    assert '<span class="count">1</span>' in page
    post(cast.employee, "mine/read/")
    assert '<span class="count">' not in get(cast.employee, "mine/").content.decode()


def test_calendar_entry_is_saved_as_a_file(cast, write):
    row, bare = write(cast.employee, "a", calendar=EVENT), write(cast.employee, "b")
    response = get(cast.employee, f"mine/{row.id}/invite.ics")
    assert response.content.startswith(b"BEGIN:VCALENDAR")
    assert get(cast.employee, f"mine/{bare.id}/invite.ics").status_code == 404


@pytest.mark.parametrize("player", ["manager", "hr_admin", "outsider"])
def test_message_of_another_is_not_there(cast, write, player):
    row = write(cast.employee, "a")
    client = getattr(cast, player).client()
    url = cast.employee.url(f"messages/mine/{row.id}/")
    assert client.get(url).status_code == 404
    with cast.inside():
        assert unread_count(cast.employee.person) == 1


def test_empty_lists_say_what_will_be_here(cast):
    assert "No messages yet" in get(cast.employee, "mine/").content.decode()
    assert "No message yet" in get(cast.hr_admin, "").content.decode()
