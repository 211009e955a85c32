# SPDX-License-Identifier: Apache-2.0
"""The texts that tell of proxies in front of a service: networks of addresses, and where a PROXY header is wanted."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

from .._fault import Fault

Network = IPv4Network | IPv6Network
HINT = "write 10.0.0.0/8, 2001:db8::/32, an address, or unix: for every Unix socket"


def parse_network(text: str) -> str:
    """`ADDRESS/PREFIX`, an address alone, or `unix:`; nothing but zeros behind the prefix."""
    if text == "unix:":
        return text
    host, slash, prefix = text.partition("/")
    address = parse_host(host, text)
    bits = address.max_prefixlen
    if slash and not re.fullmatch(r"0|[1-9][0-9]{0,2}", prefix, re.ASCII):
        raise Fault("bad-network", f"'{prefix}' is no prefix", offset=len(host) + 1, length=max(1, len(prefix)), hint=HINT)
    if slash and int(prefix) > bits:
        raise Fault("bad-network", f"a prefix of {prefix} bits is longer than the address", offset=len(host) + 1, length=len(prefix), hint=f"at most {bits}")
    around = network_around(address, int(prefix) if slash else bits)
    if around.network_address != address:
        raise Fault("bad-network", f"'{host}' has bits set behind the prefix", length=len(host), hint=f"write {around}, the network around it")
    return text


def parse_host(host: str, text: str) -> IPv4Address | IPv6Address:
    try:
        if "%" in host:
            raise AddressValueError
        return IPv6Address(host) if ":" in host else IPv4Address(host)
    except AddressValueError:
        raise Fault("bad-network", f"'{text}' is no network", hint=HINT) from None


def network_around(address: IPv4Address | IPv6Address, prefix: int) -> Network:
    if isinstance(address, IPv4Address):
        return IPv4Network((int(address), prefix), strict=False)
    return IPv6Network((int(address), prefix), strict=False)
