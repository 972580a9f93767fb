"""Somebody's browser, as plain as can be: one session, one request at a time, and nothing is followed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx

from domain.window import Via
from tests.canary.planting import Planted
from tests.canary.rules import PROFESSIONALS, STRANGER
from tests.canary.watching import Watch
from tests.support.window import FAMILY, PROFESSIONAL
from tests.support.world import KringUnderTest
from usecases.sessions import begin
from web.cookies import csrf_token

Upload = tuple[str, tuple[str, bytes, str]]


@dataclass
class Visitor:
    """Whoever is at the window, and whose answers are looked through."""

    key: str
    client: httpx.AsyncClient
    url: str
    watch: Watch
    token: str = ""

    async def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self._looked(await self.client.get(self.url + path, headers=self._headers()))

    async def post(
        self, path: str, fields: Mapping[str, str | Sequence[str]], files: Sequence[Upload] = ()
    ) -> httpx.Response:
        """Send a form with the token of this session."""
        headers = self._headers() | {"origin": "null", "sec-fetch-site": "same-origin"}
        data = {"csrf": csrf_token(self.token), **fields}
        # `files` left out makes an ordinary form; an empty list would too, so it is given only when there are any.
        given = {"files": list(files)} if files else {}
        return self._looked(
            await self.client.post(self.url + path, data=data, headers=headers, **given)  # type: ignore[arg-type]  # one shape for both
        )

    def _headers(self) -> dict[str, str]:
        cookie = PROFESSIONAL if self.key in PROFESSIONALS else FAMILY
        # Each comes from somewhere else, so that nobody is told to wait for the others.
        place = f"10.1.{len(self.key)}.{sum(self.key.encode()) % 250}"
        return {"cookie": f"{cookie}={self.token}", "x-forwarded-for": place} if self.token else {}

    def _looked(self, answer: httpx.Response) -> httpx.Response:
        self.watch.look_at_answer(self.key, answer)
        return answer


async def inside(
    kring: KringUnderTest, planted: Planted, client: httpx.AsyncClient, watch: Watch, key: str
) -> Visitor:
    """This person or colleague, just let in; a stranger has no session at all."""
    visitor = Visitor(key, client, kring.settings.window_url, watch)
    if key != STRANGER:
        via = Via.PASSKEY if key in PROFESSIONALS else Via.TELEGRAM
        async with kring.unit() as uow:
            _, visitor.token = await begin(uow, planted.cast.recipient(key), via, is_open=True)
    return visitor


def hidden(page: str) -> dict[str, str]:
    """Every hidden field of a page, by name."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
