"""Texts that only the application's key opens, and marks that lead back to nothing without it.

Each purpose has a key of its own, made from FEEDBACK_KEY: what is sealed in one place can't be
opened in another.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

# Lengths are rounded up: a seal must not tell who wrote much.
BLOCK = 2048
# A Fernet token carries the time at which it was made in plain sight.
NO_TIME = 0


class DamagedTextError(ValueError):
    """This was not sealed for this purpose and place with our key."""


def seal_text(text: str, *, purpose: str, place: UUID) -> bytes:
    """Encrypt a text for the row that `place` names. Raises ValueError for a zero byte in it."""
    if "\0" in text:
        raise ValueError("a zero byte can't be sealed")
    plain = place.bytes + text.encode()
    padded = plain.ljust(-(-len(plain) // BLOCK) * BLOCK, b"\0")
    return _fernet(purpose).encrypt_at_time(padded, NO_TIME)


def unseal_text(sealed: bytes, *, purpose: str, place: UUID) -> str:
    """The text that was sealed.

    Raises DamagedTextError when it was changed, moved from another row, or sealed otherwise.
    """
    try:
        plain = _fernet(purpose).decrypt(bytes(sealed))
    except InvalidToken as error:
        raise DamagedTextError from error
    if plain[:16] != place.bytes:
        raise DamagedTextError
    return plain[16:].rstrip(b"\0").decode()


def keyed_hash(purpose: str, value: str) -> str:
    """64 hexadecimal digits that stand for a value, and can't be tried out without our key."""
    return hmac.new(_key(purpose), value.encode(), hashlib.sha256).hexdigest()


def _fernet(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(purpose)))


def _key(purpose: str) -> bytes:
    message = f"peerlearn.sealing.{purpose}".encode()
    return hmac.new(settings.FEEDBACK_KEY.encode(), message, hashlib.sha256).digest()
