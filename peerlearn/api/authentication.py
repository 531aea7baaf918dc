"""Who asks: a token of the organization in the address, or a signed-in browser."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from peerlearn.people.actions.tokens import note_use
from peerlearn.people.models import ApiToken, User
from peerlearn.people.queries.tokens import usable_token
from peerlearn.tenancy.context import act_as


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer pl_…`. The token acts as its member, with the scopes it has."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = timezone.now()
        page: Any = request._request
        # An organization that isn't there has no tokens, so it is the same answer.
        token = usable_token(text.strip(), now=now) if page.organization else None
        if token is None:
            raise AuthenticationFailed(
                _("This token is not known here, was revoked, or has ended.")
            )
        membership = token.membership
        page.membership, page.person = membership, membership.person
        act_as(membership.person_id)
        # Where nobody may learn who called, a time of use would tell.
        if getattr((request.parser_context or {}).get("view"), "notes_token_use", True):
            note_use(token, now=now)
        return membership.user, token

    def authenticate_header(self, request: Request) -> str:
        """So that no credentials means 401, not 403."""
        return 'Bearer realm="Peerlearn"'


class BrowserAuthentication(SessionAuthentication):
    """The session of a browser; what changes something needs the CSRF token too."""
