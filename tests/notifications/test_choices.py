"""What people decide about their messages, and what the drain makes of it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from peerlearn.notifications import groups
from peerlearn.notifications.actions import cancel_notifications, notify
from peerlearn.notifications.actions.choices import (
    NeededGroupError,
    Times,
    choose_times,
    switch,
)
from peerlearn.notifications.delivery import drain
from peerlearn.notifications.groups import BY_KEY, GROUPS, group_of
from peerlearn.notifications.models import Notification, SwitchedOff
from peerlearn.notifications.queries import choices_of, messages_of
from peerlearn.notifications.rules import end_of_quiet, next_digest
from tests.notifications.test_notify import CONTEXT

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = (time(22), time(7))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-23T21:59", None),
        ("2026-11-23T22:00", "2026-11-24T07:00"),
        ("2026-11-24T03:00", "2026-11-24T07:00"),
        ("2026-11-24T07:00", None),
        ("2026-10-24T23:00", "2026-10-25T07:00"),  # a night of 25 hours
        ("2026-03-28T23:00", "2026-03-29T07:00"),  # and one of 23
    ],
)
def test_quiet_hours_span_midnight_and_end_by_the_clock(now, ends):
    assert end_of_quiet(at(now), BERLIN, *NIGHT) == (at(ends) if ends else None)


def test_quiet_hours_within_a_day_and_none_at_all():
    assert end_of_quiet(at("2026-11-23T12:30"), BERLIN, time(12), time(13)) == at(
        "2026-11-23T13:00"
    )
    assert end_of_quiet(at("2026-11-23T12:30"), BERLIN, None, None) is None
    assert end_of_quiet(at("2026-11-23T12:30"), BERLIN, time(9), time(9)) is None


def test_quiet_hours_are_those_of_the_readers_clock():
    now = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)  # 22:30 in Berlin, 16:30 in New York
    assert end_of_quiet(now, BERLIN, *NIGHT) is not None
    assert end_of_quiet(now, ZoneInfo("America/New_York"), *NIGHT) is None


def test_daily_mail_comes_the_next_morning_and_takes_nothing_just_before_it():
    assert next_digest(at("2026-11-23T07:57"), BERLIN) == at("2026-11-23T08:00")
    assert next_digest(at("2026-11-23T07:59"), BERLIN) == at("2026-11-24T08:00")


def test_kinds_have_groups_and_unknown_ones_are_needed():
    assert group_of("sessions.reminder") == "reminders"
    assert group_of("sessions.booking_confirmed") == "asked"
    assert group_of("matching.coffee_round") == "pairs"
    assert group_of("account.mail") == "login"
    assert group_of("tests.thing") == ""
    assert {group.key for group in GROUPS if group.is_needed} == {"login", "asked", "duties"}


@pytest.fixture
def pairs_kind(thing_kind, monkeypatch):
    """The kind of these tests as one that people can do without."""
    monkeypatch.setitem(groups._KINDS, thing_kind, BY_KEY["pairs"])
    return thing_kind


def write(cast, kind, key="thing:1", **more):
    with cast.inside():
        return notify(to=cast.employee.person, kind=kind, dedupe_key=key, context=CONTEXT, **more)


def states(cast):
    with cast.inside():
        rows = Notification.objects.order_by("id")
        return list(rows.values_list("state", flat=True))


def choose(cast, **times):
    with cast.inside():
        choose_times(
            cast.employee.person,
            Times(**{"quiet_from": None, "quiet_until": None, "mails_a_day": 10} | times),
            by=cast.employee.person,
        )


def all_day_but_now():
    """Quiet hours that hold now, on the employee's clock, and end in three hours."""
    there = timezone.now().astimezone(BERLIN).replace(second=0, microsecond=0)
    begin, end = there - timedelta(hours=3), there + timedelta(hours=3)
    return {"quiet_from": begin.time(), "quiet_until": end.time()}


def test_group_that_is_switched_off_is_not_mailed_but_stands_in_the_inbox(
    committed_cast, pairs_kind, mail_sink
):
    cast = committed_cast
    with cast.inside():
        switch(cast.employee.person, {("pairs", "mail"): False}, by=cast.employee.person)
    row = write(cast, pairs_kind)
    drain(seconds=5)
    assert (mail_sink.mails, states(cast)) == ([], ["skipped"])
    with cast.inside():
        assert [one.id for one in messages_of(cast.employee.person)] == [row.id]
        switch(cast.employee.person, {("pairs", "in_app"): False}, by=cast.employee.person)
        assert list(messages_of(cast.employee.person)) == []


def test_needed_mail_knows_no_quiet_hours_and_no_budget(committed_cast, thing_kind, mail_sink):
    choose(committed_cast, **all_day_but_now(), mails_a_day=1)
    for number in range(3):
        write(committed_cast, thing_kind, f"thing:{number}")
    drain(seconds=5)
    assert states(committed_cast) == ["sent"] * 3


def test_mail_in_quiet_hours_waits_for_their_end_unless_that_is_too_late(
    committed_cast, pairs_kind, mail_sink
):
    choose(committed_cast, **all_day_but_now())
    now = timezone.now()
    waits = write(committed_cast, pairs_kind, "waits")
    in_time = write(committed_cast, pairs_kind, "in-time", expires_at=now + timedelta(minutes=10))
    drain(seconds=5)
    assert [mail["Message-ID"] for mail in mail_sink.mails] == [f"<{in_time.id}@localhost>"]
    with committed_cast.inside():
        waits.refresh_from_db()
    assert waits.state == "pending"
    assert timedelta(hours=2, minutes=50) < waits.due_at - now <= timedelta(hours=3)


