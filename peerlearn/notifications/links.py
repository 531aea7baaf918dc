"""Addresses for mails, which know no request."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path of ours; a full address stays as it is."""
    return path if "://" in path else f"{settings.BASE_URL}{path}"


def mail_host() -> str:
    """The host that Message-IDs and calendar ids end with."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
