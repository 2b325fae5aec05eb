"""Connections to portals: bounded in time, with checked certificates, and never to our own network."""

from __future__ import annotations

import socket
import ssl
import warnings
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, InsecureRequestWarning

from crawler.network.private_addresses import is_private, literal
from seeds.config.site import Tls

CONNECT_SECONDS = 15.0
READ_SECONDS = 30.0
"""Seconds of silence that a portal may have."""


class PrivateAddressError(HTTPError):
    """The host's name resolves to an address that is not on the public Internet."""


class _Guarded:
    """Checks the address of the peer before anything is sent, however the name was resolved and spelled."""

    host: str

    def _new_conn(self) -> socket.socket:
        made: socket.socket = super()._new_conn()  # type: ignore[misc]  # the connection that this is mixed into
        reached = made.getpeername()[0]
        if is_private(ip_address(reached.partition("%")[0])):
            made.close()
            raise PrivateAddressError(f"{self.host} is at {reached}, which is a private address")
        return made


class _GuardedHTTP(_Guarded, HTTPConnection):
    pass


class _GuardedHTTPS(_Guarded, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTP


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPS


def manager_for(url: str, allow_private: bool, tls: Tls) -> urllib3.PoolManager:
    """Make a pool manager for this address: through the environment's proxy, where there is one for it.

    Raises PrivateAddressError for an address that is literally private; a proxy would resolve it itself.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    address = literal(host)
    if not allow_private and address is not None and is_private(address):
        raise PrivateAddressError(f"{host} is {address}, which is a private address")
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    proxy = getproxies().get(parts.scheme)
    if proxy and not proxy_bypass(host):
        proxy = proxy if "://" in proxy else f"http://{proxy}"
        return urllib3.ProxyManager(proxy, timeout=timeout, ssl_context=_context(tls))
    manager = urllib3.PoolManager(timeout=timeout, ssl_context=_context(tls))
    if not allow_private:
        manager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
    return manager


@lru_cache
def _context(tls: Tls) -> ssl.SSLContext:
    """Make the TLS context: certificates are verified unless the operator chose otherwise for this one portal."""
    context = ssl.create_default_context()
    if tls is not Tls.STRICT:
        urllib3.disable_warnings(InsecureRequestWarning)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if tls is Tls.OLD:
        with warnings.catch_warnings(action="ignore"):  # that it is old is the point
            context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context
