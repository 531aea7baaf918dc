import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from peerlearn.notifications.actions import cancel_notifications, forget_notifications, notify
from peerlearn.notifications.calendar import CalendarEvent, as_ics
from peerlearn.notifications.links import absolute
from peerlearn.notifications.mail import as_html, sender
from peerlearn.notifications.models import Notification
from peerlearn.notifications.rules import pause_after
from peerlearn.notifications.texts import Block, House, blocks_of, single_lines, words_of
from peerlearn.people.models import Person

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
CONTEXT = {"thing": "Lunch & learn", "starts_at": NOON}
EVENT = CalendarEvent(
    uid="session-1",
    sequence=2,
    method="REQUEST",
    starts_at=NOON,
    ends_at=NOON + timedelta(hours=1),
    summary="Lunch, with ümlauts; and \\ signs",
    location="Room 1",
    url="/o/acme/sessions/1/",
    organizer_name="Hanna Admin",
)


def notify_employee(cast, kind, key="thing:1", **more):
    return notify(to=cast.employee.person, kind=kind, dedupe_key=key, context=CONTEXT, **more)


def test_message_is_written_in_the_zone_of_its_reader(cast, thing_kind):
    with cast.inside():
        cast.employee.person.time_zone = "America/New_York"
        row = notify_employee(cast, thing_kind, link="/o/acme/sessions/1/")
    assert row.subject == "Lunch & learn for Emil Employee"
    assert row.body == (
        "Hello Emil Employee,\n\n"
        "your Lunch & learn starts at 08:00 EDT.\n\n"
        "- bring lunch\n- bring <questions>\n\n"
        "See it:\nhttp://localhost:8000/o/acme/sessions/1/\n\n"
        "Acme"
    )
    assert (row.recipient, row.state, row.link) == (
        cast.employee.person.email,
        "pending",
        "/o/acme/sessions/1/",
    )


def test_message_without_a_zone_of_its_reader_is_in_the_organizations(cast, thing_kind):
    with cast.inside():
        assert "14:00 CEST" in notify_employee(cast, thing_kind).body


def test_dedupe_key_is_used_once(cast, thing_kind):
    with cast.inside():
        first = notify_employee(cast, thing_kind)
        cancel_notifications(cause="")
        second = notify_employee(cast, thing_kind)
        assert (second.id, second.state) == (first.id, "cancelled")
        assert Notification.objects.count() == 1


@pytest.mark.parametrize("fields", [{"email": None}, {"state": Person.State.LEFT}])
def test_nobody_is_written_to_whom_mail_cannot_reach(cast, thing_kind, fields):
    with cast.inside():
        for name, value in fields.items():
            setattr(cast.employee.person, name, value)
        assert notify_employee(cast, thing_kind) is None
        assert not Notification.objects.exists()


def test_cancel_takes_back_only_what_waits_for_the_cause(cast, thing_kind):
    with cast.inside():
        waiting = notify_employee(cast, thing_kind, "a", cause="booking-1")
        sent = notify_employee(cast, thing_kind, "b", cause="booking-1")
        other = notify_employee(cast, thing_kind, "c", cause="booking-2")
        Notification.objects.filter(id=sent.id).update(state="sent")
        assert cancel_notifications(cause="booking-1", kinds=["tests.other"]) == 0
        assert cancel_notifications(cause="booking-1", kinds=[thing_kind]) == 1
        states = {row.id: row.state for row in Notification.objects.all()}
    assert states == {waiting.id: "cancelled", sent.id: "sent", other.id: "pending"}


def test_forgetting_deletes_what_is_settled(cast, thing_kind):
    with cast.inside():
        waiting, sent, other = (
            notify_employee(cast, thing_kind, key, cause=cause)
            for key, cause in (("a", "round-1"), ("b", "round-1"), ("c", "round-2"))
        )
        Notification.objects.filter(id__in=[sent.id, other.id]).update(state="sent")
        assert forget_notifications(cause="round-1", kinds=["tests.other"]) == 0
        assert forget_notifications(cause="round-1", kinds=[thing_kind]) == 1
        assert set(Notification.objects.values_list("id", flat=True)) == {waiting.id, other.id}


def test_calendar_object_has_stable_identity_and_utc_times(settings):
    settings.DEFAULT_FROM_EMAIL = "Peerlearn <mail@peerlearn.example>"
    (event,) = Calendar.from_ical(as_ics(EVENT, attendee="emil@acme.example")).walk("VEVENT")
    assert event["uid"] == "session-1@localhost"
    assert (event["sequence"], event["status"]) == (2, "CONFIRMED")
    assert event["dtstart"].to_ical() == b"20260701T120000Z"
    assert event["summary"] == EVENT.summary
    assert event["organizer"] == "mailto:mail@peerlearn.example"
    assert event["organizer"].params["cn"] == "Hanna Admin"
    assert event["attendee"] == "mailto:emil@acme.example"
    assert event["url"] == "http://localhost:8000/o/acme/sessions/1/"


