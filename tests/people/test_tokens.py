"""The page on which members make their API tokens."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from peerlearn.people.models import ApiToken
from peerlearn.people.queries.tokens import usable_token


def _make(player, **changes):
    typed = {"name": "Calendar", "scopes": ["read"], "expiry": "30", **changes}
    return player.client().post(player.url("me/tokens/"), typed)


def test_new_token_is_shown_once_and_works(cast):
    page = _make(cast.employee).content.decode()
    text = re.search(r"pl_[\w-]{43}", page).group()
    with cast.inside():
        token = ApiToken.objects.get()
        assert usable_token(text, now=timezone.now()) == token
        assert token.scopes == ["read"]
        assert token.digest not in page
        assert text.startswith(token.prefix)
    assert text not in cast.employee.client().get(cast.employee.url("me/tokens/")).content.decode()


def test_token_ends_when_it_was_said_to(cast):
    _make(cast.employee, expiry="30")
    with cast.inside():
        ends_in = ApiToken.objects.get().expires_at - timezone.now()
    assert timedelta(days=29, hours=23) < ends_in <= timedelta(days=30)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["write:people"]}])
def test_wrong_form_makes_no_token(cast, wrong):
    assert _make(cast.employee, **wrong).status_code == 422
    with cast.inside():
        assert not ApiToken.objects.exists()


def test_revoked_token_can_be_taken_back_for_a_while(cast):
    _make(cast.employee)
    client = cast.employee.client()
    with cast.inside():
        token = ApiToken.objects.get()
    client.post(cast.employee.url(f"me/tokens/{token.id}/revocation/"))
    with cast.inside():
        token.refresh_from_db()
        assert token.revoked_at is not None
    client.post(cast.employee.url(f"me/tokens/{token.id}/revocation/undo/"))
    with cast.inside():
        token.refresh_from_db()
        assert token.revoked_at is None
        ApiToken.objects.update(revoked_at=timezone.now() - timedelta(hours=1))
    client.post(cast.employee.url(f"me/tokens/{token.id}/revocation/undo/"))
    with cast.inside():
        token.refresh_from_db()
        assert token.revoked_at is not None


def test_nobody_sees_or_ends_the_token_of_another(cast):
    _make(cast.employee)
    with cast.inside():
        token = ApiToken.objects.get()
    for player in (cast.hr_admin, cast.manager):
        assert b"Calendar" not in player.client().get(player.url("me/tokens/")).content
        url = player.url(f"me/tokens/{token.id}/revocation/")
        assert player.client().post(url).status_code == 404


def test_outsider_finds_no_page(cast):
    assert cast.outsider.client().get(cast.employee.url("me/tokens/")).status_code == 404


def test_member_has_at_most_twenty_tokens_that_work(cast):
    for _number in range(20):
        assert _make(cast.employee).status_code == 200
    refused = _make(cast.employee)
    assert refused.status_code == 422
    assert "You have 20 tokens that work" in refused.content.decode()
    with cast.inside():
        token = ApiToken.objects.first()
        ApiToken.objects.filter(id=token.id).update(revoked_at=timezone.now())
    assert _make(cast.employee).status_code == 200
    cast.employee.client().post(cast.employee.url(f"me/tokens/{token.id}/revocation/undo/"))
    with cast.inside():
        assert ApiToken.objects.filter(revoked_at=None).count() == 20
