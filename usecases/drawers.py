"""The drawers of the archive, as narrow protocols: only what some use case calls."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.appointments import Appointment, AppointmentId
from domain.audit import AuditEvent
from domain.buttons import ButtonSheet, Expectation
from domain.delivery import Dispatch, DispatchId, Wipe
from domain.drafts import Draft, DraftId
from domain.followups import FollowUp, FollowUpId, FollowUpState
from domain.glance import Glance
from domain.linking import Invitation, InvitationId, Link, LinkId, Reachability, Recipient
from domain.people import (
    Family,
    FamilyId,
    Flag,
    Organisation,
    Person,
    PersonId,
    Preferences,
    Professional,
    ProfessionalId,
    Team,
    TeamId,
)
from domain.work_items import WorkItem, WorkItemId


class OrganisationDrawer(Protocol):
    """The organisation, its teams and professionals."""

    async def add_organisation(self, organisation: Organisation) -> None: ...
    async def organisation(self) -> Organisation | None: ...
    async def add_team(self, team: Team) -> None: ...
    async def teams(self) -> tuple[Team, ...]: ...
    async def add_professional(self, professional: Professional) -> None: ...
    async def professional(self, which: ProfessionalId) -> Professional | None: ...
    async def professionals(self) -> tuple[Professional, ...]: ...


class FamiliesDrawer(Protocol):
    """Families, their people, flags and preferences."""

    async def add_family(self, family: Family) -> None: ...
    async def family(self, which: FamilyId) -> Family | None: ...
    async def families(self, case_manager: ProfessionalId | None = None) -> tuple[Family, ...]: ...
    async def add_person(self, person: Person) -> None: ...
    async def person(self, which: PersonId) -> Person | None: ...
    async def people_of(self, family: FamilyId) -> tuple[Person, ...]: ...
    async def people_in(self, which: Iterable[FamilyId]) -> dict[FamilyId, tuple[Person, ...]]:
        """The people of each of these families, in one trip."""

    async def people_of_case_manager(self, case_manager: ProfessionalId) -> tuple[Person, ...]: ...
    async def several(self, which: Iterable[PersonId]) -> dict[PersonId, Person]:
        """These people, in one trip; no other name is opened. Who is not there any more is left out."""

    async def save_family(self, family: Family) -> None: ...
    async def save_person(self, person: Person) -> None: ...
    async def save_preferences(self, which: PersonId, preferences: Preferences) -> None: ...
    async def add_flag(self, flag: Flag) -> None: ...
    async def end_flag(self, which: UUID, at: datetime) -> None: ...
    async def flags_of(self, family: FamilyId) -> tuple[Flag, ...]:
        """The flags in force; ended ones are kept but not returned."""


class LinksDrawer(Protocol):
    """Who is reached through which Telegram account."""

    async def add(self, link: Link) -> None: ...
    async def by_account(self, account: bytes) -> Link | None:
        """The one link of this account, or of several the one that was chosen last; a professional has only one."""

    async def all_of(self, account: bytes) -> tuple[Link, ...]:
        """Every link in force of this account, oldest first: somebody can take part in more than one family."""

    async def choose(self, which: LinkId, at: datetime) -> None:
        """From now on this account speaks as the holder of this link, until another is chosen."""

    async def of(self, holder: Recipient) -> Link | None: ...
    async def set_reachability(self, which: LinkId, reachability: Reachability) -> None: ...
    async def consent(self, which: LinkId, at: datetime) -> None: ...
    async def end(self, which: LinkId, at: datetime) -> None: ...


class InvitationsDrawer(Protocol):
    """Invitations, and how often an account has tried."""

    async def add(self, invitation: Invitation) -> None: ...
    async def get(self, which: InvitationId) -> Invitation | None: ...
    async def by_token(self, token_hash: bytes) -> Invitation | None: ...
    async def by_account(self, account: bytes) -> Invitation | None:
        """The newest open invitation this account has opened."""

    async def awaiting_words(self) -> tuple[Invitation, ...]:
        """Invitations in state CODE_GIVEN."""

    async def open_for(self, invitee: Recipient) -> tuple[Invitation, ...]: ...
    async def save(self, invitation: Invitation) -> None: ...
    async def note_try(self, account: bytes, at: datetime) -> None: ...
    async def tries_since(self, account: bytes, since: datetime) -> int: ...


class AppointmentsDrawer(Protocol):
    """Appointments with their attendances."""

    async def add(self, appointment: Appointment) -> None: ...
    async def readable(self, which: AppointmentId) -> Appointment | None:
        """The appointment; None also when it was changed behind our back, so that a list stays readable."""

    async def get(self, which: AppointmentId) -> Appointment | None: ...
    async def family_of(self, which: AppointmentId) -> FamilyId | None:
        """Whose it is, even when it was changed behind our back."""

    async def save(self, appointment: Appointment) -> None: ...
    async def of_person(self, person: PersonId, ending_after: datetime) -> tuple[Appointment, ...]:
        """Not cancelled, ending after this instant, earliest first."""

    async def of_case_manager(
        self, case_manager: ProfessionalId, starting_from: datetime, until: datetime
    ) -> tuple[Appointment, ...]:
        """Not cancelled, of all families of this gezinsmanager, starting within [from, until)."""

    async def of_family(
        self, family: FamilyId, starting_from: datetime, until: datetime
    ) -> tuple[Appointment, ...]:
        """Everything of this family that starts within [from, until), also what was called off; earliest first."""

    async def several(self, which: Iterable[AppointmentId]) -> tuple[Appointment, ...]:
        """These, as far as they can be read, in one trip."""


class GlanceDrawer(Protocol):
    """How every family stands, without opening anything that is sealed."""

    async def of_case_manager(self, case_manager: ProfessionalId, now: datetime) -> dict[FamilyId, Glance]:
        """By family; one of which nothing is known is not in it."""


class DraftsDrawer(Protocol):
    """Appointments in the making."""

    async def keep(self, draft: Draft) -> None:
        """Insert or replace."""

    async def get(self, which: DraftId) -> Draft | None: ...
    async def drop(self, which: DraftId) -> None: ...


class FollowUpsDrawer(Protocol):
    """Durable intentions."""

    async def add(self, follow_ups: tuple[FollowUp, ...]) -> None: ...
    async def due(self, now: datetime, limit: int) -> tuple[FollowUp, ...]:
        """Planned ones due at or before ``now``, earliest first."""

    async def planned_of(self, appointment: AppointmentId) -> tuple[FollowUp, ...]: ...
    async def set_apart(self, which: tuple[FollowUpId, ...]) -> None: ...
    async def set_apart_about(self) -> tuple[AppointmentId, ...]: ...
    async def settle(self, which: tuple[FollowUpId, ...], state: FollowUpState) -> None: ...
    async def void(self, appointment: AppointmentId) -> None: ...
    async def next_due(self) -> datetime | None: ...


class DispatchesDrawer(Protocol):
    """The outbox."""

    async def add(self, dispatch: Dispatch, appointment: AppointmentId | None = None) -> bool:
        """Keep it; False when one with this key is there already."""

    async def get(self, which: DispatchId) -> Dispatch | None: ...
    async def with_key(self, key: str) -> Dispatch | None: ...
    async def due(self, now: datetime, limit: int) -> tuple[Dispatch, ...]:
        """Planned or unknown ones that may go now, earliest first, at most one per recipient, in order per chat."""

    async def in_flight(self) -> tuple[Dispatch, ...]:
        """Everything in state SENDING, left by a process that died."""

    async def save(self, dispatch: Dispatch) -> None: ...
    async def void_planned(self, appointment: AppointmentId) -> None:
        """Make planned dispatches to participants about this appointment void (it moved or was cancelled)."""

    async def next_due(self) -> datetime | None: ...
    async def set_apart(self) -> tuple[tuple[DispatchId, AppointmentId | None, Recipient], ...]:
        """What was set apart, with what it is about and whose it is."""

    async def counts(self) -> dict[str, int]:
        """How many dispatches stand in each state."""


class WipesDrawer(Protocol):
    """Chat messages that must disappear."""

    async def add(self, wipe: Wipe, chat: int) -> None: ...
    async def due(self, now: datetime, limit: int) -> tuple[tuple[Wipe, int | None], ...]:
        """Those due, each with its chat id opened; None when that cannot be read any more."""

    async def retry(self, which: UUID, due_at: datetime) -> None:
        """Count an attempt and put it off."""

    async def done(self, which: UUID) -> None: ...


class WorkItemsDrawer(Protocol):
    """The open lists."""

    async def put(self, item: WorkItem) -> WorkItem:
        """Keep it; with an open one of the same key, that one is counted up (and made urgent if this is)."""

    async def was_put(self, key: str) -> bool: ...
    async def get(self, which: WorkItemId) -> WorkItem | None: ...
    async def open_of(self, case_manager: ProfessionalId) -> tuple[WorkItem, ...]: ...
    async def open_of_team(self, team: TeamId) -> tuple[WorkItem, ...]: ...
    async def all_open(self) -> tuple[WorkItem, ...]: ...
    async def close(self, which: WorkItemId, at: datetime) -> None: ...
    async def close_by_key(self, key: str, at: datetime) -> None: ...
    async def move_to_team(self, which: WorkItemId) -> None: ...


class SheetsDrawer(Protocol):
    """The buttons under messages."""

    async def keep(self, sheet: ButtonSheet) -> None: ...
    async def get(self, which: str) -> ButtonSheet | None: ...
    async def sweep(self, now: datetime) -> int: ...


class ExpectationsDrawer(Protocol):
    """Whose next text means what."""

    async def set(self, expectation: Expectation) -> None: ...
    async def get(self, holder: bytes) -> Expectation | None: ...
    async def clear(self, holder: bytes) -> None: ...


class AuditDrawer(Protocol):
    """The access log."""

    async def append(self, event: AuditEvent) -> None: ...


class LeaseDrawer(Protocol):
    """Who is the one sender; a fencing token tells an old one from the present one."""

    async def take(self, name: str, owner: UUID, now: datetime, until: datetime) -> int | None:
        """The fencing token when the lease is ours now; None when somebody else holds it."""
