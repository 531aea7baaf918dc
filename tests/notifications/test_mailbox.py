"""The development mailbox reads what the local sink has written."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from peerlearn.notifications.calendar import CalendarEvent, as_ics
from peerlearn.notifications.mail import as_email
from peerlearn.notifications.models import Notification
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import SYSTEM_ORGANIZATION_ID

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
EVENT = CalendarEvent("1", 0, "REQUEST", NOON, NOON + timedelta(hours=1), "Lunch")


@pytest.fixture
def box(db, settings, tmp_path) -> Path:
    settings.DEV_MAILBOX = str(tmp_path)
    return tmp_path


@pytest.fixture
def deliver(box):
    """Puts a mail there as the sink does."""

    def put(name, *, to="emil@acme.example", subject="Lunch", **fields):
        with organization(SYSTEM_ORGANIZATION_ID):
            row = Notification(
                recipient=to,
                subject=subject,
                body="Hello,\n\nSee it:\nhttp://localhost:8000/o/acme/\n\n<script>",
                **fields,
            )
            content = as_email(row)
        (box / f"{name}.eml").write_bytes(f"X-Envelope-To: {to}\r\n".encode() + content)

    return put


def test_newest_mail_stands_first(deliver, anonymous):
    deliver("20260101T100000.1-a", subject="Older")
    deliver("20260101T110000.1-b", subject="Newer")
    page = anonymous.get("/mailbox/").content.decode()
    assert page.index("Newer") < page.index("Older")


def test_search_by_recipient_leaves_out_others(deliver, anonymous):
    deliver("1-a", subject="Mine")
    deliver("2-b", to="other@acme.example", subject="Theirs")
    page = anonymous.get("/mailbox/", {"to": "EMIL@"}).content.decode()
    assert "Mine" in page
    assert "Theirs" not in page


def test_empty_mailbox_says_what_will_be_here(box, anonymous):
    assert "No mail yet" in anonymous.get("/mailbox/").content.decode()


def test_message_shows_text_with_links_and_frames_the_html(deliver, anonymous):
    deliver("1-a")
    page = anonymous.get("/mailbox/1-a/").content.decode()
    assert '<a class="btn btn-primary" href="http://localhost:8000/o/acme/">See it</a>' in page
    assert "&lt;script&gt;" in page
    assert 'src="/mailbox/1-a/html/"' in page


def test_html_of_a_mail_is_let_do_nothing(deliver, anonymous):
    deliver("1-a")
    response = anonymous.get("/mailbox/1-a/html/")
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "sandbox allow-popups allow-top-navigation-by-user-activation" in policy
    assert "frame-ancestors 'self'" in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in response.content.decode()


def test_calendar_object_is_saved_as_a_file(deliver, anonymous):
    calendar = as_ics(EVENT, attendee="emil@acme.example")
    deliver("1-a", calendar=calendar, calendar_method="REQUEST")
    response = anonymous.get("/mailbox/1-a/0/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="invite.ics"'
    assert response.content.decode() == calendar
    assert anonymous.get("/mailbox/1-a/1/").status_code == 404


@pytest.mark.parametrize("name", ["none", "..", "..%2F..%2Fetc%2Fpasswd"])
def test_what_is_no_mail_is_not_there(box, anonymous, name):
    (box.parent / ".eml").write_text("secret")
    assert anonymous.get(f"/mailbox/{name}/").status_code == 404


def test_second_page_goes_on_where_the_first_ends(deliver, anonymous):
    for number in range(60):
        deliver(f"{number:02}", subject=f"Mail {number:02}")
    assert "Mail 09" in anonymous.get("/mailbox/", {"page": 2}).content.decode()
