"""The code by which a reporter comes back to a quiet report: sixteen letters in four groups."""

# No 0 and O, 1, I and L; no vowels, so that no word comes out.
ALPHABET = "BCDFGHJKMNPQRSTVWXZ23456789"
GROUPS, IN_GROUP = 4, 4
LENGTH = GROUPS * IN_GROUP


def code_from(digest: bytes) -> str:
    """The code that a random-looking digest of 32 bytes stands for."""
    number, letters = int.from_bytes(digest, "big"), ""
    for _letter in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return letters


def in_groups(code: str) -> str:
    """As it is shown: BCDF-GHJK-MNPQ-RSTV."""
    return "-".join(code[i : i + IN_GROUP] for i in range(0, len(code), IN_GROUP))


def clean_code(typed: str) -> str:
    """A code as people type it: any case, with blanks or hyphens; "" when it can't be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return ""
    return letters