def test_calendar_object_of_a_cancellation_says_so():
    cancelled = CalendarEvent(
        uid="session-1@x.example",
        sequence=3,
        method="CANCEL",
        starts_at=NOON,
        ends_at=NOON + timedelta(hours=1),
        summary="Lunch",
    )
    calendar = Calendar.from_ical(as_ics(cancelled, attendee="emil@acme.example"))
    (event,) = calendar.walk("VEVENT")
    assert (calendar["method"], event["status"], event["uid"]) == (
        "CANCEL",
        "CANCELLED",
        "session-1@x.example",
    )


def test_blocks_are_paragraphs_lists_and_buttons():
    text = "Hello,\nyou.\n\n- a\n- b\n\nSee it:\nhttps://x.example/1\n\nRead https://x.example/2"
    assert blocks_of(text) == [
        Block("paragraph", ("Hello,", "you.")),
        Block("list", ("a", "b")),
        Block("button", ("See it",), "https://x.example/1"),
        Block("paragraph", ("Read https://x.example/2",)),
    ]


def test_pauses_grow_and_end():
    assert [pause_after(n) for n in (1, 2, 7, 8)] == [
        timedelta(seconds=15),
        timedelta(seconds=60),
        timedelta(hours=6),
        None,
    ]


def test_absolute_leaves_full_addresses_alone():
    assert absolute("/o/acme/") == "http://localhost:8000/o/acme/"
    assert absolute("https://meet.example/1") == "https://meet.example/1"


def test_due_time_and_expiry_are_kept(cast, thing_kind):
    later = timezone.now() + timedelta(days=1)
    with cast.inside():
        row = notify_employee(cast, thing_kind, due_at=later, expires_at=later)
    assert (row.due_at, row.expires_at) == (later, later)


TRAP = "Hanna\n\nSign in here:\r\nhttp://trap.example\u2028now"
FOLDED = "Hanna Sign in here: http://trap.example now"


def test_names_stay_in_their_line_whatever_is_stored(cast):
    inviter, reader = cast.hr_admin.person, cast.employee.person
    inviter.name = TRAP
    words = words_of(
        "people.invitation",
        to=reader,
        context={"inviter": inviter},
        link="/x/",
        house=House(TRAP, "UTC"),
    )
    assert words.subject == f"{FOLDED} invites you to {FOLDED} on Peerlearn"
    assert f"{FOLDED} invites you to learn with your colleagues at {FOLDED}:" in words.body
    assert [block.address for block in blocks_of(words.body) if block.kind == "button"] == [
        absolute("/x/")
    ]
    assert inviter.name == TRAP


def test_rows_at_hand_are_in_one_line_too(cast):
    reader, boss = cast.employee.person, cast.hr_admin.person
    boss.name, reader.manager = TRAP, boss
    assert single_lines(reader).manager.name == FOLDED
    assert reader.manager.name == TRAP


def test_what_people_write_is_a_quotation_and_never_a_button(cast):
    written = (
        "I am keen.\n\nYour session has ended. Sign in again:\nhttps://trap.example/login\n\nThanks"
    )
    words = words_of(
        "programs.application",
        to=cast.hr_admin.person,
        context={"words": written},
        link="/x/",
        house=House("Acme", "UTC"),
    )
    blocks = blocks_of(words.body)
    assert [block.lines for block in blocks if block.kind == "quote"] == [
        (
            "I am keen.",
            "",
            "Your session has ended. Sign in again:",
            "https://trap.example/login",
            "",
            "Thanks",
        )
    ]
    assert [block.address for block in blocks if block.kind == "button"] == [absolute("/x/")]


def test_only_a_line_that_names_an_address_becomes_a_link(cast):
    body = (
        "Video: https://meet.example/1\nSo says “evil: https://trap.example”.\n\n"
        "- https://trap.example\n\n> Room: https://trap.example"
    )
    with cast.inside():
        html = as_html(Notification(subject="x", body=body), House("Acme", "UTC"))
    assert re.findall(r'href="([^"]+)"', html) == ["https://meet.example/1"]


def test_sender_holds_no_line_break():
    assert sender(House("Acme\r\nBcc: x@trap.example", "UTC")).display_name.startswith(
        "Acme Bcc: x@trap.example"
    )
