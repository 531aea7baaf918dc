"""Full addresses, for what is read outside of a browser's request: mails, calendars, posters."""

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path of ours; a full address stays as it is."""
    return path if "://" in path else f"{settings.BASE_URL}{path}"
