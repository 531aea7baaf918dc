"""Signing up, in and out, by allauth's pages in our words; mails by the outbox."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from peerlearn.notifications.models import Notification
from peerlearn.people.models import User
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import SYSTEM_ORGANIZATION_ID
from tests.cast import PASSWORD

NEW = "nora@newco.example"
SIGN_UP = {"email": NEW, "password1": PASSWORD}


def mails():
    with organization(SYSTEM_ORGANIZATION_ID):
        return list(Notification.objects.order_by("created_at"))


def link_in(mail, path):
    return re.search(rf"http://localhost:8000({path}\S+)", mail.body).group(1)


def sign_up(client):
    client.post("/accounts/signup/", SIGN_UP)
    return link_in(mails()[-1], "/accounts/confirm-email/")


def test_sign_up_sends_a_link_and_waits_for_it(db, anonymous):
    response = anonymous.post("/accounts/signup/", SIGN_UP)
    assert response.headers["Location"] == "/accounts/confirm-email/"
    assert (
        f"sent a mail with a link to <strong>{NEW}</strong>"
        in anonymous.get("/accounts/confirm-email/").content.decode()
    )
    (mail,) = mails()
    assert (mail.recipient, mail.subject) == (NEW, "Confirm your e-mail address")
    assert mail.is_private is True
    assert anonymous.get("/organizations/").headers["Location"].startswith("/accounts/login/")


def test_link_asks_before_it_confirms(db, anonymous):
    link = sign_up(anonymous)
    assert "Is <strong>nora@newco.example</strong> your address?" in (
        anonymous.get(link).content.decode()
    )
    assert EmailAddress.objects.get(email=NEW).verified is False


def test_confirmed_user_is_signed_in_and_shown_the_way(db, anonymous):
    link = sign_up(anonymous)
    response = anonymous.post(link, follow=True)
    assert response.redirect_chain[-1][0] == reverse("found_organization")
    assert "Name your organization" in response.content.decode()
    assert "invitation to <strong>nora@newco.example</strong>" in response.content.decode()


def test_link_works_once(db, anonymous, client):
    link = sign_up(anonymous)
    anonymous.post(link)
    assert "no longer works" in client.get(link).content.decode()


def test_links_do_not_follow_the_host_header(db, anonymous):
    anonymous.post("/accounts/signup/", SIGN_UP, headers={"host": "127.0.0.1"})
    assert "http://localhost:8000/accounts/confirm-email/" in mails()[0].body
    assert "127.0.0.1" not in mails()[0].body


def test_weak_password_is_refused_with_the_form(db, anonymous):
    response = anonymous.post("/accounts/signup/", {"email": NEW, "password1": "short"})
    assert "at least 12 characters" in response.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_sign_up_with_a_known_address_does_not_tell(cast, anonymous):
    known = cast.employee.user.email
    response = anonymous.post("/accounts/signup/", {"email": known, "password1": PASSWORD})
    assert response.headers["Location"] == "/accounts/confirm-email/"
    (mail,) = mails()
    assert (mail.recipient, mail.subject) == (known, "You have a Peerlearn login already")


def test_sign_in_leads_to_the_dashboard(cast, anonymous):
    response = anonymous.post(
        "/accounts/login/", {"login": cast.employee.user.email, "password": PASSWORD}
    )
    assert response.headers["Location"] == "/"
    assert anonymous.get("/").headers["Location"] == cast.employee.url()


def test_wrong_password_is_refused_in_plain_words(cast, anonymous):
    response = anonymous.post(
        "/accounts/login/", {"login": cast.employee.user.email, "password": "wrong"}
    )
    assert "This e-mail address and this password don&#x27;t go together." in (
        response.content.decode()
    )


def test_sixth_wrong_password_is_refused_unread(cast, anonymous, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    cache.clear()
    wrong = {"login": cast.employee.user.email, "password": "wrong"}
    for _try in range(5):
        anonymous.post("/accounts/login/", wrong)
    right = {**wrong, "password": PASSWORD}
    assert "Too many tries" in anonymous.post("/accounts/login/", right).content.decode()
    cache.clear()


def test_forgotten_password_is_replaced_by_the_link(cast, anonymous):
    email = cast.employee.user.email
    anonymous.post("/accounts/password/reset/", {"email": email})
    link = link_in(mails()[0], "/accounts/password/reset/key/")
    form = anonymous.get(link, follow=True)
    chosen = "another horse battery staple"
    anonymous.post(
        form.redirect_chain[-1][0], {"password1": chosen, "password2": chosen}, follow=True
    )
    cast.employee.user.refresh_from_db()
    assert cast.employee.user.check_password(chosen)
    assert mails()[-1].subject == "Your password was changed"


def test_reset_for_an_unknown_address_looks_the_same(db, anonymous):
    response = anonymous.post("/accounts/password/reset/", {"email": NEW})
    assert response.headers["Location"] == "/accounts/password/reset/done/"
    assert mails()[0].subject == "There is no Peerlearn login for this address"


def test_changed_address_counts_once_it_is_confirmed(cast):
    client = cast.employee.client()
    client.post("/accounts/email/", {"email": "emil@new.example", "action_add": ""})
    cast.employee.user.refresh_from_db()
    assert cast.employee.user.email == "emil.employee@acme.example"
    client.post(link_in(mails()[0], "/accounts/confirm-email/"))
    cast.employee.user.refresh_from_db()
    assert cast.employee.user.email == "emil@new.example"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/a-b/",
        "/accounts/confirm-email/wrong/",
        "/accounts/inactive/",
    ],
)
def test_page_for_strangers_shows_itself(db, anonymous, path):
    assert anonymous.get(path).status_code == 200


@pytest.mark.parametrize("path", ["password/change/", "email/", "logout/", "reauthenticate/"])
def test_page_for_a_login_shows_itself(cast, path):
    assert cast.employee.client().get(f"/accounts/{path}").status_code == 200


def test_mail_to_confirm_is_sent_again_a_few_times(db, anonymous):
    cache.clear()
    sign_up(anonymous)
    for number in range(2, 7):
        answer = anonymous.post("/organizations/confirmation/")
        assert answer.headers["Location"] == "/accounts/confirm-email/"
        assert len(mails()) <= min(number, 4)
    assert len(mails()) >= 2


def test_sending_again_tells_nothing_of_a_known_address(cast, anonymous):
    cache.clear()
    known = {"email": cast.employee.user.email, "password1": PASSWORD}
    anonymous.post("/accounts/signup/", known)
    before = len(mails())
    page = anonymous.post("/organizations/confirmation/", follow=True).content.decode()
    assert f"sent a mail with a link to <strong>{cast.employee.user.email}</strong>" in page
    assert "another mail is on its way" in page
    assert len(mails()) == before
