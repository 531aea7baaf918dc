"""Text of a cell: stray spaces, invisible characters, words that mean "nothing", formulas."""

import re
import unicodedata
from typing import Final

from peerlearn.web.single_line import one_line

_SPACES = re.compile(r"\s+")
# A joiner that spreadsheets leave behind, and halves and private letters that nobody can read.
_ZERO_WIDTH = "\u200c"
_UNREADABLE = frozenset({"Cc", "Cs", "Co"})
_NOTHING: Final = frozenset(
    (
        "-", "--", "–", "—", ".", "/", "n/a", "n.a.", "n.v.", "#n/a", "#na", "#ref!", "#value!",
        "#name?", "none", "null", "nil", "nan", "(blank)", "(leer)", "k.a.", "keine", "ohne",
        "unknown", "unbekannt", "aucun", "aucune", "ninguno", "ninguna",
    )
)  # fmt: skip
_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FORMULA = re.compile(r"[=＝].|[+\-@＋－＠][^\n]*[(|!]")

_ERROR_VALUE = re.compile(r"#(?:[A-Z0-9/_]+[?!]|N/A)", re.IGNORECASE)


def clean(text: str) -> str:
    """One line as everywhere, of composed letters, without stray joiners."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    spaced = _SPACES.sub(" ", text)
    kept = (
        char
        for char in spaced
        if char != _ZERO_WIDTH and unicodedata.category(char) not in _UNREADABLE
    )
    return unicodedata.normalize("NFC", one_line("".join(kept)))


def value_of(text: str) -> str:
    """`clean`, without the apostrophe that `defuse` put in front; "" for "n/a" and its kin."""
    cleaned = fused(clean(text))
    return "" if cleaned.casefold() in _NOTHING else cleaned


def is_formula(text: str) -> bool:
    """Would a spreadsheet compute this? Phone numbers and negative numbers are not meant."""
    return bool(_FORMULA.match(text))


def is_error_value(text: str) -> bool:
    """What a spreadsheet shows for a formula that it can't compute: #NAME?, #REF!, #DIV/0!."""
    return bool(_ERROR_VALUE.fullmatch(text))


def defuse(text: str) -> str:
    """For a cell of a CSV that we write: a spreadsheet shows it and does not compute it."""
    return f"'{text}" if text.startswith(_FORMULA_START) else text


def fused(text: str) -> str:
    """Takes `defuse` back, so that our own download can be read in again."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_START) else text


def compare_key(text: str) -> str:
    """Equal for texts that a person would call the same: case, accents and spaces aside."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(letters.split())
