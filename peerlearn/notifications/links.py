"""Addresses for mails, which know no request."""

from urllib.parse import urlsplit

from django.conf import settings

from peerlearn.web.links import absolute

__all__ = ["absolute", "mail_host"]


def mail_host() -> str:
    """The host that Message-IDs and calendar ids end with."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
