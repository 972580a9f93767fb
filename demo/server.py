"""The stand-in itself: the Bot API over HTTP, in front of a made-up world."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from demo import methods, profile, requests
from demo.chats import Person
from demo.clock import Clock
from demo.faults import Fault, FaultKind, Faults
from demo.journal import Journal
from demo.routes import application
from demo.schema import official
from demo.screen import DeskCard, PhoneCard
from demo.updates import Updates
from demo.webhook import Webhook
from demo.wire import BotApiError, Json, Upload, bad_request
from demo.world import World

_METHODS = {**methods.METHODS, **profile.METHODS}
_NOT_HERE = ("business_connection_id", "message_thread_id", "direct_messages_topic_id", "inline_message_id",
             "suggested_post_parameters")  # fmt: skip
_BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP; `drop` breaks the connection instead."""

    status: int = 200
    body: Json = field(default_factory=dict)
    html: str | None = None
    drop: bool = False

    @property
    def retry_after(self) -> int | None:
        """Seconds that a 429 asks to wait; also goes into the `Retry-After` header."""
        asked = self.body.get("parameters", {}).get("retry_after")
        return int(asked) if asked is not None else None


class StandIn:
    """One bot's Bot API server. `app` is the ASGI application; see `demo.serving` to run it."""

    def __init__(
        self,
        token: str,
        clock: Clock | None = None,
        *,
        username: str = "kring_proef_bot",
        name: str = "Kring",
    ) -> None:
        number = token.partition(":")[0]
        bot = {"id": int(number) if number.isdigit() else 1, "is_bot": True, "first_name": name,
               "username": username}  # fmt: skip
        self.token = token
        self.clock = clock or Clock()
        self.schema = official()
        self.updates = Updates(self.clock)
        self.world = World(bot, self.clock, self.updates.push)
        self.faults = Faults()
        self.journal = Journal()
        self.webhook = Webhook(self.updates, self._answered)
        self.phones: list[PhoneCard] = []
        self.desk: DeskCard | None = None
        self.app = application(self)

    def show_phone(self, person: Person, role: str, colour: str) -> None:
        """Put a person's phone on the page; `role` is the caption, `colour` a CSS colour such as #2f7d6b."""
        self.phones = [card for card in self.phones if card.user_id != person.user_id]
        self.phones.append(PhoneCard(person.user_id, role, colour))
        self.world.touch()

    def show_desk(self, address: str, name: str, caption: str) -> None:
        """Put a desk beside the phones: the page of a professional, in a frame."""
        self.desk = DeskCard(address, name, caption)
        self.world.touch()

    async def call(self, method: str, given: Json, uploads: dict[str, Upload] | None = None) -> Reply:
        """Carry out one call as the HTTP door does: judge it, do it, write it down, misbehave if ordered."""
        uploads = uploads or {}
        name, params = method, given
        fault: Fault | None = None
        try:
            name, fields = self.schema.method(method)
            params = self.schema.check(name, requests.place(given, uploads, fields))
            params = requests.attach(params, uploads, fields)
            fault = self.faults.take(name, params.get("chat_id"))
            early = await self._before(fault, name, params)
            if early is not None:
                self._note(name, params, {"error_code": early.status or None}, fault)
                return early
            result = await self._do(name, params)
        except BotApiError as refused:
            error: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
            if refused.parameters:
                error["parameters"] = refused.parameters
            self._note(name, params, error, fault)
            return Reply(refused.code, error)
        self._note(name, params, None, fault, result)
        if fault is not None and fault.kind is FaultKind.DELAY_AFTER:
            await asyncio.sleep(fault.seconds)
        return Reply(body={"ok": True, "result": result}, drop=_drops(fault, FaultKind.DROP_AFTER))

    async def close(self) -> None:
        """Let go of a waiting poll and end webhook delivery."""
        self.updates.release()
        await self.webhook.stop()

    async def _before(self, fault: Fault | None, name: str, params: Json) -> Reply | None:
        if self.faults.flood is not None and name.startswith(("send", "edit")):
            self.faults.flood.check(params.get("chat_id"), asyncio.get_running_loop().time())
        if fault is None:
            return None
        refusal = fault.refusal()
        if refusal is not None:
            raise refusal
        if fault.kind is FaultKind.DELAY:
            await asyncio.sleep(fault.seconds)
        if fault.kind is FaultKind.BAD_GATEWAY:
            return Reply(502, html=_BAD_GATEWAY)
        return Reply(0, drop=True) if _drops(fault, FaultKind.DROP_BEFORE) else None

    async def _do(self, name: str, p: Json) -> Any:
        match name:
            case "getUpdates":
                if "allowed_updates" in p:
                    self.updates.allowed = p["allowed_updates"]
                return await self.updates.poll(p.get("offset", 0), p.get("limit", 100), p.get("timeout", 0))
            case "setWebhook":
                return await self.webhook.set(p)
            case "deleteWebhook":
                return await self.webhook.delete(p)
            case "getWebhookInfo":
                return self.webhook.info()
            case _:
                return self._act(name, p)

    def _act(self, name: str, p: Json) -> Any:
        method = _METHODS.get(name)
        if method is None:
            raise bad_request("method is not available in this stand-in")
        for parameter in _NOT_HERE:
            if parameter in p:
                raise bad_request(f"parameter {parameter} is not available in this stand-in")
        return method(self.world, p)

    async def _answered(self, method: str, given: Json) -> None:
        await self.call(method, given)

    def _note(
        self, name: str, params: Json, error: Json | None, fault: Fault | None, result: Any = None
    ) -> None:
        self.journal.note(name, params, at=self.clock.now(), real=asyncio.get_running_loop().time(),
                          result=result, error=error, fault=fault.kind if fault else None)  # fmt: skip


def _drops(fault: Fault | None, kind: FaultKind) -> bool:
    return fault is not None and fault.kind is kind
