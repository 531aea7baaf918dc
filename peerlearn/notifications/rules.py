"""When a message is tried again."""

from datetime import timedelta

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=6)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after this many failed attempts; None when it is time to give up.

    The pauses add up to about twelve hours: a mail server that is down overnight loses nothing.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(FIRST_PAUSE * int(4 ** (attempts - 1)), LONGEST_PAUSE)
