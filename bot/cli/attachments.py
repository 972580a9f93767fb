"""Saving what somebody sent beside text: from our own sealed files, or from Telegram while only that has it."""

from pathlib import Path

import httpx

from bot.cli.office import Office
from bot.settings import Settings
from domain.files import FileId, FileUnreadable
from domain.threads import Message

ENDINGS = {
    "image/jpeg": ".jpg",
    "application/pdf": ".pdf",
    "audio/ogg": ".ogg",
    "audio/webm": ".webm",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
}


async def save_file(office: Office, message: Message, folder: Path) -> Path | None:
    """Save the file of a message in this folder, readable by its owner only; None when it cannot be had.

    The name is the message's own id: it says nothing about anybody.
    """
    if message.file is not None:
        return await _from_ours(office, message, message.file, folder)
    return await _from_telegram(office.settings, message, folder)


async def _from_ours(office: Office, message: Message, file: FileId, folder: Path) -> Path | None:
    async with office.archive.reading() as uow:
        known = await uow.files.get(file)
    if known is None:
        return None
    files = office.archive.files_in(office.settings.files)
    try:
        blocks = await files.open(file=file, thread=message.thread)
        content = b"".join([block async for block in blocks])
    except FileUnreadable:
        return None
    return _save(folder / f"{message.id.hex}{ENDINGS[known[1].value]}", content)


async def _from_telegram(settings: Settings, message: Message, folder: Path) -> Path | None:
    """Telegram gives a bot no file over 20 MB."""
    if message.telegram_file is None:
        return None
    token = settings.token.get_secret_value()
    asked = {"file_id": message.telegram_file}
    try:
        async with httpx.AsyncClient(timeout=30, trust_env=not settings.on_loopback) as client:
            told = await client.get(f"{settings.server}/bot{token}/getFile", params=asked)
            path = str(told.json()["result"]["file_path"])
            got = await client.get(f"{settings.server}/file/bot{token}/{path}")
            content = got.raise_for_status().content
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None
    return _save(folder / f"{message.id.hex}{Path(path).suffix}", content)


def _save(target: Path, content: bytes) -> Path:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    target.write_bytes(content)
    return target
