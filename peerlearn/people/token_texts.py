"""The text of an API token, and what is kept of it."""

import hashlib
import secrets

MARK = "pl_"
SHOWN = 8


def new_token_text() -> str:
    """A text that nobody can guess: 256 random bits behind a mark that secret scanners find."""
    return MARK + secrets.token_urlsafe(32)


def prefix_of(text: str) -> str:
    """Its beginning, enough to tell tokens apart."""
    return text[:SHOWN]


def digest_of(text: str) -> str:
    """What is stored. The secret is random, so a plain hash can't be turned back."""
    return hashlib.sha256(text.encode()).hexdigest()
