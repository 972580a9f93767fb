"""The guard before every door: the right host, our own pages, no more than fits, and an answer whatever happens."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from starlette.datastructures import Headers as Given
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.people import Form
from locales.catalogue import text
from web import addresses, cookies
from web.forms import LARGE, MULTIPART, SMALL, Unreadable
from web.headers import Headers
from web.limits import Tries
from web.lobby import Lobby
from web.pages import Reader, told

LOG = logging.getLogger("kring.web")

WAYS_IN = frozenset(
    {
        addresses.LAUNCH,
        addresses.KEY,
        addresses.CODE,
        addresses.PIN,
        addresses.NEW_PIN,
        addresses.DESK_OPTIONS,
        addresses.DESK_IN,
        addresses.DESK_BEGIN,
        addresses.DESK_BEGIN_OPTIONS,
        addresses.DESK_DEMO,
    }
)
"""Where somebody could try and try again."""

MOST_LARGE = 8
"""Bodies with files that may come in at the same time; they stand in memory until they are sealed."""


OVERSHOOT, OVERSHOOT_S = 3, 30
"""How many times what fits, and for how many seconds, is thrown away before somebody is cut off."""


class TooLarge(Exception):
    """More came in than this door takes."""


class Guard:
    """Stands between the server and the doors; ``takes_files`` tells whether the form of a path may hold files."""

    def __init__(self, app: ASGIApp, *, lobby: Lobby, takes_files: Callable[[str], bool]) -> None:
        self._app = app
        self._lobby = lobby
        self._takes_files = takes_files
        self._headers = Headers(lobby)
        self._hosts = frozenset(origin.partition("://")[2] for origin in lobby.origins)
        self._tries = Tries()
        self._large = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        answer = _Answer(send, self._headers, scope["path"])
        refusal = self._refusal(scope)
        large = self._is_large(scope)
        counted = _Counted(receive, LARGE if large else SMALL)
        if refusal is not None:
            if refusal[0] == 413:
                await counted.let_run_out()
            await self._tell(refusal, scope, receive, answer)
            return
        if large and self._large >= MOST_LARGE:
            await self._tell((503, "doors.refused.busy"), scope, receive, answer)
            return
        self._large += large
        try:
            await self._let_through(scope, counted, answer)
        finally:
            self._large -= large

    async def _let_through(self, scope: Scope, receive: "_Counted", answer: "_Answer") -> None:
        try:
            await self._app(scope, receive, answer)
        except ClientDisconnect:
            return
        except TooLarge:
            await receive.let_run_out()
            refusal = (413, "doors.refused.too_large")
        except Unreadable:
            refusal = (400, "doors.refused.unreadable")
        except Exception:
            LOG.exception("web.defect")
            refusal = (500, "refusal.unexpected")
        else:
            return
        if not answer.begun:
            await self._tell(refusal, scope, receive, answer)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why this request is not let through, as status and sentence; what it looks at is free to look at."""
        given = Given(scope=scope)
        if given.get("host", "").lower() not in self._hosts:
            return 421, "doors.refused.address"
        if scope["method"] not in ("GET", "POST"):
            return 405, "doors.refused.address"
        if scope["method"] == "GET":
            return None
        if not self._is_ours(scope["path"], given):
            return 403, "doors.refused.form"
        if scope["path"] in WAYS_IN and not self._tries.take(
            _address(scope), asyncio.get_running_loop().time()
        ):
            return 429, "doors.refused.too_often"
        told_length = given.get("content-length", "0")
        if not (told_length.isascii() and told_length.isdecimal()):
            return 400, "doors.refused.unreadable"
        if int(told_length) > (LARGE if self._is_large(scope) else SMALL):
            return 413, "doors.refused.too_large"
        return None

    def _is_ours(self, path: str, given: Given) -> bool:
        """Whether a form comes from a page of ours.

        Our pages send no referrer, so a browser calls the origin of their forms "null"; then it must say itself that
        it is ours. An older one that says nothing is let through where a session's own token follows in the form.
        """
        site, origin = given.get("sec-fetch-site"), given.get("origin")
        if site is not None and site != "same-origin":
            return False
        if origin is None or origin == "null":
            return site is not None or (origin == "null" and path not in WAYS_IN and _has_session(given))
        return origin in self._lobby.origins

    def _is_large(self, scope: Scope) -> bool:
        kind = Given(scope=scope).get("content-type", "").lower()
        return scope["method"] == "POST" and kind.startswith(MULTIPART) and self._takes_files(scope["path"])

    async def _tell(
        self, refusal: tuple[int, str], scope: Scope, receive: Receive, answer: "_Answer"
    ) -> None:
        status, key = refusal
        said = text(key, Form.U, number=self._lobby.emergency_number)
        response = told(Reader(Form.U, scope["path"]), said, status)
        if status == 405:
            response.headers["allow"] = "GET, POST"
        if status in (429, 503):
            response.headers["retry-after"] = "60"
        # What was not read of a body would be taken for the next request.
        response.headers["connection"] = "close"
        await response(scope, receive, answer)


class _Answer:
    """Sends, with our headers on every answer; remembers whether it has begun."""

    def __init__(self, send: Send, headers: Headers, path: str) -> None:
        self._send = send
        self._headers = headers
        self._path = path
        self._theirs = headers.replaced_by(path)
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            said = list(message["headers"])
            is_page = dict(said).get(b"content-type", b"").startswith(b"text/html")
            keep = {name.lower() for name, _ in said} & self._theirs
            ours = [
                (name, value)
                for name, value in self._headers.of(self._path, is_page=is_page)
                if name not in keep
            ]
            names = {name for name, _ in ours}
            message = {**message, "headers": [(n, v) for n, v in said if n.lower() not in names] + ours}
        await self._send(message)


class _Counted:
    """Receives a body, and counts what really comes in, whatever was said beforehand."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise TooLarge
        return message

    async def let_run_out(self) -> None:
        """Throw away the rest of a body, within bounds: a browser that is cut off while sending shows no answer."""
        self._left = OVERSHOOT * self._limit
        more = True
        with suppress(TooLarge, TimeoutError):
            async with asyncio.timeout(OVERSHOOT_S):
                while more:
                    message = await self()
                    more = message["type"] == "http.request" and message.get("more_body", False)


def _has_session(given: Given) -> bool:
    sent = given.get("cookie", "")
    return any(f"__Host-{kind}=" in sent for kind in (cookies.FAMILY, cookies.PROFESSIONAL))


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
