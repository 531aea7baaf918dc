"""The reader of quiet reports is told once a day, without a word of them."""

from datetime import UTC, datetime

from allauth.account.models import EmailAddress

from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import mail_log
from peerlearn.people.models import Person
from programs.actions.reports import add_to_report, mark_read
from programs.queries.report_readers import news_count
from programs.report_mails import NEWS, tell_readers
from programs.tasks import tell_report_readers
from tests.programs.reporting import SECRET, TODAY, leave

MORNING = datetime(2026, 3, 13, 5, 30, tzinfo=UTC)


def told():
    return list(
        Notification.objects.filter(kind=NEWS).order_by("created_at").values_list("person__name")
    )


def test_reader_is_told_the_next_morning_without_a_word_of_it(cast, report):
    with cast.inside():
        assert told() == []
    tell_report_readers()
    tell_report_readers()
    with cast.inside():
        mail = Notification.objects.get(kind=NEWS)
        assert mail.person == cast.facilitator.person
        assert SECRET not in mail.body
        assert "Onboarding" not in mail.subject + mail.body
        assert str(report.id) not in mail.body
        assert not mail_log().filter(kind=NEWS).exists()


def test_reader_is_told_at_the_address_of_their_login_alone(cast, report):
    fay = cast.facilitator
    with cast.inside():
        Person.objects.filter(id=fay.person.id).update(email="hr@acme.example")
        tell_readers(now=MORNING)
        assert Notification.objects.get(kind=NEWS).recipient == fay.user.email


def test_reader_whose_login_has_proved_no_address_gets_no_mail(cast, report):
    EmailAddress.objects.filter(user=cast.facilitator.user).update(verified=False)
    with cast.inside():
        tell_readers(now=MORNING)
        assert told() == []
        assert news_count(cast.facilitator.person) == 1


def test_what_was_read_is_not_told(cast, report):
    with cast.inside():
        mark_read(report, by=cast.facilitator.person)
        tell_readers(now=MORNING)
        assert told() == []
        add_to_report(report, text="More.", today=TODAY)
    tell_report_readers()
    with cast.inside():
        assert told() == [("Fay Facilitator",)]


def test_stand_in_is_told_of_what_they_take_over(cast, report):
    with cast.inside():
        mark_read(report, by=cast.facilitator.person)
        leave(cast.facilitator.person)
    tell_report_readers()
    with cast.inside():
        assert told() == [("Mina Mentor",)]
