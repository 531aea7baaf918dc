"""Opening a round: what is frozen, who is asked, and the rooms that are too small."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from feedback.actions.rounds import open_round
from feedback.models import FeedbackParticipation, FeedbackRound
from feedback.rules.results import Stage
from peerlearn.notifications.causes import still_stands
from peerlearn.notifications.models import Notification
from peerlearn.tenancy.models import OrganizationSettings
from sessions.actions.rooms import finish_session
from sessions.models import Booking, LearningSession
from tests.feedback.making import answer, attendees, make_finished_session, make_round
from tests.tenancy.sql import refused


def mails(kind):
    return Notification.objects.filter(kind=kind)


def test_finished_session_opens_a_round_for_those_who_attended(cast):
    with cast.inside():
        lunch = make_finished_session(cast, attended=5, state=LearningSession.State.LIVE)
        Booking.objects.update(state=Booking.State.CONFIRMED)
        Booking.objects.create(learning_session=lunch, person=cast.hr_admin.person)
        lunch = finish_session(lunch, by=cast.facilitator.person)
        opened = FeedbackRound.objects.get()
        assert opened.state == "collecting"
        assert opened.invited_count == 5
        asked = FeedbackParticipation.objects.values_list("person", flat=True)
        assert len(asked) == 5
        assert cast.hr_admin.person.id not in asked
        assert opened.closes_at == lunch.finished_at + timedelta(days=3)
        assert opened.reader_id == cast.facilitator.person.id


def test_opening_twice_changes_nothing(cast):
    with cast.inside():
        opened = make_round(cast, attended=5)
        assert open_round(opened.learning_session) == opened
        assert FeedbackParticipation.objects.count() == 5
        assert mails("feedback.invitation").count() == 5


def test_threshold_is_frozen_when_the_round_opens(cast):
    with cast.inside():
        OrganizationSettings.objects.update(anonymity_threshold=7)
        opened = make_round(cast, attended=8)
        OrganizationSettings.objects.update(anonymity_threshold=3)
        opened.refresh_from_db()
        assert (opened.threshold, opened.comment_threshold) == (7, 10)
        assert "from 7 answers on" in opened.visibility_sentence


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE feedback_round SET threshold = 3",
        "UPDATE feedback_round SET comment_threshold = 10",
        "UPDATE feedback_round SET reader_id = gen_random_uuid()",
        "UPDATE feedback_round SET visibility = '{}'",
        "UPDATE feedback_round SET closes_at = now()",
        "UPDATE feedback_round SET state = 'collecting'",
        "UPDATE feedback_round SET state = 'closed'",
        "UPDATE feedback_round SET invited_count = 9",
    ],
)
def test_app_cannot_change_the_terms_of_a_round(cast, statement):
    with cast.inside():
        make_round(cast, attended=5)
        refused(statement)


@pytest.mark.parametrize("fields", [{"threshold": 2}, {"threshold": 11}, {"comment_threshold": 9}])
def test_database_refuses_weaker_terms(cast, fields):
    with cast.inside():
        opened = make_round(cast, attended=5)
        values = {
            name: getattr(opened, name)
            for name in ("threshold", "comment_threshold", "invited_count", "opened_at")
        } | fields
        other = make_finished_session(cast, attended=0)
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedbackRound.objects.create(
                learning_session=other, closes_at=opened.closes_at, **values
            )


def test_sentence_is_stored_in_each_language(cast, settings):
    with cast.inside():
        opened = make_round(cast, attended=5)
    assert list(opened.visibility) == [code for code, _name in settings.LANGUAGES]
    assert opened.visibility["en"].startswith("Fay Facilitator (facilitator) and the HR admins")


def test_invitation_has_a_link_and_the_sentence(cast):
    with cast.inside():
        opened = make_round(cast, attended=5)
        mail = mails("feedback.invitation").get(person=cast.employee.person)
    path = cast.employee.url(f"feedback/{opened.learning_session_id}/")
    assert mail.link == path
    assert mail.expires_at == opened.closes_at
    assert f"http://localhost:8000{path}" in mail.body
    assert " ".join(opened.visibility_sentence.split()) in " ".join(mail.body.split())


def test_reminder_is_due_a_day_before_the_close_and_hidden_from_the_log(cast):
    with cast.inside():
        opened = make_round(cast, attended=5)
        reminder = mails("feedback.reminder").get(person=cast.employee.person)
    assert reminder.due_at == opened.closes_at - timedelta(days=1)
    assert reminder.is_private


def test_reminder_stands_only_for_those_who_have_not_answered(cast):
    with cast.inside():
        opened = make_round(cast, attended=5)
    answer(opened, cast.employee.person)
    with cast.inside():
        kept = {mail.person: still_stands(mail) for mail in mails("feedback.reminder")}
    assert kept[cast.employee.person] is False
    assert kept[cast.mentor.person] is True


def test_round_that_is_late_reminds_nobody(cast):
    with cast.inside():
        lunch = make_finished_session(cast, attended=5)
        lunch.finished_at -= timedelta(days=2, hours=1)
        open_round(lunch)
        assert mails("feedback.reminder").count() == 0
        assert mails("feedback.invitation").count() == 5


def test_room_below_the_threshold_is_never_asked(cast):
    with cast.inside():
        opened = make_round(cast, attended=4)
        assert opened.is_closed
        assert opened.stage == Stage.TOO_FEW_THERE
        assert opened.visibility_sentence.startswith("Only 4 people were there.")
        assert FeedbackParticipation.objects.count() == 0
        assert mails("feedback.invitation").count() == 0
        mail = mails("feedback.too_few_there").get()
        assert mail.person == cast.facilitator.person
        assert "Only 4 people were there." in mail.body


def test_session_without_attendance_or_facilitator_tells_nobody(cast):
    with cast.inside():
        opened = make_round(cast, attended=0, facilitator=None)
        assert opened.visibility_sentence == "Nobody was checked in, so nobody is asked."
        assert opened.reader_id is None
        assert mails("feedback.too_few_there").count() == 0


def test_round_goes_with_its_session_though_the_app_may_delete_no_answer(cast):
    with cast.inside():
        opened = make_round(cast, attended=5)
    for person in attendees(cast, opened)[:3]:
        answer(opened, person)
    with cast.inside():
        opened.learning_session.delete()
        assert FeedbackRound.objects.count() == 0
        refused("SELECT id FROM feedback_inbox")
