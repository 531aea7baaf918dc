"""Calls to addresses that somebody typed in, so that none leads into our own network.

Only hosts that the caller names are called, only by https, and only where every address of the
host is public. The name is looked up once and the connection goes to what was found: a second
answer of the name server can't move it (server-side request forgery, OWASP). No redirect is
followed, and no proxy of the environment is used.
"""

import socket
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpx
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SECONDS = 10.0
LONGEST_ADDRESS = 1000
# Of an answer only the beginning is read: it is a word or two where all is well.
MOST_BYTES = 2000
HTTPS = 443
# IPv6 addresses with an IPv4 address inside, which may be any.
TUNNELS = (IPv6Network("2002::/16"), IPv6Network("64:ff9b::/96"), IPv6Network("2001::/32"))

BAD_ADDRESS: Promise = gettext_lazy("This isn't an address that begins with https://.")
OTHER_HOST: Promise = gettext_lazy("Addresses of this host aren't called from here.")
NOT_PUBLIC: Promise = gettext_lazy("This address leads into a private network.")


class AddressRefusedError(ValueError):
    """An address isn't called: `sentence` says why."""

    def __init__(self, sentence: Promise) -> None:
        self.sentence = sentence
        super().__init__(str(sentence))


class CallFailedError(Exception):
    """Nobody answered, or not in time."""


@dataclass(frozen=True)
class Answer:
    """What came back. `wait` is how many seconds the host asks us to stay away."""

    status: int
    text: str
    wait: int = 0


def check_address(address: str, *, hosts: Collection[str], trusted: Collection[str]) -> SplitResult:
    """The parts of an address that may be called. Raises AddressRefusedError.

    `hosts` are names, or "*.example.org" for all below one. `trusted` are origins that the operator
    of this installation vouches for, such as "http://chat.internal:8065": also private ones.
    """
    has_odd = any(not ("!" <= character <= "~") for character in address)
    if has_odd or len(address) > LONGEST_ADDRESS or "\\" in address:
        raise AddressRefusedError(BAD_ADDRESS)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise AddressRefusedError(BAD_ADDRESS) from error
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise AddressRefusedError(BAD_ADDRESS)
    if f"{parts.scheme}://{parts.netloc}" in trusted:
        return parts
    if parts.scheme != "https":
        raise AddressRefusedError(BAD_ADDRESS)
    if port not in (None, HTTPS) or not any(_is_below(parts.hostname, host) for host in hosts):
        raise AddressRefusedError(OTHER_HOST)
    return parts


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, also where it hides another one."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in tunnel for tunnel in TUNNELS):
            return False
    return found.is_global and not found.is_multicast


def post_json(
    address: str,
    body: Mapping[str, Any],
    *,
    hosts: Collection[str],
    trusted: Collection[str] = (),
) -> Answer:
    """Send JSON, and say what came back. Raises AddressRefusedError and CallFailedError."""
    parts = check_address(address, hosts=hosts, trusted=trusted)
    is_trusted = f"{parts.scheme}://{parts.netloc}" in trusted
    host = str(parts.hostname)
    port = parts.port or (HTTPS if parts.scheme == "https" else 80)
    found = _look_up(host, port)
    if not is_trusted and not all(is_public(one) for one in found):
        raise AddressRefusedError(NOT_PUBLIC)
    pinned = httpx.URL(address).copy_with(host=found[0])
    try:
        return _send(pinned, body, host=host, name=parts.netloc)
    except httpx.HTTPError as error:
        said = _("%(host)s did not answer") % {"host": host[:100]}
        raise CallFailedError(f"{said}: {error or type(error).__name__}"[:250]) from error


def _send(pinned: httpx.URL, body: Mapping[str, Any], *, host: str, name: str) -> Answer:
    until, read = time.monotonic() + SECONDS, b""
    with (
        httpx.Client(trust_env=False, timeout=SECONDS, follow_redirects=False) as client,
        client.stream(
            "POST",
            pinned,
            json=dict(body),
            headers={"Host": name},
            extensions={"sni_hostname": host},
        ) as answer,
    ):
        for piece in answer.iter_bytes(MOST_BYTES):
            read += piece
            if len(read) >= MOST_BYTES or time.monotonic() > until:
                break
    wait = answer.headers.get("Retry-After", "")
    text = read[:MOST_BYTES].decode(errors="replace").replace("\0", "")
    return Answer(answer.status_code, text, int(wait) if wait.isdecimal() and len(wait) < 6 else 0)


def _look_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise CallFailedError(_("%(host)s was not found.") % {"host": host[:100]}) from error
    return [str(entry[4][0]) for entry in found]


def _is_below(host: str, pattern: str) -> bool:
    return host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:]))
