"""The address in a mail that ends mails of its kind, without a login."""

from django.urls import reverse

from peerlearn.notifications.groups import is_optional
from peerlearn.notifications.links import absolute
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House
from peerlearn.web.tokens import make_lasting_token, read_lasting_token

PURPOSE = "unsubscribe"


def unsubscribe_address(row: Notification, house: House) -> str:
    """Where the reader of a message can end mails of its group; "" for one that is needed."""
    if not house.slug or row.person_id is None or not is_optional(row.group):
        return ""
    token = make_lasting_token(PURPOSE, f"{row.person_id}.{row.group}")
    return absolute(reverse("notifications:unsubscribe", args=(house.slug, token)))


def read_address(token: str) -> tuple[str, str]:
    """The person's id and the group. Raises BadTokenError when we didn't write it."""
    person_id, _dot, group = read_lasting_token(PURPOSE, token).partition(".")
    return person_id, group
