"""Fetching what somebody sent beside text: Telegram keeps the file, and gives it to whoever holds the token."""

from pathlib import Path

import httpx

from bot.settings import Settings
from domain.threads import Message


async def fetch(settings: Settings, message: Message, folder: Path) -> Path | None:
    """Save the file of a message in this folder, readable by its owner only; None when it cannot be had.

    Telegram gives a bot no file over 20 MB.
    The name is the message's own id: it says nothing about anybody.
    """
    if message.file is None:
        return None
    token = settings.token.get_secret_value()
    try:
        async with httpx.AsyncClient(timeout=30, trust_env=not settings.on_loopback) as client:
            told = await client.get(f"{settings.server}/bot{token}/getFile", params={"file_id": message.file})
            path = str(told.json()["result"]["file_path"])
            content = (
                (await client.get(f"{settings.server}/file/bot{token}/{path}")).raise_for_status().content
            )
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None
    return _save(folder / f"{message.id.hex}{Path(path).suffix}", content)


def _save(target: Path, content: bytes) -> Path:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    target.write_bytes(content)
    return target
