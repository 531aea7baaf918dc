"""The group changes its code of conduct: suggestions, support, taking over, declining."""

import pytest
from django.utils import timezone

from peerlearn.notifications.models import Notification
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.actions.nominations import accept_nomination, nominate_facilitator
from programs.actions.suggestions import (
    decline_suggestion,
    suggest_conduct,
    support_suggestion,
    withdraw_suggestion,
)
from programs.conduct_mails import NEW_VERSION, ask_for_acceptance, version_still_holds
from programs.errors import (
    ConductChangedError,
    ConductNotAcceptedError,
    NothingSuggestedError,
    SuggestionSettledError,
    WrongStateError,
)
from programs.models import ConductSuggestion, ConductSupport, ConductVersion
from programs.permissions import may_suggest_conduct, may_take_part_in_writing
from programs.queries.conduct import conduct_in_force
from programs.queries.suggestions import suggestions_of
from programs.tasks import ask_to_accept

State = ConductSuggestion.State


@pytest.fixture
def version(cast, program):
    """In force, and accepted by the employee; the mentor has yet to."""
    with cast.inside():
        version = publish_conduct(program, text="Be kind.", by=cast.hr_admin.person)
        accept_conduct(version, by=cast.employee.person)
        return version


@pytest.fixture
def suggestion(cast, program, version):
    with cast.inside():
        return suggest_conduct(
            program, text="Be kind and clear.", why="Both help.", by=cast.employee.person
        )


def test_who_has_not_accepted_may_not_write(cast, program, version):
    with cast.inside():
        assert may_take_part_in_writing(cast.employee.person, program)
        assert not may_take_part_in_writing(cast.mentor.person, program)
        with pytest.raises(ConductNotAcceptedError):
            suggest_conduct(program, text="x", why="y", by=cast.mentor.person)
        assert ConductSuggestion.objects.count() == 0


def test_who_is_not_asked_to_accept_may_write(cast, program, version):
    with cast.inside():
        assert may_take_part_in_writing(cast.hr_admin.person, program)
        assert may_take_part_in_writing(cast.facilitator.person, program)


def test_new_version_must_be_accepted_before_writing_again(cast, program, version):
    with cast.inside():
        publish_conduct(program, text="Be kind and clear.", by=cast.hr_admin.person)
        assert not may_take_part_in_writing(cast.employee.person, program)


def test_without_a_code_of_conduct_everybody_may_write(cast, program):
    with cast.inside():
        assert may_take_part_in_writing(cast.mentor.person, program)


def test_suggesting_needs_membership_of_the_group(cast, program, version):
    with cast.inside():
        memberships = {
            name: getattr(cast, name).person.memberships.get()
            for name in ("employee", "hr_admin", "director")
        }
        allowed = {name for name, one in memberships.items() if may_suggest_conduct(one, program)}
        assert allowed == {"employee", "hr_admin"}


def test_same_suggestion_twice_is_one(cast, program, suggestion):
    with cast.inside():
        again = suggest_conduct(
            program, text="Be kind and clear.\r\n", why="Both help.", by=cast.employee.person
        )
        assert again == suggestion


def test_unchanged_text_is_a_remark(cast, program, version):
    with cast.inside():
        remark = suggest_conduct(
            program, text="Be kind.", why="What is kind?", by=cast.employee.person
        )
        assert (remark.text, remark.version) == ("", version)


def test_suggestion_says_why(cast, program, version):
    with cast.inside(), pytest.raises(NothingSuggestedError):
        suggest_conduct(program, text="Be kinder.", why="  ", by=cast.employee.person)


def test_nothing_is_suggested_where_there_is_no_text(cast, program):
    with cast.inside(), pytest.raises(WrongStateError):
        suggest_conduct(program, text="x", why="y", by=cast.employee.person)


def test_support_counts_each_person_once(cast, program, version, suggestion):
    with cast.inside():
        accept_conduct(version, by=cast.mentor.person)
        for _press in range(2):
            support_suggestion(suggestion, by=cast.mentor.person)
        shown = suggestions_of(program, cast.mentor.person).get()
        assert (shown.supporters, shown.is_supported) == (1, True)
        assert not suggestions_of(program, cast.employee.person).get().is_supported


def test_support_needs_acceptance(cast, program, suggestion):
    with cast.inside():
        with pytest.raises(ConductNotAcceptedError):
            support_suggestion(suggestion, by=cast.mentor.person)
        assert ConductSupport.objects.count() == 0


