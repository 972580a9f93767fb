"""Faults on order, the journal, and what stands after a connection broke."""

import time
from typing import Any

import httpx
import pytest

from demo.faults import FaultKind, FloodLimit
from demo.phone import Phone
from demo.server import StandIn
from tests.demo.conftest import FATIMA, TOKEN, Api

SAY = {"chat_id": FATIMA, "text": "x"}


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("blocked", "403 Forbidden: bot was blocked by the user"),
        ("deactivated", "403 Forbidden: user is deactivated"),
        ("bad_request", "400 Bad Request: message can't be deleted for everyone"),
        ("server_error", "500 Internal Server Error: sent on order"),
    ],
)
async def test_a_refusal_on_order_has_no_effect_and_ends_by_count(
    stand_in: StandIn, api: Api, fatima: Phone, kind: str, refusal: str
) -> None:
    fault = stand_in.faults.add(kind, "sendMessage", times=2)
    assert await api.refusal("sendMessage", **SAY) == refusal
    assert await api.refusal("sendMessage", **SAY) == refusal
    assert (await api.call("sendMessage", **SAY))["ok"]
    assert (fault.hits, fatima.screen()) == (2, ["/start", "x"])
    assert stand_in.journal.refused() == []
    assert [call.fault for call in stand_in.journal.of("sendMessage")] == [kind, kind, None]


@pytest.mark.usefixtures("fatima")
async def test_a_429_says_how_long_in_body_and_header(stand_in: StandIn, api: Api) -> None:
    stand_in.faults.add(FaultKind.TOO_MANY, "sendMessage", seconds=7)
    answer = await api.client.post(f"/bot{TOKEN}/sendMessage", json=SAY)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.json() == {
        "ok": False, "error_code": 429, "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }  # fmt: skip


@pytest.mark.usefixtures("fatima")
async def test_a_fault_hits_only_the_chat_and_method_meant_and_may_skip_some(
    stand_in: StandIn, api: Api
) -> None:
    oma = Phone(stand_in, 1003, "Wil")
    await oma.says("/start")
    stand_in.faults.add("blocked", "sendMessage", chat_id=1003, skip=1, times=None)
    assert (await api.call("sendMessage", **SAY))["ok"]
    assert (await api.call("sendMessage", chat_id=1003, text="x"))["ok"]
    assert not (await api.call("sendMessage", chat_id=1003, text="x"))["ok"]
    assert (await api.call("sendChatAction", chat_id=1003, action="typing"))["ok"]
    assert (await api.call("sendMessage", **SAY))["ok"]
    stand_in.faults.clear()
    assert (await api.call("sendMessage", chat_id=1003, text="x"))["ok"]


@pytest.mark.usefixtures("fatima")
async def test_an_order_for_all_methods_leaves_polling_alone(stand_in: StandIn, api: Api) -> None:
    stand_in.faults.add("server_error", times=None)
    assert (await api.call("getUpdates"))["ok"]
    assert not (await api.call("getMe"))["ok"]


async def test_a_bad_gateway_is_html(stand_in: StandIn, api: Api, fatima: Phone) -> None:
    stand_in.faults.add("bad_gateway")
    answer = await api.client.post(f"/bot{TOKEN}/sendMessage", json=SAY)
    assert (answer.status_code, answer.text[:6]) == (502, "<html>")
    assert fatima.screen() == ["/start"]


@pytest.mark.parametrize(("kind", "screen"), [("drop_before", ["/start"]), ("drop_after", ["/start", "x"])])
async def test_a_dropped_connection_may_or_may_not_have_had_its_effect(
    stand_in: StandIn, api: Api, fatima: Phone, kind: str, screen: list[str]
) -> None:
    stand_in.faults.add(kind, "sendMessage")
    with pytest.raises(httpx.TransportError):
        await api.client.post(f"/bot{TOKEN}/sendMessage", json=SAY)
    assert fatima.screen() == screen
    call = stand_in.journal.of("sendMessage")[0]
    assert (call.ok, call.fault) == (kind == "drop_after", kind)
    assert (await api.call("sendMessage", **SAY))["ok"]


@pytest.mark.parametrize("kind", ["delay", "delay_after"])
@pytest.mark.usefixtures("fatima")
async def test_a_delay_makes_a_call_slow(stand_in: StandIn, api: Api, kind: str) -> None:
    stand_in.faults.add(kind, "sendMessage", seconds=0.2)
    began = time.monotonic()
    assert (await api.call("sendMessage", **SAY))["ok"]
    assert time.monotonic() - began >= 0.2


@pytest.mark.usefixtures("fatima")
async def test_a_flood_is_stopped(stand_in: StandIn, api: Api) -> None:
    stand_in.faults.flood = FloodLimit(per_chat=2, retry_after=3)
    assert [(await api.call("sendMessage", **SAY))["ok"] for _ in range(3)] == [True, True, False]
    assert stand_in.journal.of("sendMessage")[-1].error == {
        "ok": False, "error_code": 429, "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }  # fmt: skip


@pytest.mark.usefixtures("fatima")
async def test_the_journal_keeps_each_call_with_its_time(stand_in: StandIn, api: Api) -> None:
    await api.call("sendMessage", **SAY)
    await api.refusal("sendMessage", chat_id=FATIMA)
    good, bad = stand_in.journal.of("sendMessage", chat_id=FATIMA)
    assert (good.params, good.ok, good.result["text"], good.at) == (SAY, True, "x", stand_in.clock.now())
    assert bad in stand_in.journal.refused()
    assert stand_in.journal.sent(FATIMA) == [good]
    listed: Any = (await api.client.get(f"/sim/journal?after={good.number}")).json()
    assert [call["error"]["description"] for call in listed] == [
        'Bad Request: parameter "text" is required in sendMessage'
    ]
