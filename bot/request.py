"""How we speak HTTP with the Bot API: kept connections, patience, and no proxy in front of this machine."""

from typing import Any

import httpx
from telegram.request import HTTPXRequest

from bot.settings import Settings

CONNECTIONS = 16
"""As many as may be sending at once; all are kept, or every burst would begin with handshakes (telegram.md A4)."""

POLL = 25
"""Seconds that Telegram may hold a getUpdates call open."""


def sending_request(settings: Settings) -> HTTPXRequest:
    """For everything that is sent; a read that takes longer counts as "may have arrived"."""
    return _request(settings, CONNECTIONS, read=20.0)


def polling_request(settings: Settings) -> HTTPXRequest:
    """For the one call that waits for updates."""
    return _request(settings, 1, read=POLL + 10.0)


def _request(settings: Settings, connections: int, *, read: float) -> HTTPXRequest:
    limits = httpx.Limits(
        max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=60
    )
    kwargs: dict[str, Any] = {"limits": limits}
    if settings.on_loopback:
        # No proxy between us and ourselves, and no certificates to load for plain HTTP.
        kwargs |= {"trust_env": False, "verify": settings.server.startswith("https")}
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=10.0,
        read_timeout=read,
        write_timeout=10.0,
        pool_timeout=10.0,
        httpx_kwargs=kwargs,
    )
