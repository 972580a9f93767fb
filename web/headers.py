"""The security headers: what a browser may do with our pages, the same on every answer."""

from web.addresses import STATIC, is_desk, is_file
from web.lobby import Lobby

TELEGRAM = ("https://web.telegram.org", "https://*.telegram.org")
"""Telegram Web shows the window in a frame; nobody else may."""

_CONTENT = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
_DEVICES = (
    "accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid", "midi", "payment",
    "serial", "usb",
)  # fmt: skip

_KEPT_FILE = ("default-src 'none'", "sandbox", "base-uri 'none'", "form-action 'none'")
"""What somebody sent may do nothing, whatever a browser makes of it."""

_EVERYWHERE = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
    "permissions-policy": ", ".join(["microphone=(self)", *(f"{device}=()" for device in _DEVICES)]),
}
_HTTPS_ONLY = "max-age=31536000"


class Headers:
    """The headers of this window, by what is answered."""

    def __init__(self, lobby: Lobby) -> None:
        common = dict(_EVERYWHERE)
        if lobby.is_secure:
            common["strict-transport-security"] = _HTTPS_ONLY
        own = lobby.frame_ancestors
        self._family = _encoded(common, (*TELEGRAM, *own))
        self._file = _encoded(common, ("'self'",), _KEPT_FILE)
        self._desk = _encoded(common, own if lobby.demo and own else ("'none'",))

    def of(self, path: str, *, is_page: bool = True) -> tuple[tuple[bytes, bytes], ...]:
        """Those of the answer to this path; ``is_page``: it is one of our own pages, and no file somebody sent."""
        if is_file(path) and not is_page:
            return self._file
        return self._desk if is_desk(path) else self._family

    def replaced_by(self, path: str) -> frozenset[bytes]:
        """The names of headers that a door may set itself for this path; every other one is ours."""
        return frozenset({b"cache-control"}) if path.startswith(f"{STATIC}/") else frozenset()


def _encoded(
    common: dict[str, str], ancestors: tuple[str, ...], content: tuple[str, ...] = _CONTENT
) -> tuple[tuple[bytes, bytes], ...]:
    policy = "; ".join((*content, f"frame-ancestors {' '.join(ancestors)}"))
    headers = {**common, "content-security-policy": policy, "cache-control": "no-store"}
    return tuple((name.encode(), value.encode()) for name, value in headers.items())
