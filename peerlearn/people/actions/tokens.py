"""Making API tokens and taking them back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from peerlearn.people.models import ApiToken, Membership
from peerlearn.people.queries.tokens import UNDO_FOR, working_tokens_of
from peerlearn.people.refusals import TokenGoneError, TooManyTokensError
from peerlearn.people.token_texts import digest_of, new_token_text, prefix_of

USE_NOTED_EVERY = timedelta(hours=1)
# The calls of all are counted together; this bounds what one member can lose.
MOST_TOKENS = 20


def make_token(
    membership: Membership, *, name: str, scopes: Iterable[str], expires_at: datetime | None
) -> tuple[ApiToken, str]:
    """A new token and its text, which can't be shown again. Raises TooManyTokensError."""
    text = new_token_text()
    with transaction.atomic():
        _refuse_many(membership, now=timezone.now())
        token = ApiToken.objects.create(
            membership=membership,
            name=name,
            prefix=prefix_of(text),
            digest=digest_of(text),
            scopes=sorted(set(scopes)),
            expires_at=expires_at,
        )
    return token, text


def _refuse_many(membership: Membership, *, now: datetime) -> None:
    """One at a time for each member: the count holds until the transaction ends."""
    Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    if working_tokens_of(membership, now=now).count() >= MOST_TOKENS:
        raise TooManyTokensError


def revoke_token(token: ApiToken) -> ApiToken:
    """End a token at once; twice is once."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    token.refresh_from_db(fields=["revoked_at"])
    return token


def restore_token(token: ApiToken) -> ApiToken:
    """Undo revoke_token. Raises TokenGoneError when that was too long ago, and
    TooManyTokensError.
    """
    now = timezone.now()
    if token.revoked_at is not None and token.revoked_at < now - UNDO_FOR:
        raise TokenGoneError
    with transaction.atomic():
        if token.revoked_at is not None:
            _refuse_many(token.membership, now=now)
        ApiToken.objects.filter(pk=token.pk).update(revoked_at=None)
    token.refresh_from_db(fields=["revoked_at"])
    return token


def note_use(token: ApiToken, *, now: datetime) -> None:
    """Remember that a token was used, at most once an hour."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
