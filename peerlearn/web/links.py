"""Full addresses, for what is read outside of a browser's request: mails, calendars, posters."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve


def absolute(path: str) -> str:
    """The full address of a path of ours; a full address stays as it is."""
    return path if "://" in path else f"{settings.BASE_URL}{path}"


def own_path(wanted: str) -> str:
    """A path of ours that a reader is led back to; "" for anything else.

    Browsers take "//host" and "/\\host" for another host, and drop control characters.
    """
    begins_well = wanted.startswith("/") and wanted[1:2] not in {"/", "\\"}
    return wanted if begins_well and wanted.isprintable() else ""


def works_without_login(address: str) -> bool:
    """Whether an address of ours answers whoever has it: it is signed, and may act in the name of
    the person for whom it was made.
    """
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return False
    return getattr(found.func, "organization_public", False)
