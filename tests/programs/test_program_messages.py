"""Every message of a program with its state, for HR admins."""

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from tests.sessions.making import make_program


@pytest.fixture
def program(cast):
    with cast.inside():
        return make_program(cast)


def write(cast, program, key, **fields):
    with cast.inside():
        return Notification.objects.create(
            dedupe_key=key,
            kind="sessions.reminder",
            person=cast.employee.person,
            recipient=cast.employee.person.email,
            subject=f"Subject {key}",
            body="Body",
            due_at=timezone.now(),
            program=program.id,
            **fields,
        )


def test_page_shows_each_state_and_hides_what_is_private(cast, program):
    write(cast, program, "a", state="failed", last_error="SMTPRecipientsRefused: 550 No such")
    write(cast, program, "b", state="sent", is_private=True)
    write(cast, program, "c", state="skipped")
    write(cast, program, "d", state="held")
    page = cast.hr_admin.client().get(cast.hr_admin.url(f"programs/{program.id}/messages/"))
    text = page.content.decode()
    assert "550 No such" in text
    assert "Subject a" in text
    assert "Subject b" not in text
    assert "not wanted as mail" in text
    assert "held for the daily mail" in text
    assert "1 message was given up." in text


def test_failed_ones_are_tried_again(cast, program):
    row = write(cast, program, "a", state="failed", attempts=8)
    url = cast.hr_admin.url(f"programs/{program.id}/messages/retry/")
    assert cast.hr_admin.client().post(url).status_code == 302
    with cast.inside():
        row.refresh_from_db()
    assert (row.state, row.attempts) == ("pending", 0)


@pytest.mark.parametrize("player", ["employee", "facilitator", "outsider"])
def test_page_is_not_there_for_others(cast, program, player):
    url = cast.hr_admin.url(f"programs/{program.id}/messages/")
    assert getattr(cast, player).client().get(url).status_code == 404


def test_page_costs_the_same_queries(cast, program, django_assert_num_queries):
    client = cast.hr_admin.client()
    url = cast.hr_admin.url(f"programs/{program.id}/messages/")
    write(cast, program, "1")
    with django_assert_num_queries(14):
        client.get(url)
    for number in "23":
        write(cast, program, number)
    with django_assert_num_queries(14):
        client.get(url)
