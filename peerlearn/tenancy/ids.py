"""Identifiers."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562): sorts by creation time, in milliseconds.

    Python has its own from 3.14. It tells when a row was made, so it never names an anonymous
    row: those take `uuid.uuid4`.
    """
    milliseconds = time.time_ns() // 1_000_000
    octets = bytearray(milliseconds.to_bytes(6, "big") + os.urandom(10))
    octets[6] = (octets[6] & 0x0F) | 0x70
    octets[8] = (octets[8] & 0x3F) | 0x80
    return uuid.UUID(bytes=bytes(octets))
