"""The drain in this process, against a real mail server."""

from datetime import timedelta
from threading import Event, Thread
from time import monotonic

import pytest
from django.core.mail import send_mail
from django.db import connections
from django.utils import timezone
from icalendar import Calendar

from peerlearn.notifications import causes
from peerlearn.notifications.actions import cancel_notifications, notify
from peerlearn.notifications.causes import register_cause_check
from peerlearn.notifications.delivery import Round, claim_next, deliver, drain, reap
from peerlearn.notifications.models import Notification
from peerlearn.notifications.rules import MOST_ATTEMPTS
from peerlearn.notifications.smtp import MailServer
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import SYSTEM_ORGANIZATION_ID
from tests.notifications.test_notify import CONTEXT, EVENT
from tests.servers import wait_for


def write(cast, kind, key="thing:1", **more):
    with cast.inside():
        return notify(to=cast.employee.person, kind=kind, dedupe_key=key, context=CONTEXT, **more)


def state_of(cast, row):
    with cast.inside():
        return Notification.objects.get(id=row.id).state


def make_due(cast, row):
    with cast.inside():
        Notification.objects.filter(id=row.id).update(due_at=timezone.now())


@pytest.fixture
def check(thing_kind):
    """Sets what the cause check of the kind says."""
    yield lambda answer: register_cause_check(thing_kind, answer)
    causes._checks.pop(thing_kind, None)


def test_mail_arrives_with_the_rows_message_id(committed_cast, thing_kind, mail_sink):
    row = write(committed_cast, thing_kind, link="/o/acme/")
    assert drain(seconds=5) is True
    (mail,) = mail_sink.mails
    assert mail["Message-ID"] == f"<{row.id}@localhost>"
    assert mail["To"] == committed_cast.employee.person.email
    assert mail["From"] == "Acme · Peerlearn <peerlearn@localhost>"
    assert mail["Subject"] == "Lunch & learn for Emil Employee"
    assert state_of(committed_cast, row) == "sent"
    html = mail.get_body(["html"]).get_content()
    assert "your Lunch &amp; learn starts at 14:00 CEST." in html
    assert "<li" in html
    assert "bring &lt;questions&gt;" in html
    assert 'href="http://localhost:8000/o/acme/"' in html
    assert "<style" not in html
    assert mail.get_body(["plain"]).get_content().split("\r\n") == [
        *row.body.split("\n"),
        "",
    ]


