"""Fetching: what somebody sent in the chat beside text is taken over from Telegram and sealed in our own files."""

import logging
from collections.abc import AsyncIterator
from typing import Any

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.logs import event, failure
from domain.actors import Clockwork
from domain.errors import Refusal
from domain.files import MOST_BYTES, FileId, FileTooBig, Taken
from domain.threads import Message
from storage.errors import AWAY
from usecases.attachments import cannot_fetch, fetched, put_off, to_fetch
from usecases.ports import Archive, Files

LOG = logging.getLogger("kring.fetching")

CLOCKWORK = Clockwork()


class Fetcher:
    """Fetches one file after the other; one that cannot be had now is tried later, for a day."""

    def __init__(self, archive: Archive, files: Files, bot: ExtBot[Any]) -> None:
        self._archive = archive
        self._files = files
        self._bot = bot

    async def tick(self) -> None:
        """Fetch what may be fetched now."""
        async with self._archive.reading() as uow:
            waiting = await to_fetch(uow, CLOCKWORK)
        for message in waiting:
            try:
                await self._fetch(message)
            except AWAY:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
                failure(LOG, "fetching.failed", error, message=message.id)
                await self._later(message)

    async def _fetch(self, message: Message) -> None:
        try:
            taken = await self._take(message)
        except (Refusal, BadRequest) as refused:
            # Of a kind that we do not keep, or too big for Telegram to give: whoever reads the thread sees that.
            async with self._archive.unit() as uow:
                await cannot_fetch(uow, CLOCKWORK, message_id=message.id)
            event(LOG, "fetching.refused", message=message.id, error=type(refused).__name__)
        except TelegramError as error:
            failure(LOG, "fetching.not_now", error, message=message.id)
            await self._later(message)
        else:
            async with self._archive.unit() as uow:
                await fetched(uow, CLOCKWORK, message_id=message.id, taken=taken)
            event(LOG, "fetching.fetched", message=message.id)

    async def _later(self, message: Message) -> None:
        async with self._archive.unit() as uow:
            await put_off(uow, CLOCKWORK, message_id=message.id)

    async def _take(self, message: Message) -> Taken:
        file = await self._bot.get_file(message.telegram_file or "")
        if (file.file_size or 0) > MOST_BYTES:
            raise FileTooBig
        content = bytes(await file.download_as_bytearray())
        # The message's own id: a second try after a crash finds what the first one kept.
        return await self._files.take(
            file=FileId(message.id), thread=message.thread, stream=_blocks(content), limit=MOST_BYTES
        )


async def _blocks(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 65_536):
        yield content[start : start + 65_536]
