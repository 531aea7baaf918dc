"""Whoever accepts without a login is led to one by the mail about their sessions."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Person
from programs.actions.nominations import accept_nomination, nominate_facilitator
from tests.sessions.making import in_days, make_session


@pytest.fixture
def asked(cast, program):
    """Somebody neutral without a login was asked to facilitate."""
    with cast.inside():
        person = Person.objects.create(name="Nina New", email="nina.new@acme.example")
        return nominate_facilitator(program, person, by=cast.hr_admin.person, now=timezone.now())


def told():
    return Notification.objects.get(kind="sessions.leading_all")


@pytest.mark.parametrize("count", [1, 3])
def test_mail_about_the_sessions_leads_to_a_login_and_on_to_them(
    cast, program, asked, anonymous, count
):
    with cast.inside():
        for number in range(count):
            make_session(
                program, cast.hr_admin, title=f"No {number}", starts_at=in_days(3 + number)
            )
        with time_machine.travel(timezone.now() + timedelta(hours=30), tick=False):
            accept_nomination(asked, now=timezone.now())
        mail = told()
        assert not Notification.objects.filter(kind="sessions.leading").exists()
    assert (mail.recipient, mail.is_private) == ("nina.new@acme.example", True)
    assert "See them:" not in mail.body
    join = re.search(r"https?://[^/]+(/o/acme/join/\S+)", mail.body).group(1)
    came = anonymous.post(join, {"password": "a long way to the lunch table"})
    assert (came.status_code, came.url) == (302, f"/o/acme/sessions/?program={program.id}")
    assert anonymous.get(came.url).status_code == 200


def test_mail_to_somebody_with_a_login_leads_to_the_sessions(cast, program):
    with cast.inside():
        other = cast.mentor.person
        question = nominate_facilitator(program, other, by=cast.hr_admin.person, now=timezone.now())
        for number in range(2):
            make_session(
                program, cast.hr_admin, title=f"No {number}", starts_at=in_days(3 + number)
            )
        accept_nomination(question, now=timezone.now())
        mail = told()
    assert not mail.is_private
    assert "/join/" not in mail.body
    assert "See them:" in mail.body