def test_what_exceeds_the_budget_comes_in_one_daily_mail_in_order(
    committed_cast, pairs_kind, mail_sink
):
    cast = committed_cast
    choose(cast, mails_a_day=1)
    rows = [write(cast, pairs_kind, f"thing:{number}", cause=f"c{number}") for number in range(4)]
    with cast.inside():
        for number, row in enumerate(rows):
            Notification.objects.filter(id=row.id).update(
                due_at=timezone.now() - timedelta(minutes=10 - number), subject=f"Thing {number}"
            )
    drain(seconds=5)
    assert states(cast) == ["sent", "held", "held", "held", "pending"]
    with cast.inside():
        assert cancel_notifications(cause="c2") == 1
        daily = Notification.objects.get(kind="notifications.digest")
        assert daily.due_at == next_digest(timezone.now(), BERLIN)
        Notification.objects.filter(id=daily.id).update(due_at=timezone.now())
    drain(seconds=5)
    assert states(cast) == ["sent", "digested", "cancelled", "digested", "sent"]
    _first, mail = mail_sink.mails
    assert mail["Subject"] == "2 more messages"
    text = mail.get_body(["plain"]).get_content()
    assert text.index("Thing 1") < text.index("Thing 3")
    assert "Thing 2" not in text
    with cast.inside():
        inbox = [one.subject for one in messages_of(cast.employee.person)]
    assert inbox == ["Thing 3", "Thing 1", "Thing 0"]


def test_daily_mail_of_which_nothing_is_left_is_not_sent(committed_cast, pairs_kind, mail_sink):
    cast = committed_cast
    choose(cast, mails_a_day=1)
    for number in range(2):
        write(cast, pairs_kind, f"thing:{number}", cause=f"c{number}")
    drain(seconds=5)
    with cast.inside():
        cancel_notifications(cause="c1")
        Notification.objects.filter(kind="notifications.digest").update(due_at=timezone.now())
    drain(seconds=5)
    assert len(mail_sink.mails) == 1
    assert sorted(states(cast)) == ["cancelled", "cancelled", "sent"]


def test_needed_group_cannot_be_switched_off(cast):
    with cast.inside(), pytest.raises(NeededGroupError):
        switch(
            cast.employee.person,
            {("pairs", "mail"): False, ("login", "mail"): False},
            by=cast.employee.person,
        )
    with cast.inside():
        assert not SwitchedOff.objects.exists()


def test_mail_one_can_do_without_carries_the_ways_out(committed_cast, pairs_kind, mail_sink):
    write(committed_cast, pairs_kind)
    drain(seconds=5)
    (mail,) = mail_sink.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"]
    assert address.startswith("<http://localhost:8000/o/acme/messages/unsubscribe/")
    assert address.strip("<>") in mail.get_body(["plain"]).get_content()
    assert address.strip("<>") in mail.get_body(["html"]).get_content()


def unsubscribe_path(cast, pairs_kind, mail_sink):
    write(cast, pairs_kind)
    drain(seconds=5)
    return mail_sink.mails[-1]["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")


def off(cast):
    with cast.inside():
        return choices_of(cast.employee.person).off


def test_one_click_ends_such_mails_at_once_without_login_or_cookie(
    committed_cast, pairs_kind, mail_sink
):
    cast = committed_cast
    path = unsubscribe_path(cast, pairs_kind, mail_sink)
    stranger = Client(enforce_csrf_checks=True)
    asked = stranger.get(path)
    assert (asked.status_code, off(cast)) == (200, frozenset())
    for _twice in range(2):
        done = stranger.post(path, {"List-Unsubscribe": "One-Click"})
        assert (done.status_code, off(cast)) == (200, {("pairs", "mail")})
    assert "Send them again" in done.content.decode()
    write(cast, pairs_kind, "later")
    drain(seconds=5)
    assert len(mail_sink.mails) == 1
    assert stranger.post(path, {"undo": "1"}).status_code == 200
    assert off(cast) == frozenset()


def test_forged_address_ends_nothing(committed_cast, pairs_kind, mail_sink):
    path = unsubscribe_path(committed_cast, pairs_kind, mail_sink)
    forged = path.replace(".pairs", ".login", 1)
    for wrong in (forged, path[:-5] + "abcd/", "/o/acme/messages/unsubscribe/x/"):
        assert Client().post(wrong).status_code == 404
    assert Client().post(path.replace("/o/acme/", "/o/umbrella/")).status_code == 404
    assert off(committed_cast) == frozenset()


def test_choices_are_kept_and_half_quiet_hours_are_refused(cast):
    client, url = cast.employee.client(), cast.employee.url("messages/choices/")
    page = client.get(url)
    assert page.status_code == 200
    kept = {"pairs_in_app": "on", "reminders_mail": "on", "quiet_from": "22:00"}
    refused = client.post(url, kept)
    assert refused.status_code == 422
    assert "Give both ends" in refused.content.decode()
    kept |= {"quiet_until": "07:00", "mails_a_day": "5"}
    assert client.post(url, kept).status_code == 302
    with cast.inside():
        found = choices_of(cast.employee.person)
    assert (found.quiet_from, found.quiet_until, found.mails_a_day) == (*NIGHT, 5)
    assert ("pairs", "mail") in found.off
    assert ("reminders", "mail") not in found.off
    assert ("pairs", "in_app") not in found.off
    assert client.post(url, {"mails_a_day": "0"}).status_code == 422
