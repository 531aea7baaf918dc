"""Sealing an answer until its round closes.

All sealed answers have the same length and the same time (none): length would tell who wrote
much, and a Fernet token carries the time at which it was made in plain sight.
"""

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from feedback.rules.rounds import LONGEST_SUGGESTION, RATINGS

FORMAT = 1
HEAD = 1 + 16 + 2  # format, round, two ratings
LENGTH = HEAD + 4 * LONGEST_SUGGESTION  # no character takes more than 4 bytes
NO_TIME = 0


class DamagedSealError(ValueError):
    """This is no answer that was sealed for this round with our key."""


@dataclass(frozen=True)
class Answer:
    """What one person says. Raises ValueError for what no form offers."""

    useful: int
    safe_to_ask: int
    suggestion: str = ""

    def __post_init__(self) -> None:
        if self.useful not in RATINGS or self.safe_to_ask not in RATINGS:
            raise ValueError("ratings go from 1 to 5")
        if len(self.suggestion) > LONGEST_SUGGESTION or "\0" in self.suggestion:
            raise ValueError("the suggestion is too long or holds a zero byte")


def seal(answer: Answer, *, round_id: UUID) -> bytes:
    """The answer, encrypted for the inbox of its round."""
    plain = bytes([FORMAT, *round_id.bytes, answer.useful, answer.safe_to_ask])
    padded = (plain + answer.suggestion.encode()).ljust(LENGTH, b"\0")
    return _fernet().encrypt_at_time(padded, NO_TIME)


def unseal(sealed: bytes, *, round_id: UUID) -> Answer:
    """The answer that was sealed.

    Raises DamagedSealError when it was changed, moved from another round, or sealed with a key
    that is not ours.
    """
    try:
        plain = _fernet().decrypt(bytes(sealed))
        if plain[0] != FORMAT or plain[1:17] != round_id.bytes:
            raise DamagedSealError
        suggestion = plain[HEAD:].rstrip(b"\0").decode()
        return Answer(plain[17], plain[18], suggestion)
    except (InvalidToken, IndexError, ValueError) as error:
        raise DamagedSealError from error


def slot_of(round_id: UUID, person_id: UUID) -> UUID:
    """The place of a person's answer in the inbox: random to all who don't hold the key.

    It makes giving an answer repeatable: a second one finds the place taken. It looks like
    uuid4, and is gone with the inbox when the round closes.
    """
    message = b"inbox" + round_id.bytes + person_id.bytes
    digest = hmac.new(settings.FEEDBACK_KEY.encode(), message, hashlib.sha256).digest()
    return UUID(bytes=digest[:16], version=4)


def check_key() -> None:
    """Raises ImproperlyConfigured when FEEDBACK_KEY can seal nothing."""
    try:
        _fernet()
    except ValueError as error:
        raise ImproperlyConfigured(f"FEEDBACK_KEY: {error}") from error


def _fernet() -> Fernet:
    return Fernet(settings.FEEDBACK_KEY)
