"""The two cookies and the token in every form; a cookie holds a session's token and nothing else.

A family's page may stand in Telegram Web's frame, which is another site: hence ``SameSite=None; Partitioned`` with a
token in every form. A professional's never does, but for the demo.
"""

import base64
import hmac

from starlette.requests import Request
from starlette.responses import Response

from web.lobby import Lobby

FAMILY = "kring"
PROFESSIONAL = "werk"
LONGEST = 64
"""Characters of a token that are looked at; ours have 22."""

_CSRF = b"form"


def session_token(request: Request, kind: str) -> str:
    """The token that came along in this cookie, or nothing."""
    token = request.cookies.get(_name(kind), "")
    return token if len(token) <= LONGEST and token.isascii() else ""


def give(response: Response, lobby: Lobby, kind: str, token: str) -> Response:
    """Hand over a session; it goes when the browser closes, and earlier when the session ends."""
    response.headers.append("set-cookie", f"{_name(kind)}={token}{_attributes(kind, lobby)}")
    return response


def take_back(response: Response, lobby: Lobby, kind: str) -> Response:
    """Have the browser forget a session."""
    response.headers.append("set-cookie", f"{_name(kind)}=; Max-Age=0{_attributes(kind, lobby)}")
    return response


def csrf_token(token: str) -> str:
    """What a form must carry to be from a page of this session; empty without a session."""
    if not token:
        return ""
    return base64.urlsafe_b64encode(hmac.digest(token.encode(), _CSRF, "sha256")).decode().rstrip("=")


def is_csrf_token(token: str, given: str) -> bool:
    """Whether a form carries it; in constant time."""
    return bool(token) and hmac.compare_digest(csrf_token(token).encode(), given.encode())


def _name(kind: str) -> str:
    return f"__Host-{kind}"


def _attributes(kind: str, lobby: Lobby) -> str:
    framed = kind == FAMILY or lobby.demo
    same_site = "SameSite=None; Partitioned" if framed else "SameSite=Strict"
    return f"; Path=/; Secure; HttpOnly; {same_site}"
