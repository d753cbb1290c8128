"""Addresses: which hosts may be asked, at which IP addresses. Whoever names a page decides where we connect to, so this is strict.

A host is resolved once; every answer is vetted, and the connection goes to an address that was vetted here, never to a name.
What is public is told by a list of our own: Python's ``is_global`` says yes to NAT64's 64:ff9b::7f00:1, to 6to4's 2002:7f00:1::
and to multicast's 224.0.0.1.
"""

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from django.conf import settings

from player.articles.fetching.errors import AddressRefused, Unreachable

IPAddress = IPv4Address | IPv6Address

_PORTS: Final = (80, 443)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}

# IANA's special-purpose registries of IPv4 and IPv6 addresses: everything that is not a host on the public internet.
_SPECIAL: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32",  # Azure's own service for virtual machines, at an address that looks public.
            "2001::/23",  # Protocols, of them Teredo, which carries an IPv4 address.
            "2001:db8::/32",
            "2002::/16",  # 6to4, which carries an IPv4 address.
            "3fff::/20",
        ),
    )
)
_GLOBAL_IPV6: Final = ip_network("2000::/3")
# What an origin of the operator's own network may lie at: never link-local addresses, where clouds keep their credentials.
_OWN: Final = tuple(
    map(ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"))
)


_OWN_SERVER: Final = "If {} is a server of yours, name it in READALONG_FETCH_OWN_ORIGINS."


def is_public(address: IPAddress) -> bool:
    """Whether the address is one of a host on the public internet.

    >>> is_public(ip_address("93.184.215.14")), is_public(ip_address("64:ff9b::7f00:1")), is_public(ip_address("10.0.0.1"))
    (True, False, False)
    """
    if address.version == 6 and address not in _GLOBAL_IPV6:
        return False
    return not _within(address, _SPECIAL)


def resolve(host: str, port: int) -> tuple[IPAddress, ...]:
    """The host's addresses, asked of the system's resolver."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"The host {host} has no address: {error}. Check its spelling.") from error
    return tuple(dict.fromkeys(ip_address(str(where[0])) for *_, where in answers))


def vetted(origin: str, host: str, port: int) -> tuple[IPAddress, ...]:
    """The addresses to connect to. AddressRefused if even one of them is not to be asked: then the name is not to be trusted."""
    own = origin in own_origins()
    if port not in _PORTS and not own:
        raise AddressRefused(
            f"Port {port} of {host} is not asked: pages are fetched from ports 80 and 443 only. {_OWN_SERVER.format(origin)}"
        )
    addresses = resolve(host, port)
    for address in addresses:
        if not (is_public(address) or (own and _within(address, _OWN))):
            raise AddressRefused(
                f"{host} lies at {address}, which is not on the public internet, so it is not asked. {_OWN_SERVER.format(origin)}"
            )
    return addresses


def own_origins() -> frozenset[str]:
    """The origins that the operator has named as servers of the own network."""
    return frozenset(map(normal_origin, settings.FETCH_OWN_ORIGINS))


def normal_origin(origin: str) -> str:
    """The origin in small letters, without the port that its scheme has anyway.

    >>> normal_origin("HTTPS://www.Example.org:443/")
    'https://www.example.org'
    """
    scheme, _, rest = origin.strip().lower().rstrip("/").partition("://")
    return f"{scheme}://{rest.removesuffix(f':{_DEFAULT_PORTS.get(scheme, 0)}')}"


def _within(address: IPAddress, networks: Iterable[object]) -> bool:
    return any(address in network for network in networks)  # type: ignore[operator]
