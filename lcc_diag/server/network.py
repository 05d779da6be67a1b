"""Who can reach an address that the workbook is served on."""

from __future__ import annotations

import ipaddress
import socket

import psutil


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches ``host``."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def addresses(host: str) -> list[str]:
    """The addresses under which others reach ``host``; for "all addresses" those of this computer's network cards."""
    try:
        unspecified = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return [host]
    if not unspecified:
        return [f"[{host}]" if ":" in host else host]
    cards = [card for name in psutil.net_if_addrs().values() for card in name if card.family == socket.AF_INET]
    return [card.address for card in cards if not is_loopback(card.address)]
