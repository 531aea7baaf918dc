"""What counts as a suggestion."""


def tidy_text(text: str) -> str:
    """Browsers send CRLF and people leave blanks: two texts that look alike are alike."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def suggested_text(text: str, *, in_force: str) -> str:
    """The other wording; "" when it is the one in force, so that only the remark counts."""
    tidy = tidy_text(text)
    return "" if tidy == in_force else tidy
