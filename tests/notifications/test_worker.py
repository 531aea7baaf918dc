"""The drain in a real worker, which may be killed."""

from threading import Event

from django.core.cache import cache
from django.db import transaction

from peerlearn.celery import app
from peerlearn.notifications.actions import notify
from peerlearn.notifications.models import Notification
from peerlearn.notifications.wakeup import DRAIN, NUDGED, wake_on_commit
from tests.notifications.test_notify import CONTEXT
from tests.servers import flush_queue, queued, wait_for


def write(cast, kind, key):
    with cast.inside():
        return notify(to=cast.employee.person, kind=kind, dedupe_key=key, context=CONTEXT)


def states(cast):
    with cast.inside():
        return list(Notification.objects.values_list("state", flat=True))


def test_commit_wakes_the_worker_that_sends(worker, mail_sink, committed_cast, thing_kind):
    row = write(committed_cast, thing_kind, "thing:1")
    mail = mail_sink.wait_for(committed_cast.employee.person.email, "Lunch & learn", seconds=5)
    assert mail["Message-ID"] == f"<{row.id}@localhost>"
    wait_for(lambda: states(committed_cast) == ["sent"], "the row to be sent")


def test_rollback_writes_and_wakes_nobody(transactional_db, committed_cast, thing_kind):
    flush_queue()
    with transaction.atomic():
        write(committed_cast, thing_kind, "thing:1")
        transaction.set_rollback(True)
    assert (states(committed_cast), queued()) == ([], 0)


def test_many_messages_of_many_transactions_wake_once(committed_cast, thing_kind):
    flush_queue()
    for number in range(3):
        with transaction.atomic():
            write(committed_cast, thing_kind, f"a:{number}")
            write(committed_cast, thing_kind, f"b:{number}")
    assert queued() == 1
    flush_queue()


def test_drain_that_begins_lets_itself_be_woken_again(worker, transactional_db):
    with transaction.atomic():
        wake_on_commit()
    wait_for(lambda: cache.get(NUDGED) is None, "the drain to begin")


def test_worker_killed_while_sending_is_reaped_and_sends_once_by_message_id(
    worker, mail_sink, committed_cast, thing_kind
):
    mail_sink.hold = Event()
    row = write(committed_cast, thing_kind, "thing:1")
    wait_for(lambda: mail_sink.arrivals, "the mail to be on its way")
    worker.kill()
    assert states(committed_cast) == ["sending"]
    mail_sink.hold.set()
    worker.start()

    def sent_after_a_tick():
        app.send_task(DRAIN, ignore_result=True)
        return states(committed_cast) == ["sent"]

    wait_for(sent_after_a_tick, "the reaped message to be sent")
    assert {mail["Message-ID"] for mail in mail_sink.mails} == {f"<{row.id}@localhost>"}
