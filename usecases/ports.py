"""What the use cases ask of the archive; ``storage`` fits by shape, which bot/wiring proves to the type checker."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.audit import AuditEvent
from domain.ladder import Step
from usecases.drawers import (
    AppointmentsDrawer,
    AuditDrawer,
    DispatchesDrawer,
    DraftsDrawer,
    ExpectationsDrawer,
    FamiliesDrawer,
    FollowUpsDrawer,
    InvitationsDrawer,
    LeaseDrawer,
    LinksDrawer,
    OrganisationDrawer,
    SheetsDrawer,
    ThreadsDrawer,
    WipesDrawer,
    WorkItemsDrawer,
)


class Unit(Protocol):
    """One transaction: all of it is kept, or nothing is. ``now`` is one instant for its whole length."""

    @property
    def now(self) -> datetime: ...
    @property
    def ladder(self) -> tuple[Step, ...]:
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
