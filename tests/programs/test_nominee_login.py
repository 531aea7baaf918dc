"""How a nominee without a login gets one, and nobody else does."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import INVITATION
from peerlearn.people.models import Invitation, Person, User
from programs.actions.nominations import nominate_facilitator
from programs.nomination_mails import answer_path
from tests.programs.nominating import link_to_answer


@pytest.fixture
def nominee(cast):
    """Somebody neutral whom nobody has given a login."""
    with cast.inside():
        return Person.objects.create(name="Nina New", email="nina.new@acme.example")


def ask(cast, program, person):
    """Ask them; the path of the link in the mail."""
    with cast.inside():
        now = timezone.now()
        return answer_path(nominate_facilitator(program, person, by=cast.hr_admin.person, now=now))


def invitations(cast):
    with cast.inside():
        return list(Notification.objects.filter(kind=INVITATION).order_by("created_at"))


def question(cast):
    with cast.inside():
        return Notification.objects.get(kind="programs.nomination")


def way_in_of(asked):
    """The path in the question that leads to a login."""
    return re.search(r"https?://[^/]+(/o/acme/join/\S+)", asked.body).group(1)


def test_nominee_without_a_login_finds_the_way_to_one_in_the_question(cast, program, nominee):
    ask(cast, program, nominee)
    assert invitations(cast) == []
    asked = question(cast)
    assert (asked.recipient, asked.is_private) == (nominee.email, True)
    assert link_to_answer(asked)
    assert "You have no login to Peerlearn yet" in asked.body
    assert way_in_of(asked)
    with cast.inside():
        assert Invitation.objects.get().person == nominee


def test_nominee_who_was_invited_on_this_day_is_not_invited_again(cast, program, nominee):
    with cast.inside():
        Invitation.objects.create(person=nominee)
    ask(cast, program, nominee)
    assert "Another mail, for you alone" in question(cast).body
    assert "/join/" not in question(cast).body


def test_nominee_with_a_login_is_not_invited(cast, program):
    ask(cast, program, cast.facilitator.person)
    assert invitations(cast) == []
    assert "no login" not in question(cast).body


def test_accepting_leads_a_nominee_to_the_mail_that_lets_them_in(cast, program, nominee, anonymous):
    path = ask(cast, program, nominee)
    page = anonymous.post(path, {"answer": "accept"}, follow=True).content.decode()
    assert "A link for you alone lets you choose a password" in page
    join = way_in_of(question(cast))
    anonymous.post(join, {"password": "a long way to the lunch table"})
    program_page = anonymous.get(f"/o/acme/programs/{program.id}/")
    assert "You facilitate" in program_page.content.decode()


def test_link_is_sent_again_after_a_day_to_the_nominee_alone(cast, program, nominee, anonymous):
    path = ask(cast, program, nominee)
    anonymous.post(path, {"answer": "accept"})
    for _ in range(2):
        anonymous.post(f"{path}invitation/")
    assert invitations(cast) == []
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        page = anonymous.get(path).content.decode()
        assert f'action="{path}invitation/"' in page
        for _ in range(2):
            page = anonymous.post(f"{path}invitation/", follow=True).content.decode()
    sent = invitations(cast)
    assert [mail.recipient for mail in sent] == [nominee.email]
    assert all(mail.link not in page for mail in sent)
    assert "_auth_user_id" not in anonymous.session


def test_forwarded_link_opens_no_account_that_is_there(cast, program, anonymous):
    path = ask(cast, program, cast.facilitator.person)
    before = list(User.objects.order_by("id").values_list("id", "password"))
    page = anonymous.post(path, {"answer": "accept"}, follow=True).content.decode()
    assert "Go to the program" in page
    anonymous.post(f"{path}invitation/")
    assert invitations(cast) == []
    assert list(User.objects.order_by("id").values_list("id", "password")) == before
    asked = anonymous.get(f"/o/acme/programs/{program.id}/")
    assert (asked.status_code, "login" in asked.url) == (302, True)


def test_link_is_sent_to_nobody_who_has_not_accepted(cast, program, nominee, anonymous):
    path = ask(cast, program, nominee)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        anonymous.post(f"{path}invitation/")
    assert invitations(cast) == []
    assert anonymous.get(f"{path}invitation/").status_code == 405
    changed = path.replace("answer/", "answer/x")
    assert anonymous.post(f"{changed}invitation/").status_code == 404
