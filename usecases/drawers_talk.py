"""The drawers of conversations, and of who is there to answer, as narrow protocols."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.absence import Absence, AbsenceId, WorkingHours
from domain.files import FileId, MediaType
from domain.linking import Recipient
from domain.people import PersonId, ProfessionalId
from domain.standing import Outline
from domain.threads import Message, MessageId, Thread, ThreadId, Unsent


class ThreadsDrawer(Protocol):
    """How conversations stand."""

    async def add(self, thread: Thread) -> None: ...
    async def get(self, which: ThreadId) -> Thread | None: ...
    async def of_person(self, person: PersonId) -> Thread | None: ...
    async def of_case_manager(self, case_manager: ProfessionalId) -> tuple[Thread, ...]: ...
    async def for_inbox(self, case_manager: ProfessionalId, *, at_ease: int | None) -> tuple[Thread, ...]:
        """Of those, all in which somebody waits, and so many of the others, newest first; None: all of them."""

    async def save(self, thread: Thread) -> None: ...
    async def due(self, now: datetime, limit: int) -> tuple[Thread, ...]:
        """Those whose ladder has something to say at or before ``now``, earliest first."""

    async def next_look(self) -> datetime | None: ...
    async def restless(self) -> tuple[ThreadId, ...]:
        """Every thread in which somebody waits, whatever its next look says."""


class MessagesDrawer(Protocol):
    """What is said, sealed with the key of its thread."""

    async def keep(self, message: Message) -> bool:
        """Keep it; False when this source was kept before."""

    async def get(self, which: MessageId) -> Message | None: ...
    async def by_source(self, source: str) -> Message | None: ...
    async def first_version(self, thread: Thread, telegram_message: int) -> Message | None: ...
    async def all_of(self, thread: Thread) -> tuple[Message, ...]:
        """All versions, oldest first, opened."""

    async def latest(self, thread: Thread, *, limit: int, skipped: int = 0) -> tuple[Message, ...]:
        """The newest so many after leaving out ``skipped``, oldest first, opened."""

    async def outlines(self, thread: Thread) -> tuple[Outline, ...]: ...
    async def save(self, message: Message) -> None:
        """Keep its file and how far it has come."""

    async def mark_told(self, thread: Thread, at: datetime) -> None: ...
    async def mark_all_told(self, case_manager: ProfessionalId, at: datetime) -> None: ...
    async def mark_opened(self, thread: Thread, at: datetime) -> None: ...
    async def unfetched(self, now: datetime, limit: int) -> tuple[Message, ...]:
        """What was sent in the chat and whose content may be fetched from Telegram now, oldest first."""


class FilesDrawer(Protocol):
    """Which sealed files there are, and whose."""

    async def add(
        self, file: FileId, thread: ThreadId, media_type: MediaType, size: int, at: datetime
    ) -> None: ...
    async def get(self, which: FileId) -> tuple[ThreadId, MediaType, int] | None: ...
    async def known(self) -> frozenset[FileId]: ...


class UnsentDrawer(Protocol):
    """What somebody was writing."""

    async def keep(self, which: UUID, draft: Unsent) -> None:
        """It takes the place of what they wrote before; ``which`` is a fresh id."""

    async def of(self, thread: ThreadId, author: Recipient) -> Unsent | None: ...
    async def drop(self, thread: ThreadId, author: Recipient) -> None: ...


class TracesDrawer(Protocol):
    """Which messages still stand in a person's chat."""

    async def note(self, person: PersonId, message: int, at: datetime) -> None: ...
    async def of(self, person: PersonId, since: datetime) -> tuple[tuple[int, datetime], ...]: ...
    async def drop(self, person: PersonId) -> None: ...


class AbsencesDrawer(Protocol):
    """When professionals work, and who reads along while they do not."""

    async def hours_of(self, professional: ProfessionalId) -> WorkingHours: ...
    async def save_hours(self, professional: ProfessionalId, hours: WorkingHours) -> None: ...
    async def add(self, absence: Absence) -> None: ...
    async def end(self, which: AbsenceId, at: datetime) -> None: ...
    async def from_day(self, day: date) -> tuple[Absence, ...]:
        """Everybody's absences in force that end on this Amsterdam day or later."""
