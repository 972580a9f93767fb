"""The drawers of what stands beside messages: sealed files, and what is not sent yet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select

from domain.files import FileId, MediaType
from domain.linking import Recipient
from domain.threads import ThreadId, Unsent
from storage.desk import Desk, of_thread
from storage.messages import literal_kind
from storage.statements import Statement
from storage.tables.threads import files, unsent

_ADD_FILE = Statement(insert(files))
_FILE = Statement(select(files).where(files.c.id == bindparam("which")))
_FILES = Statement(select(files.c.id))
_UNSENT_OF = (unsent.c.thread == bindparam("of_thread"), unsent.c.author == bindparam("of_author"))
_UNSENT = Statement(select(unsent).where(*_UNSENT_OF))
_KEEP_UNSENT = Statement(insert(unsent))
_DROP_UNSENT = Statement(delete(unsent).where(*_UNSENT_OF))


class FilesDrawer:
    """Which sealed files there are and whose; their content is in the files folder."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(
        self, file: FileId, thread: ThreadId, media_type: MediaType, size: int, at: datetime
    ) -> None:
        """A sealed file belongs to this thread; ``size`` in bytes."""
        self._desk.tx.later(
            _ADD_FILE, id=file, thread=thread, media_type=media_type.value, size=size, kept_at=at
        )

    async def get(self, which: FileId) -> tuple[ThreadId, MediaType, int] | None:
        """Whose a sealed file is, of what type, and its size in bytes."""
        row = await self._desk.tx.first(_FILE, which=which)
        return None if row is None else (ThreadId(row["thread"]), MediaType(row["media_type"]), row["size"])

    async def known(self) -> frozenset[FileId]:
        """Every sealed file that something refers to."""
        return frozenset(FileId(row["id"]) for row in await self._desk.tx.all(_FILES))


class UnsentDrawer:
    """What somebody was writing, sealed with the key of its thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def keep(self, which: UUID, draft: Unsent) -> None:
        """What somebody was writing takes the place of what they wrote before; ``which`` is a fresh id."""
        await self.drop(draft.thread, draft.author)
        self._desk.tx.later(
            _KEEP_UNSENT,
            id=which,
            thread=draft.thread,
            author_kind=literal_kind(of_person=draft.author.person is not None),
            author=draft.author.id,
            body=await self._desk.seal(of_thread(draft.thread), "unsent", which, "body", draft.body),
            kept_at=draft.kept_at,
        )

    async def drop(self, thread: ThreadId, author: Recipient) -> None:
        await self._desk.tx.run(_DROP_UNSENT, of_thread=thread, of_author=author.id)

    async def of(self, thread: ThreadId, author: Recipient) -> Unsent | None:
        """What this author was writing here."""
        row = await self._desk.tx.first(_UNSENT, of_thread=thread, of_author=author.id)
        if row is None:
            return None
        body = await self._desk.read(of_thread(thread), "unsent", row, "body")
        return Unsent(thread, author, body, row["kept_at"])
