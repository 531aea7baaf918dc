"""From which address a request comes: the one place for everything that counts by address.

Behind a proxy every request comes from the proxy, which names the reader in X-Forwarded-For.
Anybody can send that header: it is believed from peers in settings.TRUSTED_PROXIES alone.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
Networks = tuple[IPv4Network | IPv6Network, ...]


def read_networks(said: Iterable[str]) -> Networks:
    """The networks of TRUSTED_PROXIES. Raises ImproperlyConfigured for what is none, and for all
    addresses at once: whoever is believed by everybody can be anybody.
    """
    return tuple(_network(word.strip()) for word in said if word.strip())


def _network(word: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(word)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES takes addresses and networks with commas, such as 10.0.0.7 or"
            f" 172.30.0.0/24: {error}"
        ) from error
    if network.prefixlen == 0:
        raise ImproperlyConfigured("TRUSTED_PROXIES must not hold all addresses")
    return network


def client_address(request: HttpRequest) -> str:
    """The rightmost address that isn't one of our proxies; "" when the server names no peer.

    Each proxy appends who spoke to it, so what stands left of the first stranger is what the
    stranger says.
    """
    told = request.META.get("REMOTE_ADDR", "")
    peer = _address(told)
    if peer is None or not _is_ours(peer):
        return str(peer or told)
    for word in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        named = _address(word.strip())
        if named is None:  # nothing left of what can't be read is known to be true
            break
        peer = named
        if not _is_ours(peer):
            break
    return str(peer)


def _is_ours(address: Address) -> bool:
    networks: Networks = settings.TRUSTED_PROXIES
    return any(address in network for network in networks)


def _address(word: str) -> Address | None:
    """An address, without its port if it has one; one of IPv4 as such also where it is wrapped."""
    bare = word[1:].partition("]")[0] if word.startswith("[") else word
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
