"""Asking people to join, and joining by the link in the mail."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from peerlearn.notifications.models import Notification
from peerlearn.notifications.queries import INVITATION, unread_count
from peerlearn.notifications.receivers import invitation_stands
from peerlearn.people.actions import add_member, invite_people, make_login
from peerlearn.people.models import Invitation, Membership, Person, User
from peerlearn.people.queries.invitations import reachable_not_invited
from peerlearn.people.refusals import LoginExistsError
from peerlearn.people.rules import NotInvited
from peerlearn.tenancy.context import organization
from tests.cast import PASSWORD, make_user


@pytest.fixture
def newcomer(cast):
    """Somebody of Acme without a login."""
    with cast.inside():
        return Person.objects.create(name="Nina New", email="Nina.New@acme.example")


def invite(cast, *people):
    with cast.inside():
        return invite_people(people, by=cast.hr_admin.person)


def mails(cast):
    with cast.inside():
        return list(Notification.objects.filter(kind=INVITATION))


def link(cast):
    return mails(cast)[-1].link


def membership_of(cast, person):
    with cast.inside():
        return Membership.objects.select_related("user").filter(person=person).first()


def test_invitation_is_mailed_as_a_secret(cast, newcomer):
    plan = invite(cast, newcomer)
    (mail,) = mails(cast)
    assert plan.ready == [newcomer]
    assert mail.subject == "Hanna Admin invites you to Acme on Peerlearn"
    assert (mail.recipient, mail.is_private) == (newcomer.email, True)
    assert f"http://localhost:8000{mail.link}" in mail.body
    assert mail.expires_at - timezone.now() > timedelta(days=29)


def test_inviting_twice_mails_once_a_day(cast, newcomer):
    invite(cast, newcomer)
    assert invite(cast, newcomer).refused == [(newcomer, NotInvited.INVITED_JUST_NOW)]
    assert len(mails(cast)) == 1
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        assert invite(cast, newcomer).ready == [newcomer]
    assert len(mails(cast)) == 2


def test_leavers_members_and_unreachable_are_refused_by_name(cast, newcomer):
    with cast.inside():
        leaver = Person.objects.create(name="L", email="l@acme.example", state="left")
        deskless = Person.objects.create(name="D")
    plan = invite(cast, leaver, deskless, cast.employee.person, newcomer)
    assert plan.ready == [newcomer]
    assert {person.name: reason for person, reason in plan.refused} == {
        "L": NotInvited.LEFT,
        "D": NotInvited.UNREACHABLE,
        "Emil Employee": NotInvited.MEMBER,
    }
    assert len(mails(cast)) == 1


def test_everybody_to_invite_is_who_never_was(cast, newcomer):
    with cast.inside():
        Person.objects.create(name="D")
        assert list(reachable_not_invited()) == [newcomer]
    invite(cast, newcomer)
    with cast.inside():
        assert list(reachable_not_invited()) == []


def test_inviting_many_costs_the_same_queries(cast, newcomer, django_assert_num_queries):
    def count(number):
        with cast.inside():
            people = [
                Person.objects.create(name=f"P{n}", email=f"p{number}{n}@acme.example")
                for n in range(number)
            ]
            with django_assert_num_queries(9):
                assert len(invite_people(people, by=cast.hr_admin.person).ready) == number

    count(1)
    count(30)


def test_link_asks_a_new_user_for_a_password(cast, newcomer, anonymous):
    invite(cast, newcomer)
    page = anonymous.get(link(cast)).content.decode()
    assert "Hello Nina New, Hanna Admin invites you" in page
    assert 'name="password"' in page
    assert not User.objects.filter(email__iexact=newcomer.email).exists()


def test_new_user_joins_is_signed_in_and_reaches_the_dashboard(cast, newcomer, anonymous):
    invite(cast, newcomer)
    response = anonymous.post(link(cast), {"password": PASSWORD})
    assert response.headers["Location"] == cast.employee.url()
    membership = membership_of(cast, newcomer)
    assert (membership.role, membership.user.email) == ("employee", "nina.new@acme.example")
    assert membership.user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=membership.user).verified is True
    assert anonymous.get("/").headers["Location"] == cast.employee.url()
    with cast.inside():
        assert Invitation.objects.get().accepted_at is not None
        assert unread_count(newcomer) == 0


def test_page_warns_somebody_who_is_signed_in_as_another(cast, newcomer):
    invite(cast, newcomer)
    page = cast.outsider.client().get(link(cast)).content.decode()
    assert "You are signed in as otto.outsider@umbrella.example now." in page


@pytest.mark.parametrize("password", ["", "short", "nina.new@acme.example"])
def test_weak_password_is_refused(cast, newcomer, anonymous, password):
    invite(cast, newcomer)
    assert anonymous.post(link(cast), {"password": password}).status_code == 422
    assert membership_of(cast, newcomer) is None


def test_used_link_leads_to_the_organization(cast, newcomer, anonymous, client):
    invite(cast, newcomer)
    anonymous.post(link(cast), {"password": PASSWORD})
    for response in (client.get(link(cast)), client.post(link(cast), {"password": "x" * 20})):
        assert response.headers["Location"] == cast.employee.url()
    assert membership_of(cast, newcomer).user.check_password(PASSWORD)


def test_user_with_a_login_must_sign_in_and_then_click(cast, newcomer, client):
    user = make_user("nina.new@acme.example")
    invite(cast, newcomer)
    assert "has a Peerlearn login already" in client.get(link(cast)).content.decode()
    client.post(link(cast), {"password": PASSWORD})
    assert membership_of(cast, newcomer) is None
    client.force_login(user)
    assert "Join as nina.new@acme.example" in client.get(link(cast)).content.decode()
    assert membership_of(cast, newcomer) is None
    assert client.post(link(cast)).headers["Location"] == cast.employee.url()
    assert membership_of(cast, newcomer).user == user


def test_another_users_click_does_not_join(cast, newcomer):
    make_user("nina.new@acme.example")
    invite(cast, newcomer)
    client = cast.outsider.client()
    assert "you are signed in as otto.outsider" in client.get(link(cast)).content.decode()
    client.post(link(cast))
    assert membership_of(cast, newcomer) is None


def test_unproved_sign_up_with_the_address_gives_way(cast, newcomer, anonymous):
    squatter = User.objects.create_user("nina.new@acme.example", "the squatter's password")
    EmailAddress.objects.create(user=squatter, email=squatter.email, primary=True)
    invite(cast, newcomer)
    anonymous.post(link(cast), {"password": PASSWORD})
    squatter.refresh_from_db()
    assert squatter.check_password(PASSWORD)
    assert membership_of(cast, newcomer).user == squatter


def test_login_of_a_proved_address_is_not_made_anew(db):
    user = make_user("nina.new@acme.example")
    with pytest.raises(LoginExistsError):
        make_login(email="Nina.New@acme.example", password="x" * 20)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_old_link_is_closed(cast, newcomer, anonymous):
    invite(cast, newcomer)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=True):
        response = anonymous.get(link(cast))
    assert response.status_code == 410
    assert "works for 30 days" in response.content.decode()


@pytest.mark.parametrize("change", [{"state": "left"}, {"email": "n@other.example"}])
def test_link_of_a_leaver_or_a_changed_address_is_closed(cast, newcomer, anonymous, change):
    invite(cast, newcomer)
    with cast.inside():
        Person.objects.filter(id=newcomer.id).update(**change)
        (mail,) = Notification.objects.filter(kind=INVITATION)
        assert invitation_stands(mail) is False
    assert anonymous.post(link(cast), {"password": PASSWORD}).status_code == 410
    assert membership_of(cast, newcomer) is None


def test_changed_link_is_closed(cast, newcomer, anonymous):
    invite(cast, newcomer)
    broken = link(cast)[:-4] + "AAA/"
    assert anonymous.get(broken).status_code == 404


def test_link_leads_nowhere_in_another_organization(cast, newcomer, anonymous):
    invite(cast, newcomer)
    elsewhere = link(cast).replace("/o/acme/", "/o/umbrella/")
    assert anonymous.post(elsewhere, {"password": PASSWORD}).status_code == 404
    with organization(cast.outsider.organization.id):
        assert Membership.objects.count() == 1


def test_invitation_of_somebody_who_joined_meanwhile_is_not_mailed(cast, newcomer):
    invite(cast, newcomer)
    with cast.inside():
        (mail,) = Notification.objects.filter(kind=INVITATION)
        assert invitation_stands(mail) is True
        add_member(newcomer, user=make_user("nina.new@acme.example"))
        assert invitation_stands(mail) is False
