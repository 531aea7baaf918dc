"""Who was reminded, and whose reminder was taken back, says who has answered."""

from feedback.actions.messages import REMINDER
from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import kinds_sent, mail_log
from tests.feedback.making import make_round


def test_mail_log_does_not_show_reminders(cast):
    with cast.inside():
        make_round(cast, attended=6)
        assert Notification.objects.filter(kind=REMINDER).exists()
        assert not mail_log().filter(kind=REMINDER).exists()
        assert REMINDER not in kinds_sent()
        assert mail_log().exists()
