"""A connection to the mail server that settings.SMTP names."""

import smtplib
import ssl
from email.utils import parseaddr

from django.conf import settings

# Below idle_in_transaction_session_timeout (30 s): a row's lock is held while it is sent.
PATIENCE = 10


class MailServer:
    """Connects when the first message is sent, keeps the connection, drops it when one fails."""

    def __init__(self) -> None:
        self._connection: smtplib.SMTP | None = None

    def send(self, message: bytes, *, to: str) -> None:
        """Hand a message over for one address.

        Raises smtplib.SMTPException or OSError when the server doesn't take it.
        """
        try:
            if self._connection is None:
                self._connection = connect()
            options = () if to.isascii() else ("SMTPUTF8", "BODY=8BITMIME")
            self._connection.sendmail(_envelope_sender(), to, message, options)
        except BaseException:
            self.drop()
            raise

    def quit(self) -> None:
        """Say goodbye, if we are connected."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def drop(self) -> None:
        """Close without a word: the connection may be in any state."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def connect() -> smtplib.SMTP:
    """A connection, encrypted and logged in as the settings say."""
    wanted = settings.SMTP
    host, port = wanted["EMAIL_HOST"], wanted["EMAIL_PORT"]
    if wanted.get("EMAIL_USE_SSL"):
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=PATIENCE, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(host, port, timeout=PATIENCE)
    try:
        if wanted.get("EMAIL_USE_TLS"):
            connection.starttls(context=ssl.create_default_context())
        if wanted.get("EMAIL_HOST_USER"):
            connection.login(wanted["EMAIL_HOST_USER"], wanted["EMAIL_HOST_PASSWORD"])
    except BaseException:
        connection.close()
        raise
    return connection


def _envelope_sender() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
