"""A row of the outbox as an e-mail."""

from collections.abc import Sequence
from email.headerregistry import Address
from email.utils import format_datetime, formataddr, parseaddr

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from peerlearn.notifications import mime
from peerlearn.notifications.links import mail_host
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import House, blocks_of, house_entered
from peerlearn.notifications.unsubscribing import unsubscribe_address
from peerlearn.web.single_line import one_line

BEGIN = "BEGIN:VCALENDAR"
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


def as_email(row: Notification, house: House | None = None) -> bytes:
    """The message as it goes over the wire, under the same Message-ID at every attempt.

    Raises ValueError for a value that would begin a header of its own.
    """
    house = house or house_entered()
    leave = unsubscribe_address(row, house)
    texts = [
        mime.text(_as_text(row, leave), "plain"),
        mime.text(as_html(row, house, leave), "html"),
    ]
    entries = entries_of(row.calendar)
    if len(entries) == 1:
        # Outlook and Gmail act on the alternative; other programs want a file to open.
        texts.append(mime.text(row.calendar, "calendar", method=row.calendar_method))
    both = mime.alternatives(*texts)
    if entries:
        both = mime.mixed(both, *_files(entries, row.calendar_method))
    return mime.message({**_headers(row, house), **_ways_out(leave)}, both)


def entries_of(calendar: str) -> list[str]:
    """The calendar objects of a message: one each for as many sessions as it tells of."""
    return [f"{BEGIN}{one}" for one in calendar.split(BEGIN)[1:]]


def _files(entries: Sequence[str], method: str) -> list[bytes]:
    """A file for each, to open or keep; of several, each is an invitation too (RFC 6047)."""
    if len(entries) == 1:
        return [mime.attachment(entries[0].encode(), "application/ics", "invite.ics")]
    content_type = f'text/calendar; charset="utf-8"; method={method}'
    return [
        mime.attachment(ics.encode(), content_type, f"invite-{at}.ics")
        for at, ics in enumerate(entries, start=1)
    ]


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


def _ways_out(leave: str) -> dict[str, str]:
    """One click in the reader's mail program ends such mails (RFC 8058), without a login."""
    if not leave:
        return {}
    return {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _as_text(row: Notification, leave: str) -> str:
    foot = _("No more mails of this kind") if leave else ""
    return f"{row.body}\n\n-- \n{foot}: {leave}\n" if leave else f"{row.body}\n"


def sender(house: House) -> Address:
    """Peerlearn's address, with the organization's name before it."""
    product, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = one_line(house.name)  # a line break would begin a header
    shown = product if name == product else f"{name} · {product}"
    return Address(display_name=shown.strip(" ·"), addr_spec=address)


def as_html(row: Notification, house: House, leave: str = "") -> str:
    """The HTML of a message, made from its text; `leave` is where such mails can be ended."""
    html = render_to_string(
        "notifications/mail/layout.html",
        {
            "subject": row.subject,
            "blocks": blocks_of(row.body),
            "organization_name": house.name,
            "leave": leave,
        },
    )
    return _inliner.inline(html)
