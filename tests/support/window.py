"""A browser that comes to the window over HTTP: it keeps cookies, sends forms, and says where they are from."""

import hashlib
import hmac
import itertools
import json
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from domain.launch import launch_key
from tests.support.world import TOKEN, KringUnderTest

PIN = "583941"
PICTURE = "tulip"
FAMILY, PROFESSIONAL = "__Host-kring", "__Host-werk"

_OPENED = itertools.count(1)
_CSRF = re.compile(r'name="csrf" value="([^"]*)"')


def free_port() -> int:
    """A port on which nothing listens just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def launch_data(user: int, at: float, *, key: bytes = b"", **more: str) -> str:
    """What Telegram hands a page that this user opens at this time (seconds since 1970)."""
    fields = {
        "auth_date": str(int(at)),
        "query_id": f"AAE{next(_OPENED)}",
        "user": json.dumps({"id": user}),
        **more,
    }
    text = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    fields["hash"] = hmac.new(key or launch_key(TOKEN), text.encode(), hashlib.sha256).hexdigest()
    return urlencode(fields)


@dataclass
class Browser:
    """One person's browser. ``page`` is what it last showed; a redirect is followed, a refusal is not an error."""

    client: httpx.AsyncClient
    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""
    status: int = 0
    path: str = "/"
    answer: httpx.Response | None = None

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Open a page."""
        return await self._took(await self._send("GET", path, headers=headers))

    async def post(
        self, path: str, data: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Send a form of the page that is open, with its token."""
        fields = {"csrf": self.csrf, **(data or {})}
        return await self._took(await self._send("POST", path, data=fields, headers=headers))

    @property
    def csrf(self) -> str:
        """The token in the forms of this page."""
        found = _CSRF.search(self.page)
        return found[1] if found else ""

    async def comes_in(self, kring: KringUnderTest, user: int) -> None:
        """Open the window in Telegram."""
        await self.get("/")
        await self.post("/binnen", {"launch": launch_data(user, kring.now.timestamp())})

    async def chooses(self, pin: str = PIN, picture: str = PICTURE) -> None:
        """Choose the first PIN."""
        await self.get("/pin/nieuw")
        await self.post("/pin/nieuw", {"pin": pin, "again": pin, "picture": picture})

    async def types(self, pin: str = PIN) -> None:
        """Type the PIN."""
        await self.get("/pin")
        await self.post("/pin", {"pin": pin})

    async def _took(self, answer: httpx.Response) -> httpx.Response:
        self._keep_cookies(answer)
        hops = 0
        while answer.status_code in (302, 303, 307) and hops < 5:
            hops += 1
            answer = await self._send("GET", answer.headers["location"])
            self._keep_cookies(answer)
        self.answer, self.page, self.status = answer, answer.text, answer.status_code
        self.path = answer.request.url.path
        return answer

    async def _send(
        self,
        method: str,
        path: str,
        *,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        own: dict[str, str] = {}
        if self.cookies:
            own["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            # As a browser does for a page without a referrer.
            own |= {"origin": "null", "sec-fetch-site": "same-origin"}
        given = {name: value for name, value in {**own, **(headers or {})}.items() if value}
        return await self.client.request(method, f"{self.url}{path}", data=data, headers=given)

    def _keep_cookies(self, answer: httpx.Response) -> None:
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            if "max-age=0" in line.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
