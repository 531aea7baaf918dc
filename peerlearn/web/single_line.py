"""Values of one line: names and titles, which stand in subjects, headers and sentences of mails."""

import unicodedata

BREAKS = frozenset({"Cc", "Zl", "Zp"})
# Letters to Unicode, nothing to the eye: Hangul fillers and the empty Braille cell.
BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# Joiners belong to Persian and Indic words and to emoji; the others of their category are seen.
FORMATS_KEPT = frozenset("\u200c\u200d\u06dd\u070f\u08e2\u0600\u0601\u0602\u0603\u0604\u0605")
ADDRESS_STARTS = ("http://", "https://", "www.")


def one_line(text: str) -> str:
    """Without line breaks, tabs and other control characters, and with single spaces.

    What can't be seen but turns the direction of the text round it, or makes two equal names
    differ, is left out.
    """
    if text.isascii() and text.isprintable():  # most names: nothing to look for
        return " ".join(text.split())
    return " ".join("".join(map(_visible, text)).split())


def plain_lines(text: str) -> str:
    """With line feeds alone between its lines, and without other control characters but tabs."""
    return "\n".join(
        line if line.isprintable() else "".join(filter(_is_kept, line))
        for line in text.splitlines()
    )


def has_letters(text: str) -> bool:
    """Whether there is anything to read, or to click: a letter or a digit."""
    return any(char.isalnum() and char not in BLANKS for char in text)


def _is_kept(char: str) -> bool:
    return char == "\t" or unicodedata.category(char) not in BREAKS


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in BREAKS or char in BLANKS:
        return " "
    return "" if category == "Cf" and char not in FORMATS_KEPT else char


def is_one_line(text: str) -> bool:
    """Whether it is without line breaks, tabs, and marks that nobody sees."""
    return all(_visible(char) == char or char in BLANKS for char in text)


def holds_address(text: str) -> bool:
    """Whether there is a web address in a text: mail programs make links of them."""
    lower = text.casefold()
    return any(start in lower for start in ADDRESS_STARTS)
