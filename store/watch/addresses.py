"""The addresses that may be fetched: http and https, and nothing private unless config.toml names it. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit, urlunsplit

from store.errors import StoreError

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000

_NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses that stand for an IPv4 address, which is checked instead."""


class AddressError(StoreError):
    """An address that may not be fetched. The message says why."""


class WebAddress(NamedTuple):
    """A web address in its parts; ``target`` is the part sent to the server."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """The server: scheme and host, and the port unless it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def host_header(self) -> str:
        """The value of the Host header."""
        return self.site.partition("://")[2]

    def __str__(self) -> str:
        return self.site + self.target


def web_address(text: str) -> WebAddress:
    """Parse an address; AddressError if it may not be fetched."""
    text = text.strip()
    if len(text) > _LONGEST or not text.isprintable() or " " in text:
        raise AddressError("This is not a web address.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressError("This is not a web address.") from None
    if parts.scheme not in _PORTS:
        raise AddressError(f"Only http and https addresses are fetched, not “{parts.scheme}:”.")
    if "@" in parts.netloc:
        raise AddressError("The address contains a password. Put it into your netrc file instead.")
    if not host:
        raise AddressError("The address names no server.")
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return WebAddress(parts.scheme, _ascii_host(host), port or _PORTS[parts.scheme], _ascii(target))


def redirected(address: WebAddress, location: str) -> WebAddress:
    """Return the target of a redirect; AddressError if it may not be fetched."""
    return web_address(urljoin(str(address), location.strip()))


class Allowed(NamedTuple):
    """The private servers that config.toml names: by name, by address or by network."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def named(cls, names: tuple[str, ...]) -> Self:
        """Parse the names. ``10.2.0.0/16`` is a network, ``10.2.0.7`` an address, anything else a host."""
        networks, hosts = [], set()
        for name in names:
            try:
                networks.append(ip_network(name))
            except ValueError:
                hosts.add(_ascii_host(name))
        return cls(frozenset(hosts), tuple(networks))

    def lets_pass(self, host: str, address: str) -> bool:
        """Whether a server may be reached at an address that its name resolves to."""
        ip = ip_address(address.partition("%")[0])
        return is_public(ip) or host in self.hosts or any(ip in network for network in self.networks)


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address is on the public internet: not loopback, link-local, private, reserved or multicast."""
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _ascii_host(host: str) -> str:
    """Return a host in the form of the DNS; AddressError if it has none."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise AddressError("The address names no valid server.") from None


def _ascii(target: str) -> str:
    from urllib.parse import quote

    return quote(target, safe="/?&=#%:;,+$!*'()@[]~-._|")
