"""Signed, single-purpose, expiring tokens for links in mails that work without a login."""

from datetime import timedelta

from django.core import signing

SALT = "peerlearn.link"
# Stands in an address before a file's ending, so it isn't a dot.
LASTING_SEPARATOR = "~"


class BadTokenError(ValueError):
    """The token was changed, is too old, or was made for something else."""


class ExpiredTokenError(BadTokenError):
    """The token is ours but too old: `claims` is what it said."""

    def __init__(self, claims: dict[str, str]) -> None:
        super().__init__("too old")
        self.claims = claims


def make_token(purpose: str, **claims: str) -> str:
    """A URL-safe token that says what it is for and whom or what it is about."""
    return signing.dumps(claims, salt=f"{SALT}.{purpose}", compress=True)


def read_token(purpose: str, token: str, *, max_age: timedelta) -> dict[str, str]:
    """The claims of a token made for the same purpose.

    Raises BadTokenError when it wasn't or was changed, ExpiredTokenError when it is older than
    `max_age`.
    """
    salt = f"{SALT}.{purpose}"
    try:
        claims: dict[str, str] = signing.loads(token, salt=salt, max_age=max_age)
    except signing.SignatureExpired as error:
        raise ExpiredTokenError(signing.loads(token, salt=salt)) from error
    except signing.BadSignature as error:
        raise BadTokenError(str(error)) from error
    return claims


def make_lasting_token(purpose: str, subject: str) -> str:
    """A URL-safe token without an end, the same each time: whoever reads it asks whether its
    subject is still there.
    """
    return _lasting(purpose).sign(subject)


def read_lasting_token(purpose: str, token: str) -> str:
    """The subject of a lasting token. Raises BadTokenError when it wasn't made for this purpose."""
    try:
        return _lasting(purpose).unsign(token)
    except signing.BadSignature as error:
        raise BadTokenError(str(error)) from error


def _lasting(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"{SALT}.lasting.{purpose}", sep=LASTING_SEPARATOR)