def test_mail_carries_its_calendar_object_twice(committed_cast, thing_kind, mail_sink):
    write(committed_cast, thing_kind, calendar=EVENT)
    drain(seconds=5)
    (mail,) = mail_sink.mails
    parts = {part.get_content_type(): part for part in mail.walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["application/ics"].get_filename() == "invite.ics"
    (event,) = Calendar.from_ical(parts["application/ics"].get_content()).walk("VEVENT")
    assert event["attendee"] == f"mailto:{committed_cast.employee.person.email}"


def test_message_that_is_not_due_waits(committed_cast, thing_kind, mail_sink):
    row = write(committed_cast, thing_kind, due_at=timezone.now() + timedelta(hours=1))
    drain(seconds=5)
    assert (mail_sink.mails, state_of(committed_cast, row)) == ([], "pending")


def test_cancelled_message_is_not_sent(committed_cast, thing_kind, mail_sink):
    row = write(committed_cast, thing_kind, cause="booking-1")
    with committed_cast.inside():
        cancel_notifications(cause="booking-1")
    drain(seconds=5)
    assert (mail_sink.mails, state_of(committed_cast, row)) == ([], "cancelled")


def test_moved_session_sends_the_new_reminder_only(committed_cast, thing_kind, mail_sink):
    old = write(committed_cast, thing_kind, "reminder:b1:10:00", cause="b1")
    with committed_cast.inside():
        cancel_notifications(cause="b1")
    new = write(committed_cast, thing_kind, "reminder:b1:11:00", cause="b1")
    drain(seconds=5)
    assert [mail["Message-ID"] for mail in mail_sink.mails] == [f"<{new.id}@localhost>"]
    assert state_of(committed_cast, old) == "cancelled"


def test_cause_that_no_longer_stands_cancels(committed_cast, thing_kind, check, mail_sink):
    asked = []
    check(lambda row: bool(asked.append(row.cause)))
    row = write(committed_cast, thing_kind, cause="booking-1")
    drain(seconds=5)
    assert asked == ["booking-1"]
    assert (mail_sink.mails, state_of(committed_cast, row)) == ([], "cancelled")


def test_expired_message_is_not_sent(committed_cast, thing_kind, mail_sink):
    row = write(committed_cast, thing_kind, expires_at=timezone.now())
    drain(seconds=5)
    assert (mail_sink.mails, state_of(committed_cast, row)) == ([], "expired")


def test_poison_fails_after_all_attempts_and_stops_nobody(committed_cast, thing_kind, mail_sink):
    poison = write(committed_cast, thing_kind)
    with committed_cast.inside():
        other = notify(
            to=committed_cast.manager.person,
            kind=thing_kind,
            dedupe_key="other",
            context=CONTEXT,
        )
    mail_sink.refuse = lambda address: address == committed_cast.employee.person.email
    for _attempt in range(MOST_ATTEMPTS):
        assert state_of(committed_cast, poison) == "pending"
        make_due(committed_cast, poison)
        drain(seconds=5)
    with committed_cast.inside():
        poison.refresh_from_db()
    assert (poison.state, poison.attempts) == ("failed", MOST_ATTEMPTS)
    assert "No such person here" in poison.last_error
    assert state_of(committed_cast, other) == "sent"
    assert len(mail_sink.mails) == 1


def test_failed_attempt_is_tried_again_later(committed_cast, thing_kind, mail_sink):
    row = write(committed_cast, thing_kind)
    mail_sink.refuse = lambda _address: True
    drain(seconds=5)
    with committed_cast.inside():
        row.refresh_from_db()
    assert (row.state, row.attempts) == ("pending", 1)
    assert timedelta(seconds=5) < row.due_at - timezone.now() <= timedelta(seconds=15)


def test_check_that_breaks_its_query_does_not_lose_the_message(
    committed_cast, thing_kind, check, mail_sink
):
    def broken(_row):
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT no_such_column FROM notification")
        return True

    check(broken)
    row = write(committed_cast, thing_kind)
    drain(seconds=5)
    with committed_cast.inside():
        row.refresh_from_db()
    assert (row.state, row.attempts) == ("pending", 1)
    assert row.last_error.startswith("ProgrammingError")


def test_two_drains_at_once_send_each_message_once(committed_cast, thing_kind, mail_sink):
    rows = [write(committed_cast, thing_kind, f"thing:{number}") for number in range(30)]

    def run():
        drain(seconds=20)
        connections.close_all()

    threads = [Thread(target=run) for _thread in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mail["Message-ID"] for mail in mail_sink.mails) == sorted(
        f"<{row.id}@localhost>" for row in rows
    )


def test_reaper_leaves_a_message_that_is_being_sent(committed_cast, thing_kind, mail_sink):
    row = write(committed_cast, thing_kind)
    mail_sink.hold = Event()

    def run():
        drain(seconds=1)
        connections.close_all()

    thread = Thread(target=run)
    thread.start()
    wait_for(lambda: mail_sink.arrivals, "the mail to be on its way")
    reap_without_grace()
    mail_sink.hold.set()
    thread.join()
    assert state_of(committed_cast, row) == "sent"
    assert len(mail_sink.mails) == 1


def reap_without_grace():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT outbox_reap(interval '0', %s)", [MOST_ATTEMPTS])
        return cursor.fetchone()[0]


def test_claim_that_was_reaped_sends_nothing(committed_cast, thing_kind, mail_sink):
    row = write(committed_cast, thing_kind)
    stale = claim_next()
    assert reap_without_grace() == 1
    fresh = claim_next()
    run = Round(MailServer(), monotonic())
    deliver(stale, run)
    assert mail_sink.mails == []
    deliver(fresh, run)
    run.server.quit()
    assert [mail["Message-ID"] for mail in mail_sink.mails] == [f"<{row.id}@localhost>"]


def test_reaper_waits_for_a_young_claim_and_gives_up_an_old_one(committed_cast, thing_kind):
    row = write(committed_cast, thing_kind)
    claim_next()
    assert reap() == 0
    with committed_cast.inside():
        Notification.objects.update(
            started_at=timezone.now() - timedelta(minutes=1), attempts=MOST_ATTEMPTS
        )
    assert reap() == 1
    assert state_of(committed_cast, row) == "unknown"


def test_django_mail_becomes_a_private_row_of_the_system(db, mail_sink):
    send_mail("Hello\nBcc: x", "Text", None, ["new@acme.example"])
    with organization(SYSTEM_ORGANIZATION_ID):
        row = Notification.objects.get()
    assert (row.recipient, row.subject, row.is_private) == (
        "new@acme.example",
        "Hello Bcc: x",
        True,
    )
    assert mail_sink.mails == []


def test_account_mail_is_signed_by_the_product(transactional_db, mail_sink):
    send_mail("Hello", "Text", None, ["new@acme.example"])
    drain(seconds=5)
    (mail,) = mail_sink.mails
    assert mail["From"] == "Peerlearn <peerlearn@localhost>"
