"""Who really asks, where a proxy stands in front.

Only proxies that the operator named are believed, and of what they pass on only the part that they
saw themselves. What anybody else says about addresses is dropped before anyone reads it.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# A server on a socket of this machine hands over no address.
SOCKET = "unix"
HEARSAY = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Proxies:
    """The networks that our proxies ask from."""

    networks: tuple[Network, ...] = ()
    over_socket: bool = False

    def trust(self, said: str) -> bool:
        address = parsed(said)
        if address is None:
            return self.over_socket and said in ("", SOCKET, f"{SOCKET}:")
        return any(address in network for network in self.networks)

    def visitor(self, peer: str, told: str) -> str:
        """The last address that one of ours saw: what stands before it anybody may have written."""
        seen = peer
        for said in reversed(told.split(",")):
            if not self.trust(seen):
                break
            address = parsed(said.strip())
            if address is None:
                break
            seen = str(address)
        return seen


def proxies(text: str) -> Proxies:
    """From a variable: networks, addresses and `unix`, with commas between them."""
    names = [name.strip() for name in text.split(",")]
    return Proxies(
        tuple(_network(name) for name in names if name != SOCKET), over_socket=SOCKET in names
    )


def _network(name: str) -> Network:
    try:
        return ipaddress.ip_network(name)
    except ValueError:
        raise ValueError(f"names no network: {name!r}") from None


def parsed(said: str) -> Address | None:
    """An address as servers and proxies write it, perhaps with a port."""
    if said.startswith("["):
        said = said[1:].partition("]")[0]
    elif said.count(":") == 1:
        said = said.partition(":")[0]
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return None
    # One visitor has one name, whichever way a server writes it.
    return getattr(address, "ipv4_mapped", None) or address


class ProxyMiddleware:
    """Puts the visitor's address where the proxy's is. Stands first: all others believe it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.proxies: Proxies = settings.TRUSTED_PROXIES if settings.BEHIND_PROXY else Proxies()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = str(request.META.get("REMOTE_ADDR", ""))
        if self.proxies.trust(peer):
            told = request.META.pop("HTTP_X_FORWARDED_FOR", "")
            request.META["REMOTE_ADDR"] = self.proxies.visitor(peer, told)
        else:
            _drop_hearsay(request, peer)
        return self.get_response(request)


def _drop_hearsay(request: HttpRequest, peer: str) -> None:
    dropped = [name for name in HEARSAY if request.META.pop(name, None) is not None]
    if "HTTP_X_FORWARDED_PROTO" in dropped and settings.BEHIND_PROXY:
        _say_once(_part_of(peer))


@lru_cache(maxsize=8)
def _say_once(network: str) -> None:
    logger.warning(
        "X-Forwarded-Proto from %s is not believed. If your proxy is there, name it in "
        "TRUSTED_PROXIES.",
        network,
    )


def _part_of(peer: str) -> str:
    """Enough to know one's proxy by, too little to know a visitor by."""
    address = parsed(peer)
    if address is None:
        return "a socket"
    length = 48 if address.version == 6 else 16
    return str(ipaddress.ip_network((address, length), strict=False))
