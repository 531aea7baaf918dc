"""Names that the eye takes for another one's."""

import unicodedata

# Alphabets with letters that look the same: one word of a name is in one of them.
ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def look_of(name: str) -> str:
    """Equal for names that look alike: case, accents, spaces and signs aside."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


def mixes_alphabets(name: str) -> bool:
    """Whether a word of a name has letters of two alphabets that look alike.

    Source: Unicode Technical Standard 39, section 5.1, mixed-script detection.
    """
    return any(len(_alphabets(word)) > 1 for word in name.split())


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(char, "") for char in word)
    return {alphabet for name in names for alphabet in ALPHABETS if name.startswith(alphabet)}
