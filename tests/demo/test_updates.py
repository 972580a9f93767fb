"""Delivery of updates: confirmation by offset, one poller, expiry, webhooks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demo.phone import Phone
from demo.server import StandIn
from demo.serving import serving
from demo.webhook import SECRET_HEADER
from tests.demo.conftest import FATIMA, Api


async def got(api: Api, **params: object) -> list[Any]:
    body = await api.call("getUpdates", **params)
    assert body["ok"], body
    result: Any = body["result"]
    return [next(value for key, value in update.items() if key != "update_id") for update in result]


async def test_updates_come_again_until_the_offset_confirms_them(api: Api, fatima: Phone) -> None:
    await fatima.says("een")
    body: Any = await api.call("getUpdates")
    first, second = (update["update_id"] for update in body["result"])
    assert second == first + 1
    assert len(await got(api)) == 2
    assert [m["text"] for m in await got(api, offset=second)] == ["een"]
    assert [m["text"] for m in await got(api)] == ["een"]
    assert await got(api, offset=second + 1) == []
    assert await got(api) == []


async def test_a_negative_offset_forgets_the_rest_and_a_limit_limits(api: Api, fatima: Phone) -> None:
    for text in ("een", "twee", "drie"):
        await fatima.says(text)
    assert [m["text"] for m in await got(api, limit=2)] == ["/start", "een"]
    assert [m["text"] for m in await got(api, offset=-1)] == ["drie"]
    assert [m["text"] for m in await got(api)] == ["drie"]


async def test_a_long_poll_ends_when_something_happens(api: Api, fatima: Phone) -> None:
    await got(api, offset=2**40)
    poll = asyncio.create_task(got(api, timeout=20))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await fatima.says("hallo")
    assert [m["text"] for m in await asyncio.wait_for(poll, 1)] == ["hallo"]


async def test_a_second_poller_ends_the_first_with_409(api: Api, fatima: Phone) -> None:
    await got(api, offset=2**40)
    first = asyncio.create_task(api.refusal("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(got(api, timeout=20))
    assert await asyncio.wait_for(first, 1) == (
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await fatima.says("hallo")
    assert [m["text"] for m in await asyncio.wait_for(second, 1)] == ["hallo"]


async def test_unwanted_kinds_are_not_kept(api: Api, fatima: Phone) -> None:
    await got(api, offset=2**40, allowed_updates=["callback_query"])
    await fatima.says("hallo")
    await fatima.taps_data("x")
    assert [update.get("data") for update in await got(api)] == ["x"]


@pytest.mark.parametrize(
    ("expire", "left"), [(True, ["/start"]), (None, ["/start", "tik"]), (False, ["/start", "tik"])]
)
async def test_a_tap_expires_after_150_seconds_unless_the_clock_was_moved(
    stand_in: StandIn, api: Api, fatima: Phone, expire: bool | None, left: list[str]
) -> None:
    await fatima.taps_data("tik")
    stand_in.clock.expire = expire
    stand_in.clock.move_to(stand_in.clock.instant() + timedelta(seconds=152))
    assert [update.get("text", update.get("data")) for update in await got(api)] == left


@pytest.mark.usefixtures("fatima")
async def test_a_message_expires_after_a_day(stand_in: StandIn, api: Api) -> None:
    stand_in.clock.expire = True
    stand_in.clock.move_to(stand_in.clock.instant() + timedelta(hours=24, seconds=2))
    assert await got(api) == []


class Listener:
    """A bot that listens to a webhook; `answers` are given in turn, then plain 200."""

    def __init__(self, *answers: Response) -> None:
        self.answers = list(answers)
        self.heard: list[tuple[str, str | None]] = []

    async def __call__(self, request: Request) -> Response:
        update = await request.json()
        self.heard.append((update["message"]["text"], request.headers.get(SECRET_HEADER)))
        return self.answers.pop(0) if self.answers else Response()

    async def waits_for(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.heard) < count:  # noqa: ASYNC110  # a test may look every moment
                await asyncio.sleep(0.01)


@asynccontextmanager
async def listening(listener: Listener) -> AsyncIterator[str]:
    async def hook(request: Request) -> Response:
        return await listener(request)

    async with serving(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as url:
        yield f"{url}/hook"


async def test_a_webhook_is_tried_again_until_it_accepts(stand_in: StandIn, api: Api, fatima: Phone) -> None:
    stand_in.webhook.first_wait = 0.01
    listener = Listener(Response(status_code=500), Response(status_code=503, headers={"Retry-After": "0"}))
    async with listening(listener) as url:
        assert (await api.call("setWebhook", url=url, secret_token="s3cret"))["ok"]
        await listener.waits_for(3)
        await fatima.says("daarna")
        await listener.waits_for(4)
        assert listener.heard == [("/start", "s3cret")] * 3 + [("daarna", "s3cret")]
        assert "409 Conflict: can't use getUpdates method while webhook is active" in (
            await api.refusal("getUpdates")
        )
        info: Any = (await api.call("getWebhookInfo"))["result"]
        assert (info["url"], info["pending_update_count"]) == (url, 0)
        assert (await api.call("deleteWebhook"))["ok"]
    assert await got(api) == []


async def test_the_answer_of_a_webhook_may_be_a_call(api: Api, fatima: Phone) -> None:
    call = JSONResponse({"method": "sendMessage", "chat_id": FATIMA, "text": "Dag!"})
    async with listening(Listener(call)) as url:
        await api.call("setWebhook", url=url)
        await fatima.waits_for("Dag!")
        await api.call("deleteWebhook")


async def test_a_stand_in_with_an_idle_webhook_closes_at_once(stand_in: StandIn) -> None:
    async with serving(stand_in.app):
        listener = Listener()
        async with listening(listener) as url:
            await stand_in.call("setWebhook", {"url": url})
            Phone(stand_in, FATIMA, "Fatima")
            stand_in.world.says(FATIMA, "hallo")
            await listener.waits_for(1)
            await asyncio.sleep(0.05)
        await asyncio.wait_for(stand_in.close(), 1)
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize(
    "bad", [{"url": "https://kring.example/hook"}, {"url": "http://localhost:1/", "secret_token": "a b"}]
)
async def test_a_bad_webhook_is_refused(api: Api, bad: dict[str, str]) -> None:
    assert "bad webhook" in await api.refusal("setWebhook", **bad)
    assert await got(api) == []
