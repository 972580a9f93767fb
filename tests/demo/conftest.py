"""A stand-in over real HTTP, a phone, and python-telegram-bot talking to it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from demo.phone import Phone
from demo.server import StandIn
from demo.serving import serving

TOKEN = "123456:made-up-token"
FATIMA = 1001


class Api:
    """Plain HTTP calls to the stand-in, for what a library would not let through."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def call(self, method: str, **params: object) -> dict[str, object]:
        answer = await self.client.post(f"/bot{TOKEN}/{method}", json=params)
        body: dict[str, object] = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body

    async def refusal(self, method: str, **params: object) -> str:
        body = await self.call(method, **params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"


@pytest.fixture
def stand_in() -> StandIn:
    return StandIn(TOKEN)


@pytest.fixture
async def base_url(stand_in: StandIn) -> AsyncIterator[str]:
    async with serving(stand_in.app) as url:
        yield url


@pytest.fixture
async def api(base_url: str) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(base_url=base_url, trust_env=False, timeout=10) as client:
        yield Api(client)


@pytest.fixture
async def bot(base_url: str) -> AsyncIterator[ExtBot[None]]:
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    made: ExtBot[None] = ExtBot(
        TOKEN, base_url=f"{base_url}/bot", base_file_url=f"{base_url}/file/bot", request=request
    )
    async with made:
        yield made


@pytest.fixture
async def fatima(stand_in: StandIn) -> Phone:
    phone = Phone(stand_in, FATIMA, "Fatima")
    await phone.says("/start")
    return phone
