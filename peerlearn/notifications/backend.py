"""Django's mail backend: what other code sends by Django's mailer becomes rows of the outbox."""

from collections.abc import Sequence
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models.functions import Now

from peerlearn.notifications.actions import write_once
from peerlearn.notifications.groups import group_of
from peerlearn.notifications.models import Notification
from peerlearn.notifications.texts import LONGEST_SUBJECT, tidy
from peerlearn.tenancy.context import entered_organization_id, organization
from peerlearn.tenancy.models import SYSTEM_ORGANIZATION_ID
from peerlearn.web.single_line import one_line

KIND = "account.mail"


class OutboxBackend(BaseEmailBackend):
    """Rows of the organization entered, else of the one that owns account mails.

    Account mails carry links that let their reader in, so they are private. Only the text is
    kept: their HTML is made from it like that of any other message.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages, in the transaction that is open. Returns how many."""
        with organization(entered_organization_id() or SYSTEM_ORGANIZATION_ID):
            for message in email_messages:
                for recipient in message.recipients():
                    write_once(_row(message, recipient))
        return len(email_messages)


def _row(message: EmailMessage, recipient: str) -> Notification:
    return Notification(
        dedupe_key=f"account:{uuid4()}",
        kind=KIND,
        group=group_of(KIND),
        recipient=recipient,
        subject=one_line(str(message.subject))[:LONGEST_SUBJECT],
        body=tidy(str(message.body)),
        is_private=True,
        due_at=Now(),
    )
