"""Who settles suggestions for the code of conduct hears of them, once a day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from peerlearn.notifications.models import Notification
from programs.actions.conduct import accept_conduct, publish_conduct
from programs.actions.nominations import accept_nomination, nominate_facilitator
from programs.actions.suggestions import suggest_conduct
from programs.conduct_mails import SUGGESTED


@pytest.fixture
def version(cast, program):
    """In force, and accepted by the employee; the program has a facilitator."""
    with cast.inside():
        asked = nominate_facilitator(
            program, cast.facilitator.person, by=cast.hr_admin.person, now=timezone.now()
        )
        accept_nomination(asked, now=timezone.now())
        version = publish_conduct(program, text="Be kind.", by=cast.hr_admin.person)
        accept_conduct(version, by=cast.employee.person)
        return version


def suggest(cast, program, text, by=None):
    with cast.inside():
        return suggest_conduct(program, text=text, why="Both.", by=by or cast.employee.person)


def told(cast):
    with cast.inside():
        return list(Notification.objects.filter(kind=SUGGESTED).order_by("recipient"))


def addresses(*members):
    return sorted(member.person.email for member in members)


def test_owner_and_facilitators_are_told_without_the_words_or_the_name(cast, program, version):
    suggest(cast, program, "Be kind and clear.")
    mails = told(cast)
    assert [mail.recipient for mail in mails] == addresses(cast.hr_admin, cast.facilitator)
    for mail in mails:
        assert "clear" not in mail.body
        assert cast.employee.person.name not in mail.body
        assert mail.link == f"/o/acme/programs/{program.id}/conduct/suggestions/"
        assert mail.group == "duties"


def test_they_are_told_once_a_day(cast, program, version):
    for text in ("Be kind and clear.", "Be kind and clear.", "Be kind and brief."):
        suggest(cast, program, text)
    assert len(told(cast)) == 2
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        suggest(cast, program, "Be kind and open.")
    assert len(told(cast)) == 4


def test_whoever_suggests_is_not_told_of_it(cast, program, version):
    suggest(cast, program, "Be kind and clear.", by=cast.facilitator.person)
    assert [mail.recipient for mail in told(cast)] == addresses(cast.hr_admin)
