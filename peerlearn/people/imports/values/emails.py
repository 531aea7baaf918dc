"""E-mail addresses: trimmed, lower case, taken out of "Anna Berg <a.berg@firm.example>"."""

import re

from peerlearn.people.imports.limits import MAX_CHARS
from peerlearn.people.imports.problems import Problem, problem
from peerlearn.people.imports.values.text import value_of

_ANGLE = re.compile(r"[^<>]*<\s*([^<>]+?)\s*>")
_ADDRESS = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,63}"
)


def parse_email(text: str, *, column: str = "") -> str | Problem:
    """The address in lower case; "" for an empty cell; a Problem that names the fault."""
    shown = value_of(text)
    address = shown.casefold().removeprefix("mailto:")
    if angle := _ANGLE.fullmatch(address):
        address = angle.group(1)
    address = address.strip(" ,;.'\"")
    if not address:
        return ""
    if code := _fault(address):
        return problem(code, column, shown)
    return address


def _fault(address: str) -> str:
    """The code of what is wrong, most telling first; "" for a sound address."""
    local, _at, domain = address.rpartition("@")
    checks = (
        ("email_two", address.count("@") > 1),
        ("email_no_at", "@" not in address),
        ("email_space", " " in address),
        ("email_comma", "," in domain),
        ("email_no_domain", "." not in domain),
        ("too_long", len(address) > MAX_CHARS["email"] or len(local) > 64),
        ("email_invalid", not _ADDRESS.fullmatch(address)),
        ("email_invalid", ".." in address or local.startswith(".") or local.endswith(".")),
    )
    return next((code for code, wrong in checks if wrong), "")
