"""Which addresses may be asked: https ones of public hosts, and this machine where the user names it."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 addresses that stand for IPv4 ones behind a translator (RFC 6052 §2.1).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class NotAllowedError(Exception):
    """The address is not one that may be asked. The message says why."""


class NotFetchedError(Exception):
    """The address does not give a file. The message says why.

    Attributes:
        status: The status of the server's answer; 0 when there was none.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


def address_fault(url: str) -> str | None:
    """What is wrong with an address to fetch from, or None."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return str(error)
    if parts.username is not None or port == 0:
        return "it holds a user name or no port, and is not fetched"
    if parts.scheme == "https" and host:
        return None
    if parts.scheme == "http" and is_here(host):
        return None
    return "addresses must begin with https://, except those of this machine"


def is_here(host: str) -> bool:
    """Whether a host, as written, is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def resolved(host: str, port: int, *, here: bool, private: bool) -> list[str]:
    """The IP addresses of a host, all of which may be asked.

    Args:
        host: A name or an IP address.
        port: The port that will be asked.
        here: Whether addresses of this machine may be.
        private: Whether all others that are not public may be.

    Raises:
        NotAllowedError: One of them may not be: a name that has any such address is not trusted.
        NotFetchedError: The name has no address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetchedError(f"the host '{host}' is not known here") from error
    texts = list(dict.fromkeys(str(one[4][0]) for one in found))
    for text in texts:
        address = _plain(ipaddress.ip_address(text.partition("%")[0]))
        if (address.is_global and not address.is_multicast) or (here and address.is_loopback) or private:
            continue
        kind = "this machine" if address.is_loopback else "a network that is not public"
        raise NotAllowedError(
            f"'{host}' is at {text}, on {kind}; --allow-private, or allow_private_addresses in the "
            "configuration, allows that"
        )
    return texts


def _plain(address: IpAddress) -> IpAddress:
    """The IPv4 address that an IPv6 one only wraps."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
