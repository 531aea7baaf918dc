"""A row of the outbox as an e-mail."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from peerlearn.notifications.links import mail_host
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House, blocks_of, house_entered
from peerlearn.web.single_line import one_line

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


def as_email(row: Notification) -> EmailMessage:
    """The message, under the same Message-ID at every attempt."""
    house = house_entered()
    message = EmailMessage()
    message["Message-ID"] = f"<{row.id}@{mail_host()}>"
    message["Date"] = format_datetime(timezone.now())
    message["From"] = sender(house)
    message["To"] = row.recipient
    message["Subject"] = row.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.body)
    message.add_alternative(as_html(row, house), subtype="html")
    if row.calendar:
        _add_calendar(message, row)
    return message


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


def _add_calendar(message: EmailMessage, row: Notification) -> None:
    # Outlook and Gmail act on the alternative; other programs want a file to open.
    message.add_alternative(
        row.calendar, subtype="calendar", params={"method": row.calendar_method}
    )
    message.add_attachment(
        row.calendar.encode(), maintype="application", subtype="ics", filename="invite.ics"
    )
