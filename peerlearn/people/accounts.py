"""How django-allauth signs people up here. Its mails go through the outbox."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from peerlearn.people.queries.ways_in import ways_in_of
from peerlearn.web.client_address import client_address
from peerlearn.web.links import absolute

CONFIRMING = "confirming"
"""In the session: the address that somebody was asked to confirm last. An address that has a login
already is kept there all the same, so that the page tells nobody which have one.
"""
ASKS_TO_CONFIRM = (
    "account/email/email_confirmation_signup",
    "account/email/email_confirmation",
    "account/email/account_already_exists",
)
# Somebody asked for a new password for an address that has no login.
UNKNOWN = "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Plain words, and links by our configured address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and this password don't go together."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "account_inactive": _("This login is switched off. Ask your HR admin."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which tries to sign in are counted."""
        return client_address(request) or str(super().get_client_ip(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's mails. Its links must not follow a request's Host header."""
        links: dict[str, Any] = {
            key: at_our_address(value) for key, value in context.items() if key.endswith("_url")
        }
        if template_prefix in ASKS_TO_CONFIRM and self.request is not None:
            self.request.session[CONFIRMING] = email
        if template_prefix == UNKNOWN:
            links["ways_in"] = ways_in_of(email)
        super().send_mail(template_prefix, email, {**context, **links})


def at_our_address(url: str) -> str:
    """The same page under settings.BASE_URL."""
    return absolute(urlsplit(url)._replace(scheme="", netloc="").geturl())
