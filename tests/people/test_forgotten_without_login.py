"""Whoever was invited and has no login yet asks for a new password: a fresh way in."""

import pytest

from peerlearn.notifications.models import Notification
from peerlearn.people.models import Invitation, Person
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import SYSTEM_ORGANIZATION_ID

ADDRESS = "nia@work.example"


def invited(player, **fields):
    with organization(player.organization.id):
        person = Person.objects.create(name="Nia New", email=ADDRESS, **fields)
        return Invitation.objects.create(person=person)


def mail_after_asking(client, email=ADDRESS):
    answer = client.post("/accounts/password/reset/", {"email": email})
    assert answer.headers["Location"] == "/accounts/password/reset/done/"
    with organization(SYSTEM_ORGANIZATION_ID):
        return Notification.objects.latest("created_at")


def test_invited_person_is_sent_a_link_that_lets_them_in(cast, anonymous):
    invited(cast.hr_admin)
    mail = mail_after_asking(anonymous, "NIA@work.example")
    assert mail.subject == "Your way into Peerlearn"
    assert "password and join" in mail.body
    assert "sign up" not in mail.body
    assert mail.is_private
    path = mail.body.split("http://localhost:8000")[1].split()[0]
    anonymous.post(path, {"password": "a long way to the lunch table"})
    assert anonymous.get("/o/acme/").status_code == 200


def test_all_organizations_that_invite_are_listed(cast, anonymous):
    for player in (cast.hr_admin, cast.outsider):
        invited(player)
    mail = mail_after_asking(anonymous)
    for player in (cast.hr_admin, cast.outsider):
        assert f"/o/{player.organization.slug}/join/" in mail.body


@pytest.mark.parametrize("state", ["left", "never invited"])
def test_nobody_else_is_led_anywhere(cast, anonymous, state):
    if state == "left":
        invited(cast.hr_admin, state="left")
    else:
        with cast.inside():
            Person.objects.create(name="Nia New", email=ADDRESS)
    mail = mail_after_asking(anonymous)
    assert mail.subject == "There is no Peerlearn login for this address"
    assert "/join/" not in mail.body