def test_settled_suggestion_takes_no_support(cast, suggestion):
    with cast.inside():
        withdraw_suggestion(suggestion, now=timezone.now())
        with pytest.raises(SuggestionSettledError):
            support_suggestion(suggestion, by=cast.facilitator.person)


def test_taken_over_suggestion_is_a_version_and_its_author_is_told(cast, program, suggestion):
    with cast.inside():
        version = publish_conduct(
            program,
            text=suggestion.text,
            by=cast.hr_admin.person,
            based_on=1,
            suggestion=suggestion,
        )
        suggestion.refresh_from_db()
        assert (suggestion.state, suggestion.became) == (State.TAKEN, version)
        mail = Notification.objects.get(kind="programs.suggestion_settled")
        assert mail.person == cast.employee.person
        assert "version 2" in mail.body


def test_suggestion_is_taken_over_once(cast, program, suggestion):
    hr = cast.hr_admin.person
    with cast.inside():
        publish_conduct(program, text="One more.", by=hr, suggestion=suggestion)
        with pytest.raises(SuggestionSettledError):
            publish_conduct(program, text="And more.", by=hr, suggestion=suggestion)
        assert conduct_in_force(program).text == "One more."


def test_declined_suggestion_tells_its_author_why(cast, suggestion):
    with cast.inside():
        decline_suggestion(
            suggestion, reason="Said\nalready.", by=cast.hr_admin.person, now=timezone.now()
        )
        again = decline_suggestion(
            suggestion, reason="Said", by=cast.hr_admin.person, now=timezone.now()
        )
        mail = Notification.objects.get(kind="programs.suggestion_settled")
        assert again.decline_reason == "Said\nalready."
        assert "Said already." in mail.body
        with pytest.raises(SuggestionSettledError):
            withdraw_suggestion(suggestion, now=timezone.now())


def test_second_of_two_writers_overwrites_nothing(cast, program, version):
    hr = cast.hr_admin.person
    with cast.inside():
        publish_conduct(program, text="First.", by=hr, based_on=1)
        with pytest.raises(ConductChangedError) as caught:
            publish_conduct(program, text="Second.", by=hr, based_on=1)
        assert caught.value.latest.number == 2
        assert conduct_in_force(program).text == "First."
        assert publish_conduct(program, text="First.", by=hr, based_on=1).number == 2


def told(kind=NEW_VERSION):
    return set(Notification.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_new_version_is_told_to_those_who_have_not_accepted_it(cast, program, version):
    with cast.inside():
        organization_id = str(cast.organization.id)
        for _again in range(2):
            ask_to_accept(organization_id=organization_id, version_id=str(version.id))
        assert told() == {"Mina Mentor"}
        second = publish_conduct(program, text="Be kind and clear.", by=cast.hr_admin.person)
        ask_to_accept(organization_id=organization_id, version_id=str(second.id))
        assert told() == {"Mina Mentor", "Emil Employee"}
        assert Notification.objects.filter(kind=NEW_VERSION).count() == 3


def test_publishing_asks_by_a_task(cast, program, django_capture_on_commit_callbacks):
    with cast.inside(), django_capture_on_commit_callbacks() as sent:
        publish_conduct(program, text="Be kind.", by=cast.hr_admin.person)
    assert len(sent) == 1


def test_draft_and_replaced_version_are_told_to_nobody(cast, program, version):
    with cast.inside():
        publish_conduct(program, text="Newer.", by=cast.hr_admin.person)
        ask_for_acceptance(version)
        program.state = program.State.DRAFT
        program.save()
        ask_for_acceptance(ConductVersion.objects.select_related("program").get(number=2))
        assert told() == set()


def test_mail_does_not_leave_once_the_version_is_accepted(cast, program, version):
    with cast.inside():
        ask_for_acceptance(version)
        mail = Notification.objects.get(kind=NEW_VERSION)
        assert version_still_holds(mail)
        accept_conduct(version, by=cast.mentor.person)
        assert not version_still_holds(mail)


def test_facilitator_may_settle(cast, program, version):
    with cast.inside():
        asked = nominate_facilitator(
            program, cast.facilitator.person, by=cast.hr_admin.person, now=timezone.now()
        )
        accept_nomination(asked, now=timezone.now())
        assert may_suggest_conduct(cast.facilitator.person.memberships.get(), program)
