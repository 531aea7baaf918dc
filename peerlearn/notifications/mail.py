"""A row of the outbox as an e-mail."""

from email.headerregistry import Address
from email.utils import format_datetime, formataddr, parseaddr

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from peerlearn.notifications import mime
from peerlearn.notifications.links import mail_host
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House, blocks_of, house_entered
from peerlearn.web.single_line import one_line

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


def as_email(row: Notification, house: House | None = None) -> bytes:
    """The message as it goes over the wire, under the same Message-ID at every attempt.

    Raises ValueError for a value that would begin a header of its own.
    """
    house = house or house_entered()
    both = mime.alternatives(
        mime.text(f"{row.body}\n", "plain"),
        mime.text(as_html(row, house), "html"),
        # Outlook and Gmail act on the alternative; other programs want a file to open.
        *(
            [mime.text(row.calendar, "calendar", method=row.calendar_method)]
            if row.calendar
            else []
        ),
    )
    if row.calendar:
        both = mime.mixed(
            both, mime.attachment(row.calendar.encode(), "application/ics", "invite.ics")
        )
    return mime.message(_headers(row, house), both)


def _headers(row: Notification, house: House) -> dict[str, str]:
    who = sender(house)
    return {
        "Message-ID": f"<{row.id}@{mail_host()}>",
        "Date": format_datetime(timezone.now()),
        "From": formataddr((who.display_name, who.addr_spec)),
        "To": row.recipient,
        "Subject": row.subject,
        "Auto-Submitted": "auto-generated",
    }


def sender(house: House) -> Address:
    """Peerlearn's address, with the organization's name before it."""
    product, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = one_line(house.name)  # a line break would begin a header
    shown = product if name == product else f"{name} · {product}"
    return Address(display_name=shown.strip(" ·"), addr_spec=address)


def as_html(row: Notification, house: House) -> str:
    """The HTML of a message, made from its text."""
    html = render_to_string(
        "notifications/mail/layout.html",
        {
            "subject": row.subject,
            "blocks": blocks_of(row.body),
            "organization_name": house.name,
        },
    )
    return _inliner.inline(html)
