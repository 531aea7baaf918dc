"""Values of one line: names and titles, which stand in subjects, headers and sentences of mails."""

import unicodedata

BREAKS = frozenset({"Cc", "Zl", "Zp"})
ADDRESS_STARTS = ("http://", "https://", "www.")


def one_line(text: str) -> str:
    """Without line breaks, tabs and other control characters, and with single spaces."""
    visible = (" " if unicodedata.category(char) in BREAKS else char for char in text)
    return " ".join("".join(visible).split())


def holds_address(text: str) -> bool:
    """Whether there is a web address in a text: mail programs make links of them."""
    lower = text.casefold()
    return any(start in lower for start in ADDRESS_STARTS)
