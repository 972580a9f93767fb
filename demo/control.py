"""The control interface under /sim/: everything a person can do on a phone, the clock, faults, the journal.

Bodies and answers are JSON. POST asks for a JSON (or, for a file, a binary) content type, so that a page of
another site cannot call it unseen. A request that makes no sense is answered 400 with `{"error": …}`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from demo import launch
from demo.chats import Chat, Posted
from demo.faults import FloodLimit
from demo.journey import travel
from demo.limits import web_app_url
from demo.screen import chat_state, screen
from demo.wire import BotApiError, Json

if TYPE_CHECKING:
    from demo.server import StandIn

LOCAL = ZoneInfo("Europe/Amsterdam")
_SAFE_TO_SHOW = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_Act = Callable[[Json], Any]


def routes(stand_in: "StandIn") -> list[Route]:
    """Return the routes, without the /sim in front."""
    desk = _Desk(stand_in)
    return [
        Route("/screen", desk.screen),
        Route("/phones", desk.phones),
        Route("/phones", _posted(desk.add_phone), methods=["POST"]),
        Route("/chat", desk.chat),
        Route("/message", _posted(desk.message), methods=["POST"]),
        Route("/edit", _posted(desk.edit), methods=["POST"]),
        Route("/remove", _posted(desk.remove), methods=["POST"]),
        Route("/tap", _posted(desk.tap), methods=["POST"]),
        Route("/file", desk.file, methods=["POST"]),
        Route("/files/{file_id}", desk.show_file),
        Route("/contact", _posted(desk.contact), methods=["POST"]),
        Route("/block", _posted(desk.block), methods=["POST"]),
        Route("/launch", _posted(desk.launch), methods=["POST"]),
        Route("/clock", desk.clock),
        Route("/clock", _posted(desk.move_clock), methods=["POST"]),
        Route("/journal", desk.journal),
        Route("/faults", desk.faults),
        Route("/faults", _posted(desk.add_fault), methods=["POST"]),
        Route("/faults", desk.clear_faults, methods=["DELETE"]),
    ]


def step(now: datetime, name: str) -> datetime:
    """Return where a button of the clock leads: `hour`, `tomorrow` (10:00) or `monday` (the next, 08:30).

    Hours of the day are Amsterdam's. Raises ValueError for another name.
    """
    local = now.astimezone(LOCAL)
    match name:
        case "hour":
            return now + timedelta(hours=1)
        case "tomorrow":
            return datetime.combine(local.date() + timedelta(days=1), time(10), LOCAL)
        case "monday":
            monday = local.date() - timedelta(days=local.weekday())
            target = datetime.combine(monday, time(8, 30), LOCAL)
            return (
                target if target > now else datetime.combine(monday + timedelta(days=7), time(8, 30), LOCAL)
            )
        case _:
            raise ValueError(f"no such step: {name}")


class _Desk:
    def __init__(self, stand_in: "StandIn") -> None:
        self._stand_in = stand_in
        self._world = stand_in.world

    async def screen(self, request: Request) -> Response:
        seen = request.query_params.get("since")
        if seen == str(self._world.revision):
            return JSONResponse({"revision": self._world.revision, "now": self._world.clock.now()})
        return JSONResponse(screen(self._stand_in))

    async def phones(self, _request: Request) -> Response:
        cards = [asdict(card) for card in self._stand_in.phones]
        return JSONResponse(
            [{**card, "name": self._world.people[card["user_id"]].first_name} for card in cards]
        )

    def add_phone(self, p: Json) -> Json:
        person = self._world.meet(p["user_id"], p["name"], p.get("language_code", "nl"))
        self._stand_in.show_phone(person, p.get("role", ""), p.get("colour", "#4a7c9b"))
        return {}

    async def chat(self, request: Request) -> Response:
        found = self._world.chats.get(int(request.query_params.get("user_id", "0")))
        if found is None:
            return JSONResponse({"error": "no such chat"}, status_code=404)
        return JSONResponse(chat_state(self._world, found))

    def message(self, p: Json) -> Json:
        return {"message_id": self._world.says(p["user_id"], p["text"]).message_id}

    def edit(self, p: Json) -> Json:
        return {"message_id": self._world.edits(p["user_id"], p["message_id"], p["text"]).message_id}

    def remove(self, p: Json) -> Json:
        self._world.removes(p["user_id"], p["message_id"])
        return {}

    def tap(self, p: Json) -> Json:
        if "data" in p:
            return {"query_id": self._world.taps(p["user_id"], p["data"], p.get("message_id"))}
        chat = self._world.chats[p["user_id"]]
        found = find_button(chat, p["label"], p.get("message_id"))
        if found is None:
            raise LookupError(f"no button with {p['label']!r}")
        posted, button = found
        if posted is None:
            return {"message_id": self._world.says(p["user_id"], button["text"]).message_id}
        return {"query_id": self._world.taps(p["user_id"], button["callback_data"], posted.message_id)}

    async def file(self, request: Request) -> Response:
        name, kind = request.query_params.get("name", "bestand"), request.headers.get("content-type", "")
        user_id = int(request.query_params.get("user_id", "0"))
        if user_id not in self._world.people or not kind or kind.startswith("text/plain"):
            return JSONResponse({"error": "unknown person or content type"}, status_code=400)
        data = await request.body()
        try:
            if kind in _SAFE_TO_SHOW:
                posted = self._world.sends_photo(user_id, data)
            else:
                posted = self._world.sends_file(user_id, "document", data, name, kind)
        except (ValueError, BotApiError) as refused:
            return JSONResponse({"error": str(refused)}, status_code=400)
        return JSONResponse({"message_id": posted.message_id})

    async def show_file(self, request: Request) -> Response:
        stored = self._world.files.by_id(request.path_params["file_id"])
        if stored is None:
            return JSONResponse({"error": "no such file"}, status_code=404)
        headers = {"X-Content-Type-Options": "nosniff"}
        if stored.content_type in _SAFE_TO_SHOW:
            return Response(stored.data, media_type=stored.content_type, headers=headers)
        # Anything else could be a page with scripts: it is offered to save, never shown.
        headers["Content-Disposition"] = "attachment"
        return Response(stored.data, media_type="application/octet-stream", headers=headers)

    def contact(self, p: Json) -> Json:
        person = self._world.people[p["user_id"]]
        card = {"phone_number": "+31600000000", "first_name": person.first_name, "user_id": person.user_id}
        return {"message_id": self._world.sends(person.user_id, {"contact": card}).message_id}

    def block(self, p: Json) -> Json:
        self._world.blocks(p["user_id"], blocked=bool(p.get("blocked", True)))
        return {}

    def launch(self, p: Json) -> Json:
        web_app_url(p["url"])
        person = self._world.people[p["user_id"]]
        data = launch.init_data(self._stand_in.token, person, self._world.clock.now())
        return {"address": launch.address(p["url"], data, dark=bool(p.get("dark")))}

    async def clock(self, _request: Request) -> Response:
        return JSONResponse(self._clock())

    async def move_clock(self, p: Json) -> Json:
        now = self._world.clock.instant()
        if "step" in p:
            target = step(now, p["step"])
        else:
            target = datetime.fromisoformat(p["to"])
            target = target if target.tzinfo else target.replace(tzinfo=LOCAL)
        # Reminders that were sent cannot be unsent: for the visitors of the demo time goes one way.
        if target < now:
            raise ValueError("the clock goes forward only")
        await travel(self._world, target.astimezone(UTC))
        return self._clock()

    async def journal(self, request: Request) -> Response:
        after = int(request.query_params.get("after", "0"))
        method = request.query_params.get("method")
        calls = self._stand_in.journal.calls
        return JSONResponse(
            [call.wire() for call in calls if call.number > after and method in (None, call.method)]
        )

    async def faults(self, _request: Request) -> Response:
        return JSONResponse([asdict(fault) for fault in self._stand_in.faults.listed()])

    def add_fault(self, p: Json) -> Json:
        if "flood" in p:
            self._stand_in.faults.flood = FloodLimit(**p["flood"])
        else:
            self._stand_in.faults.add(**p)
        return {}

    async def clear_faults(self, _request: Request) -> Response:
        self._stand_in.faults.clear()
        return JSONResponse({})

    def _clock(self) -> Json:
        instant = self._world.clock.instant()
        return {"now": int(instant.timestamp()), "iso": instant.isoformat()}


def find_button(chat: Chat, label: str, message_id: int | None = None) -> tuple[Posted | None, Json] | None:
    """Return the newest visible button whose text contains `label`, with its message.

    Inline buttons come first (of one message, if given); then the reply keyboard, whose buttons stand in no
    message.
    """
    for posted in reversed(chat.visible()):
        if message_id is None or posted.message_id == message_id:
            for button in posted.buttons:
                if label in button["text"]:
                    return posted, button
    if message_id is None and chat.keyboard:
        for row in chat.keyboard.get("keyboard", []):
            for button in row:
                if label in button["text"]:
                    return None, button
    return None


def _posted(act: _Act) -> Callable[[Request], Awaitable[Response]]:
    """Turn an act on a JSON body into an endpoint."""

    async def endpoint(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/json"):
            return JSONResponse({"error": "Content-Type must be application/json"}, status_code=415)
        try:
            answer = act(await request.json())
            return JSONResponse(await answer if isinstance(answer, Awaitable) else answer)
        except (LookupError, ValueError, TypeError, AttributeError, BotApiError) as refused:
            return JSONResponse({"error": f"{type(refused).__name__}: {refused}"}, status_code=400)

    return endpoint
