"""Refusal of addresses that are not on the public Internet: a link must not make us ask our own network."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
"""Prefix of addresses that lead to the IPv4 address in their last 32 bits (RFC 6052)."""
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")
"""Prefix of NAT64 inside one network (RFC 8215); older Pythons take it for public."""
_IPV4_COMPATIBLE = IPv6Network("::/96")
"""Prefix of ::a.b.c.d, deprecated long ago (RFC 4291); some systems still take it for a.b.c.d."""

_refused: set[str] = set()


def is_private(address: Address) -> bool:
    """Decide whether an address is anything but a public unicast address."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(inner)
        if address in _IPV4_COMPATIBLE or address in _LOCAL_NAT64 or address.is_site_local:
            return True
    return not address.is_global or address.is_multicast


def literal(host: str) -> Address | None:
    """Parse the IP address that `host` spells, as the C library does (2130706433, 0x7f.1, [::1]); None for a name."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def was_refused(host: str) -> bool:
    """Decide whether this process has refused `host` because it resolved to a private address."""
    return host in _refused


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses private addresses unless a running crawl allows them.

    Twisted asks it for literal addresses too. The proxies of the environment may be private: they are our own.
    """

    process: Any = None

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Make a resolver. Scrapy passes the crawler *process* here, whose settings know nothing of the site."""
        resolver: GuardedResolver = super().from_crawler(crawler, reactor)
        resolver.process = crawler
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 (Twisted's name)
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_private(ip_address(address)) and not self._allowed(name):
            _refused.add(name)
            raise DNSLookupError(f"{name} is at {address}, which is a private address")
        return address

    def _allowed(self, name: str) -> bool:
        owners = (self.process, *self.process.crawlers)
        return name in _proxy_hosts() or any(owner.settings.getbool("ALLOW_PRIVATE_ADDRESSES") for owner in owners)


def _proxy_hosts() -> set[str | None]:
    return {urlsplit(url if "://" in url else f"//{url}").hostname for url in getproxies().values()}
