"""Names of people: in one column or two, "Last, First" too. Never guessed from an address."""

import re

from peerlearn.people.imports.values.text import clean, fused, is_formula
from peerlearn.web.single_line import has_letters

_NO_NAME = frozenset(("", "-", "--", "–", "n/a", "#n/a", "."))

# No name starts like this; elsewhere it may be a phone number or a handle.
_FORMULA_NAME = re.compile(r"[=+@＝＋＠]|[-－]\s*\d")


def is_formula_name(text: str) -> bool:
    """Would a spreadsheet compute this "name"? Harsher than `is_formula`."""
    return bool(_FORMULA_NAME.match(text)) or is_formula(text)


def full_name(first: str, last: str) -> str:
    """From two columns. "Null" and "None" are real surnames and stay."""
    return " ".join(part for part in (_part(first), _part(last)) if part)


def parse_full_name(text: str) -> str:
    """ "Berg,  Anna" → "Anna Berg"; "" where there is none."""
    name = _part(text)
    last, comma, first = name.partition(",")
    if comma and last.strip() and first.strip() and not _is_suffix(first):
        return f"{first.strip()} {last.strip()}"
    return name.strip(" ,")


def _part(text: str) -> str:
    cleaned = fused(clean(text))
    return "" if cleaned.casefold() in _NO_NAME or not has_letters(cleaned) else cleaned


def _is_suffix(text: str) -> bool:
    """ "Sam Jones, Jr." and "Ana Ruiz, PhD" are not turned round."""
    return text.strip().casefold().rstrip(".") in {
        "jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "ma", "mph", "esq", "cpa",
    }  # fmt: skip
