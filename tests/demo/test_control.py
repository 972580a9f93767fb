"""The control interface, the clock with its file, launch data, and starting and stopping."""

import asyncio
import hashlib
import hmac
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from demo.clock import Clock
from demo.control import step
from demo.launch import init_data
from demo.phone import Phone
from demo.server import StandIn
from demo.serving import serving
from tests.demo.conftest import FATIMA, TOKEN, Api


async def sim(api: Api, path: str, status: int = 200, **body: object) -> Any:
    answer = await api.client.post(f"/sim/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_a_person_made_over_http_talks_taps_and_blocks(stand_in: StandIn, api: Api) -> None:
    await sim(api, "phones", user_id=7, name="Wil", role="oma", colour="#7a5ea8")
    await sim(api, "message", user_id=7, text="/start")
    keyboard = {"inline_keyboard": [[{"text": "Gedaan", "callback_data": "k"}]]}
    await api.call("sendMessage", chat_id=7, text="Taak", reply_markup=keyboard)
    await sim(api, "tap", user_id=7, label="Gedaan")
    await sim(api, "tap", user_id=7, data="forged")
    own = await sim(api, "message", user_id=7, text="Klaar")
    await sim(api, "edit", user_id=7, message_id=own["message_id"], text="Klaar!")
    await sim(api, "contact", user_id=7)
    await sim(api, "block", user_id=7)
    await sim(api, "message", user_id=7, text="x", status=400)
    kinds = [next(key for key in update if key != "update_id") for update in stand_in.updates.waiting()]
    assert kinds == [
        "message", "callback_query", "callback_query", "message", "edited_message", "message", "my_chat_member",
    ]  # fmt: skip
    shown: Any = (await api.client.get("/sim/screen")).json()
    assert shown["phones"][0]["name"] == "Wil"
    assert [m["text"] for m in shown["phones"][0]["messages"]] == ["/start", "Taak", "Klaar!", ""]
    assert shown["phones"][0]["blocked"] is True
    again: Any = (await api.client.get(f"/sim/screen?since={shown['revision']}")).json()
    assert set(again) == {"revision", "now"}
    assert (await api.client.get("/sim/phones")).json() == [
        {"user_id": 7, "role": "oma", "colour": "#7a5ea8", "name": "Wil"}
    ]


async def test_what_makes_no_sense_is_a_400_and_a_foreign_page_cannot_post(api: Api) -> None:
    await sim(api, "tap", 400, user_id=FATIMA, label="x")
    await sim(api, "message", 400, user_id=404, text="x")
    await sim(api, "message", 400, text="x")
    await sim(api, "clock", 400, step="yesterday")
    await sim(api, "faults", 400, kind="nonsense")
    await sim(api, "launch", 400, user_id=1, url="http://kring.example")
    simple = await api.client.post("/sim/message", content="{}", headers={"Content-Type": "text/plain"})
    assert simple.status_code == 415
    foreign = await api.client.get("/sim/screen", headers={"Host": "evil.example"})
    assert foreign.status_code == 400


@pytest.mark.usefixtures("fatima")
async def test_a_dropped_file_is_shown_only_when_it_is_a_picture(stand_in: StandIn, api: Api) -> None:
    page = b"<script>alert(1)</script>"
    url = f"/sim/file?user_id={FATIMA}&name=a.html"
    assert (await api.client.post(url, content=page, headers={"Content-Type": "text/html"})).is_success
    file_id = stand_in.world.chats[FATIMA].visible()[-1].wire["document"]["file_id"]
    answer = await api.client.get(f"/sim/files/{file_id}")
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    broken = await api.client.post(url, content=b"x", headers={"Content-Type": "image/png"})
    assert broken.status_code == 400


def test_a_moved_clock_is_written_for_the_bot_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    clock = Clock(path)
    assert not path.exists()
    target = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
    clock.move_to(target)
    written = datetime.fromisoformat(path.read_text("ascii"))
    assert written == target
    elapsed = time.time() - path.stat().st_mtime
    assert abs((written + timedelta(seconds=elapsed)).timestamp() - clock.now()) <= 1
    assert list(tmp_path.iterdir()) == [path]


async def test_the_clock_goes_forward_only_over_http(stand_in: StandIn, api: Api) -> None:
    target = (stand_in.clock.instant() + timedelta(days=2)).replace(microsecond=0)
    await sim(api, "clock", to=target.isoformat())
    assert 0 <= stand_in.clock.now() - target.timestamp() <= 2
    refused = await sim(api, "clock", 400, to=(target - timedelta(days=1)).isoformat())
    assert "forward only" in refused["error"]
    assert (await sim(api, "clock", step="hour"))["now"] >= target.timestamp() + 3600


@pytest.mark.parametrize(
    ("now", "name", "then"),
    [
        ("2026-11-22T15:12:30+00:00", "hour", "2026-11-22T16:12:30+00:00"),
        ("2026-11-22T15:12:30+00:00", "tomorrow", "2026-11-23T09:00:00+00:00"),
        ("2026-11-22T23:30:00+00:00", "tomorrow", "2026-11-24T09:00:00+00:00"),
        ("2026-03-28T12:00:00+00:00", "tomorrow", "2026-03-29T08:00:00+00:00"),
        ("2026-10-24T12:00:00+00:00", "tomorrow", "2026-10-25T09:00:00+00:00"),
        ("2026-11-22T15:12:30+00:00", "monday", "2026-11-23T07:30:00+00:00"),
        ("2026-11-23T07:29:59+00:00", "monday", "2026-11-23T07:30:00+00:00"),
        ("2026-11-23T07:30:00+00:00", "monday", "2026-11-30T07:30:00+00:00"),
    ],
)
def test_the_buttons_of_the_clock_keep_dutch_hours(now: str, name: str, then: str) -> None:
    assert step(datetime.fromisoformat(now), name).astimezone(UTC).isoformat() == then


def test_a_clock_can_begin_at_any_instant_and_refuses_one_without_offset() -> None:
    start = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert 0 <= Clock(start=start).now() - start.timestamp() <= 1
    with pytest.raises(ValueError, match="UTC offset"):
        Clock().move_to(start.replace(tzinfo=None))


async def test_launch_data_is_signed_with_the_token(stand_in: StandIn, api: Api, fatima: Phone) -> None:
    told = await sim(api, "launch", user_id=FATIMA, url="http://localhost:9/app")
    assert told["address"].startswith("http://localhost:9/app#tgWebAppData=")
    fragment = dict(parse_qsl(urlsplit(told["address"]).fragment))
    fields = dict(parse_qsl(fragment["tgWebAppData"]))
    more = dict(parse_qsl(init_data(TOKEN, fatima.person, 1_800_000_000, query_id="q", start_param="s")))
    assert more.keys() == {"auth_date", "user", "query_id", "start_param", "hash"}
    key = hmac.new(b"WebAppData", TOKEN.encode(), hashlib.sha256).digest()
    for signed in (fields, more):
        checked = "\n".join(f"{name}={signed[name]}" for name in sorted(signed) if name != "hash")
        assert hmac.new(key, checked.encode(), hashlib.sha256).hexdigest() == signed["hash"]
    assert abs(int(fields["auth_date"]) - stand_in.clock.now()) <= 1
    assert '"first_name":"Fatima"' in fields["user"]
    assert fatima.opens("https://a.nl/").startswith("https://a.nl/#tgWebAppData=")


async def test_stopping_lets_a_waiting_poll_go_and_a_second_start_works(stand_in: StandIn) -> None:
    before = signal.getsignal(signal.SIGINT)
    async with serving(stand_in.app) as url:
        port = urlsplit(url).port
        assert port is not None
        assert signal.getsignal(signal.SIGINT) is before
        client = httpx.AsyncClient(trust_env=False, timeout=40)
        poll = asyncio.create_task(client.get(f"{url}/bot{TOKEN}/getUpdates?timeout=30"))
        await asyncio.sleep(0.1)
        began = time.monotonic()
    assert time.monotonic() - began < 1
    assert (await asyncio.wait_for(poll, 1)).json() == {"ok": True, "result": []}
    await client.aclose()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    async with serving(stand_in.app, port) as again:
        assert again == url
        with pytest.raises(OSError, match="in use"):
            async with serving(stand_in.app, port):
                pass
