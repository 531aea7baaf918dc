"""Names of programs."""

import re
from collections.abc import Collection

LONGEST = 120
NUMBERED = re.compile(r"^(?P<stem>.*\S)\s+(?P<number>\d{1,3})$")


def next_name(name: str, taken: Collection[str]) -> str:
    """A free name for another run: "Buddies" becomes "Buddies 2", and that "Buddies 3".

    A year at the end is part of the name: "Onboarding 2026" becomes "Onboarding 2026 2".
    """
    found = NUMBERED.match(name)
    stem, number = (found["stem"], int(found["number"])) if found else (name, 1)
    used = {one.casefold() for one in taken}
    while True:
        number += 1
        ending = f" {number}"
        wanted = stem[: LONGEST - len(ending)] + ending
        if wanted.casefold() not in used:
            return wanted
