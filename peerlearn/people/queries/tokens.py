"""Reads about API tokens."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from peerlearn.people.models import ApiToken, Membership, Person
from peerlearn.people.token_texts import digest_of

# So long after it was revoked a token can be taken back into use.
UNDO_FOR = timedelta(minutes=10)


def tokens_of(membership: Membership) -> QuerySet[ApiToken]:
    """A member's own tokens, the newest first: nobody sees another's."""
    return ApiToken.objects.filter(membership=membership)


def working_tokens_of(membership: Membership, *, now: datetime) -> QuerySet[ApiToken]:
    """Those that were neither revoked nor have ended."""
    is_to_end = Q(expires_at=None) | Q(expires_at__gt=now)
    return tokens_of(membership).filter(is_to_end, revoked_at=None)


def usable_token(text: str, *, now: datetime) -> ApiToken | None:
    """The token with this text in the organization entered, with its member; None when there is
    none, or it can't be used any more, or its owner has left.
    """
    token = (
        ApiToken.objects.select_related("membership__person", "membership__user")
        .filter(
            digest=digest_of(text),
            membership__person__state=Person.State.ACTIVE,
            membership__user__is_active=True,
        )
        .first()
    )
    return token if token is not None and token.is_usable(now=now) else None
