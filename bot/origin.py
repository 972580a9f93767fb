"""Addresses in settings: where people open the window, and where this machine listens for it."""

import re

_ORIGIN = re.compile(r"(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::([0-9]{1,5}))?")
_LISTEN = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:]+\]):([0-9]{1,5})")
_USUAL = {"https": "443", "http": "80"}

NEAR = ("localhost", "127.0.0.1")
"""The only hosts that a window may have without HTTPS."""


def plain_origin(url: str) -> str:
    """The address as a browser names it: small letters, no slash at the end, no port that goes without saying."""
    bare = url.strip().rstrip("/").lower()
    scheme = bare.partition("://")[0]
    return bare.removesuffix(f":{_USUAL[scheme]}") if scheme in _USUAL else bare


def is_origin(url: str) -> bool:
    """Whether it is scheme, host and perhaps a port, and nothing more: no path, no question, no user."""
    found = _ORIGIN.fullmatch(url)
    return found is not None and _is_port(found[3] or "1")


def is_near(url: str) -> bool:
    """Whether an origin means this very machine."""
    found = _ORIGIN.fullmatch(url)
    return found is not None and found[2] in NEAR


def port_of(url: str) -> int | None:
    """The port of an origin, if it names one."""
    found = _ORIGIN.fullmatch(url)
    return int(found[3]) if found is not None and found[3] else None


def read_listen(listen: str) -> tuple[str, int] | None:
    """Host and port of ``host:port``; None when it is something else."""
    found = _LISTEN.fullmatch(listen.strip().lower())
    return (found[1].strip("[]"), int(found[2])) if found is not None and _is_port(found[2]) else None


def _is_port(digits: str) -> bool:
    return 0 < int(digits) < 65536
