"""The short code by which people in the room find its page."""

import secrets

# No 0 and O, 1, I and L; no vowels, so that no word comes out.
ALPHABET = "BCDFGHJKMNPQRSTVWXZ23456789"
LENGTH = 6


def make_join_code() -> str:
    """A random code; the database refuses one that the organization has already."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def clean_join_code(typed: str) -> str:
    """A code as people type it: any case, with blanks or hyphens."""
    return "".join(c for c in typed.upper() if c.isalnum())[: 2 * LENGTH]
