"""Delivery by webhook: one update after the other, with the secret header and retries."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpx

from demo.updates import Updates
from demo.wire import Json, bad_request

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header, not a secret
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LONGEST_WAIT_S = 60.0
_LONGEST_RETRY_AFTER_S = 3600.0

# Carries out a method call that stood in the body of a webhook's answer.
Answered = Callable[[str, Json], Awaitable[None]]


class Webhook:
    """Hands updates to an address on loopback as long as one is set.

    Real Telegram delivers several chats at once; here it is strictly one by one, in order of update id.
    `first_wait` is the pause in seconds after the first failure; it doubles up to a minute.
    """

    def __init__(self, updates: Updates, answered: Answered, first_wait: float = 1.0) -> None:
        self.first_wait = first_wait
        self._updates = updates
        self._answered = answered
        self._settings: Json = {}
        self._task: asyncio.Task[None] | None = None
        self._error: Json = {}

    async def set(self, p: Json) -> bool:
        """Carry out setWebhook; an empty address takes the webhook away."""
        await self.stop()
        if p.get("drop_pending_updates"):
            self._updates.forget_all()
        if "allowed_updates" in p:
            self._updates.allowed = p["allowed_updates"]
        if not p["url"]:
            return True
        if urlsplit(p["url"]).hostname not in {"localhost", "127.0.0.1"}:
            raise bad_request("bad webhook: this stand-in delivers to loopback only")
        if "secret_token" in p and not _SECRET.fullmatch(p["secret_token"]):
            raise bad_request("bad webhook: secret token contains unallowed characters")
        if not 1 <= p.get("max_connections", 40) <= 100:
            raise bad_request("bad webhook: max_connections must be 1-100")
        self._settings = p
        self._updates.use_webhook(active=True)
        self._task = asyncio.create_task(self._deliver())
        return True

    async def delete(self, p: Json) -> bool:
        """Carry out deleteWebhook."""
        return await self.set({"url": "", **p})

    def info(self) -> Json:
        """Carry out getWebhookInfo."""
        told: Json = {"url": self._settings.get("url", ""), "has_custom_certificate": False,
                      "pending_update_count": len(self._updates.waiting()), **self._error}  # fmt: skip
        if "max_connections" in self._settings:
            told["max_connections"] = self._settings["max_connections"]
        if self._updates.allowed:
            told["allowed_updates"] = self._updates.allowed
        return told

    async def stop(self) -> None:
        """End delivery; what was not accepted waits for the next poll or webhook."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})
            self._updates.use_webhook(active=False)
        self._settings, self._error = {}, {}

    async def _deliver(self) -> None:
        wait = self.first_wait
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            while True:
                waiting = self._updates.waiting()
                if not waiting:
                    await self._updates.changed(30)
                    continue
                pause = await self._offer(client, waiting[0], wait)
                if pause is None:
                    wait = self.first_wait
                    continue
                await asyncio.sleep(pause)
                wait = min(wait * 2, _LONGEST_WAIT_S)

    async def _offer(self, client: httpx.AsyncClient, update: Json, wait: float) -> float | None:
        """Offer one update; returns the seconds to wait before the next try, or None when it was accepted."""
        secret = self._settings.get("secret_token")
        headers = {SECRET_HEADER: secret} if secret else {}
        try:
            answer = await client.post(self._settings["url"], json=update, headers=headers)
        except httpx.HTTPError as error:
            self._error = {"last_error_message": f"Connection failed: {type(error).__name__}"}
            return wait
        if not answer.is_success:
            self._error = {"last_error_message": f"Wrong response from the webhook: {answer.status_code}"}
            asked = answer.headers.get("Retry-After", "")
            return min(float(asked), _LONGEST_RETRY_AFTER_S) if asked.isdigit() else wait
        self._updates.confirm(update["update_id"])
        await self._act_on(answer)
        return None

    async def _act_on(self, answer: httpx.Response) -> None:
        if not answer.headers.get("content-type", "").startswith("application/json"):
            return
        call = answer.json()
        if isinstance(call, dict) and "method" in call:
            method = call.pop("method")
            await self._answered(method, call)
