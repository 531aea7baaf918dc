"""The development mailbox: the files that the local mail sink keeps in settings.DEV_MAILBOX."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class MailHead:
    """A mail as the list shows it; `name` is its file's without the ending."""

    name: str
    to: str
    subject: str
    arrived_at: datetime


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A mail as its page shows it."""

    head: MailHead
    sender: str
    text: str
    html: str
    attachments: list[Attachment]


def names(*, search: str = "") -> list[str]:
    """What arrived, newest first; only for recipients whose address holds a text, if given."""
    found = sorted((path.stem for path in _folder().glob("*.eml")), reverse=True)
    wanted = search.strip().lower()
    if not wanted:
        return found
    return [one.name for one in heads(found) if wanted in one.to.lower()]


def heads(names: Iterable[str]) -> list[MailHead]:
    """What the list shows of mails, but for those that have been pruned since they were listed."""
    found = []
    for name in names:
        with suppress(FileNotFoundError):
            found.append(head(name))
    return found


def head(name: str) -> MailHead:
    """What the list shows of a mail that is there."""
    path = _folder() / f"{name}.eml"
    with path.open("rb") as file:
        headers = BytesHeaderParser(policy=policy.default).parse(file)
    return MailHead(
        name=name,
        to=str(headers["X-Envelope-To"] or headers["To"]),
        subject=str(headers["Subject"]),
        arrived_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
    )


def mail(name: str) -> Mail | None:
    """The mail of that name, or None."""
    path = _folder() / f"{name}.eml"
    # A name comes from an address: it must be a file right in this folder.
    if path.parent != _folder() or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Mail(
        head=head(name),
        sender=str(message["From"]),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        attachments=[_attachment(part) for part in message.iter_attachments()],
    )


def _folder() -> Path:
    return Path(settings.DEV_MAILBOX)


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _attachment(part: EmailMessage) -> Attachment:
    content = part.get_content()
    return Attachment(
        name=part.get_filename() or "attachment",
        content_type=part.get_content_type(),
        content=content if isinstance(content, bytes) else str(content).encode(),
    )
