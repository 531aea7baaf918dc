"""What HR reads of a pair's mails: that they were sent, not which of the two did what."""

import pytest

from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import kinds_sent, mail_log
from tests.api.caller import caller
from tests.matching.life.test_pausing import pause
from tests.sessions.test_pages import text

SHARED = "matching.of_a_pair"
WORDS = ("paused", "Paused", "resumed")


@pytest.fixture
def paused(pair):
    """Ana asked for a break, so Mia alone was told."""
    with pair.cast.inside():
        pause(pair)
        pair.mail = Notification.objects.get(kind="matching.paused")
        assert pair.mail.person == pair.mia
        assert pair.mail.is_private
    return pair


def test_pages_of_hr_do_not_say_that_one_was_told_of_a_break(paused):
    admin = paused.cast.hr_admin
    for path in (
        f"programs/{paused.program.id}/messages/",
        "messages/",
        f"messages/{paused.mail.id}/",
    ):
        shown = text(admin.client().get(admin.url(path)))
        assert "Matching: life of a pair" in shown, path
        assert not [word for word in WORDS if word in shown], path


def test_kind_can_not_be_asked_for_either(paused):
    with paused.cast.inside():
        assert "matching.paused" not in kinds_sent()
        assert SHARED in kinds_sent(paused.program.id)
        assert not mail_log(kind="matching.paused").exists()
        assert paused.mail in mail_log(kind=SHARED)
        assert mail_log(kind="matching.matched_mentor").exists()


def test_api_names_no_kind_of_them(paused):
    address = f"programs/{paused.program.id}/messages/"
    admin = caller(paused.cast.hr_admin)
    rows = admin.get(address).json()["results"]
    assert {row["kind"] for row in rows if row["id"] == str(paused.mail.id)} == {SHARED}
    assert not [row for row in rows if row["kind"] in ("matching.paused", "matching.resumed")]
    assert admin.get(f"{address}?kind=matching.paused").json()["count"] == 0
    assert admin.get(f"{address}?kind={SHARED}").json()["count"] > 0
