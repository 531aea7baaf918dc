"""How django-allauth signs people up here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Its mails go through the outbox (settings.EMAIL_BACKEND)."""
