"""What the use cases ask of the archive; ``storage`` fits by shape, which bot/wiring proves to the type checker."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.audit import AuditEvent
from domain.files import FileId, Taken
from domain.ladder import AppointmentStep
from domain.secret import Secret
from domain.threads import ThreadId
from usecases.drawers import (
    AppointmentsDrawer,
    AuditDrawer,
    DispatchesDrawer,
    DraftsDrawer,
    ExpectationsDrawer,
    FamiliesDrawer,
    FollowUpsDrawer,
    GlanceDrawer,
    InvitationsDrawer,
    LeaseDrawer,
    LinksDrawer,
    OrganisationDrawer,
    SheetsDrawer,
    WipesDrawer,
    WorkItemsDrawer,
)
from usecases.drawers_circle import CircleDrawer, HeldDrawer, MeetingsDrawer, SeriesDrawer, TasksDrawer
from usecases.drawers_plans import (
    CheckInsDrawer,
    PlanCopiesDrawer,
    PlansDrawer,
    PushesDrawer,
    SignalsDrawer,
)
from usecases.drawers_talk import (
    AbsencesDrawer,
    FilesDrawer,
    MessagesDrawer,
    ThreadsDrawer,
    TracesDrawer,
    UnsentDrawer,
)
from usecases.drawers_window import KeyringsDrawer, PasskeysDrawer, SessionsDrawer, SpentDrawer


class Unit(Protocol):
    """One transaction: all of it is kept, or nothing is. ``now`` is one instant for its whole length."""

    @property
    def now(self) -> datetime: ...
    @property
    def ladder(self) -> tuple[AppointmentStep, ...]:
        """When this organisation says what about an appointment."""
        ...

    @property
    def organisation(self) -> OrganisationDrawer: ...
    @property
    def families(self) -> FamiliesDrawer: ...
    @property
    def links(self) -> LinksDrawer: ...
    @property
    def invitations(self) -> InvitationsDrawer: ...
    @property
    def appointments(self) -> AppointmentsDrawer: ...
    @property
    def glances(self) -> GlanceDrawer: ...
    @property
    def drafts(self) -> DraftsDrawer: ...
    @property
    def follow_ups(self) -> FollowUpsDrawer: ...
    @property
    def dispatches(self) -> DispatchesDrawer: ...
    @property
    def wipes(self) -> WipesDrawer: ...
    @property
    def threads(self) -> ThreadsDrawer: ...
    @property
    def messages(self) -> MessagesDrawer: ...
    @property
    def files(self) -> FilesDrawer: ...
    @property
    def unsent(self) -> UnsentDrawer: ...
    @property
    def traces(self) -> TracesDrawer: ...
    @property
    def absences(self) -> AbsencesDrawer: ...
    @property
    def plans(self) -> PlansDrawer: ...
    @property
    def plan_copies(self) -> PlanCopiesDrawer: ...
    @property
    def check_ins(self) -> CheckInsDrawer: ...
    @property
    def signals(self) -> SignalsDrawer: ...
    @property
    def pushes(self) -> PushesDrawer: ...
    @property
    def circle(self) -> CircleDrawer: ...
    @property
    def tasks(self) -> TasksDrawer: ...
    @property
    def meetings(self) -> MeetingsDrawer: ...
    @property
    def series(self) -> SeriesDrawer: ...
    @property
    def held(self) -> HeldDrawer: ...
    @property
    def keyrings(self) -> KeyringsDrawer: ...
    @property
    def sessions(self) -> SessionsDrawer: ...
    @property
    def passkeys(self) -> PasskeysDrawer: ...
    @property
    def spent(self) -> SpentDrawer: ...
    @property
    def work_items(self) -> WorkItemsDrawer: ...
    @property
    def sheets(self) -> SheetsDrawer: ...
    @property
    def expectations(self) -> ExpectationsDrawer: ...
    @property
    def audit(self) -> AuditDrawer: ...
    @property
    def leases(self) -> LeaseDrawer: ...

    def new_id(self) -> UUID:
        """A fresh UUIDv7, growing with time."""
        ...

    def new_token(self) -> str:
        """128 random bits as 22 URL-safe characters."""
        ...

    def new_code(self) -> str:
        """Six random digits."""
        ...

    def new_words(self) -> tuple[str, str]:
        """Two random, everyday Dutch words that sound clear on a telephone."""
        ...

    def index(self, purpose: str, text: str) -> bytes:
        """A keyed hash (blind index): equal texts are found, none can be read back."""
        ...

    def refused(self, event: AuditEvent) -> None:
        """Log this refusal although the transaction will be rolled back."""
        ...


class Archive(Protocol):
    """Opens units of work; ``writer`` names the audit chain (bot or command line)."""

    def unit(self, *, update: int | None = None) -> AbstractAsyncContextManager[Unit]:
        """A writing transaction, committed on a clean exit.

        With ``update`` the update counts as applied in the same commit, so that it is never applied twice.
        """
        ...

    def reading(self) -> AbstractAsyncContextManager[Unit]:
        """A reading transaction; writing in it fails."""
        ...

    async def stretch(self, pin: Secret, salt: bytes) -> bytes:
        """What a PIN becomes before it is compared: slow on purpose, and mixed with a key that no database holds."""
        ...

    def new_salt(self) -> bytes:
        """Fresh random bytes to stretch one PIN with."""
        ...


class Files(Protocol):
    """Keeps files sealed, each under the key of its thread."""

    async def take(
        self, *, file: FileId, thread: ThreadId, stream: AsyncIterator[bytes], limit: int
    ) -> Taken:
        """Check, clean and keep a file while it comes in; ``limit`` is in bytes.

        Raises:
            FileTooBig: it holds more. FileNotAccepted: it is no kind that we take.
        """
        ...

    async def open(
        self, *, file: FileId, thread: ThreadId, start: int = 0, stop: int | None = None
    ) -> AsyncIterator[bytes]:
        """The bytes from ``start`` up to ``stop``, in pieces; without them all of it.

        Raises:
            FileUnreadable: it is gone, it was changed, or its key was destroyed; also while iterating.
        """
        ...

    async def remove(self, file: FileId) -> None:
        """Have it gone; no error when it is already."""
        ...
